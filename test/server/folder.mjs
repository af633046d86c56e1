// The folder door of the real server: by rename, acknowledged, rejected with a complaint, and killed in the middle.
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Server, admission, folder, klynge, must, pause, resend, root, same, test } from './klynge.mjs';

const directory = path.join(root, 'data/directory/demonstration.yaml');

function place() {
  const where = folder(), data = path.join(where, 'data'), door = path.join(where, 'door');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: 99900121000016004\ndirectory: ${directory}\nacts_for: [953741000016009]\npathway_unsigned: accept\ndemonstration: true\n` +
    `folder_door:\n  folder: ${door}\n  party: 99900121000016004\n  senders: [${JSON.parse(admission(1).text).entry.flatMap((e) => (e.resource.identifier ?? [])
      .filter((i) => e.resource.resourceType === 'Organization' && i.system === 'urn:oid:1.2.208.176.1.1').map((i) => i.value))}]\n`);
  const put = (name, text) => {
    const draft = path.join(door, 'inbox', '.' + name);
    fs.writeFileSync(draft, text);
    fs.renameSync(draft, path.join(door, 'inbox', name));
  };
  // What ends in .tmp in the outbox is being written (docs/operate/folder-door.md).
  const names = (part) => fs.readdirSync(path.join(door, part)).filter((name) => part !== 'outbox' || !name.endsWith('.tmp'));
  const acknowledged = (message) => JSON.parse(fs.readFileSync(path.join(door, 'outbox', message.id + '.ack.json'), 'utf8')).entry[0].resource;
  return { data, door, put, names, acknowledged };
}
async function until(condition, what) {
  for (let i = 0; i < 600; ++i) {
    if (condition()) return;
    await pause(50);
  }
  throw new Error('in vain waited for: ' + what);
}

test('the folder door: taken by rename, acknowledged, removed; what is not accepted is laid aside with a complaint', async () => {
  const { data, door, put, names, acknowledged } = place();
  const server = await Server.start(data, { options: [] });
  const one = admission(1), stranger = admission(2);
  put('one.json', one.text);
  fs.writeFileSync(path.join(door, 'inbox', 'half.tmp'), one.text.slice(0, 100));
  await until(() => names('inbox').length === 1 && names('outbox').length === 1, 'one message');
  same(names('inbox'), ['half.tmp'], 'what is being written is not looked at');
  same([acknowledged(one).response.identifier, acknowledged(one).response.code], [one.id, 'ok'], 'the acknowledgement');
  const first = acknowledged(one).id;
  fs.rmSync(path.join(door, 'outbox', one.id + '.ack.json'));
  put('again.json', resend(one).text);
  await until(() => names('outbox').length === 1, 'the same again');
  same(acknowledged(one).id, first, 'gets the same answer');

  put('broken.json', '{"resourceType": "Bundle", "cpr": "2509479989"');
  put('stranger.json', stranger.text.replaceAll('265161000016000', '265161000016001'));
  await until(() => names('rejected').length === 4, 'two rejected');
  const complaint = (name) => JSON.parse(fs.readFileSync(path.join(door, 'rejected', name + '.complaint.json'), 'utf8'));
  same(complaint('broken.json').issues[0].rule, 'json-syntax', 'the complaint');
  must(!JSON.stringify(complaint('broken.json')).includes('2509479989'), 'no number stands in it');
  same(complaint('stranger.json').issues[0].rule, 'not-its-sender', 'a sender it may not speak for');
  put('broken.json', '[');
  await until(() => names('rejected').includes('broken.json~2.complaint.json'), 'the same name again');
  must(!/2509479989|broken|stranger/.test(server.log), 'nothing of it in the log');
  await server.stop();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('kill -9 of the folder door: every message is answered, the same each time', async () => {
  const { data, door, put, names, acknowledged } = place();
  let server = await Server.start(data, { options: [] });
  const seen = new Map(), messages = [];
  for (let round = 0; round < 5; ++round) {
    for (let i = 0; i < 40; ++i) {
      const message = admission(messages.length);
      messages.push(message);
      put(message.id + '.json', message.text);
    }
    await pause(randomInt(10, 1200));
    await server.kill('SIGKILL');
    for (const message of messages.filter((m) => names('outbox').includes(m.id + '.ack.json'))) {
      const id = acknowledged(message).id;
      same(id, seen.get(message.id) ?? id, 'the answer to a message met again');
      seen.set(message.id, id);
    }
    server = await Server.start(data, { options: [] });
  }
  await until(() => names('inbox').length === 0, 'an empty inbox');
  for (const message of messages) same(acknowledged(message).response.code, 'ok', 'answered');
  for (const [id, answer] of seen) same(acknowledged({ id }).id, answer, 'still the same answer');
  same(names('rejected'), [], 'nothing is laid aside');
  await server.stop();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});
