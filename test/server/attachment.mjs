// What letters bring, as files to keep: for whom, of any size within the memory there is, and gone when it was erased.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Server, acknowledgement, ask, folder, klynge, must, pause, root, same, send, test } from './klynge.mjs';

const municipality = '953741000016009', elsewhere = '99900071000016004';
const sample = fs.readFileSync(path.join(root, 'test/samples/care-communication/new.json'), 'utf8');
const cpr = '2509479989';

// The sample letter, with this as what it brings.
function letterWith(content, type = 'application/pdf') {
  const bundle = JSON.parse(sample);
  for (const { resource } of bundle.entry)
    for (const payload of resource.payload ?? [])
      if (payload.contentAttachment) Object.assign(payload.contentAttachment, { data: '@', contentType: type });
  const [head, tail] = JSON.stringify(bundle).split('"@"');
  return { text: Buffer.concat([Buffer.from(head + '"'), Buffer.from(content.toString('base64')), Buffer.from('"' + tail)]) };
}

async function received(server, content) {
  same(acknowledgement(await send(server.port, letterWith(content)))?.code, 'ok', 'the letter is taken');
  const headers = { 'Content-Type': 'application/json', 'X-Klynge-Party': municipality };
  const seen = (await ask(server.port, 'POST', '/api/citizens/find', { body: JSON.stringify({ cpr }), headers })).json;
  const { attachment } = seen.threads[0].segments.find((one) => one.attachment);
  same(attachment.bytes, Math.ceil(content.length / 3) * 3, 'how large it is');
  return `/api/citizens/${seen.citizen}/letters/${attachment.letter}/attachments/${attachment.number}`;
}

const by = (server, target, party = municipality) => ask(server.port, 'GET', target, { headers: { 'X-Klynge-Party': party } });

test('an attachment: for who sees the citizen, as a file to keep, written down, and 410 when it was erased', async () => {
  const data = path.join(folder(), 'data');
  let server = await Server.start(data);
  const content = randomBytes(3000);
  const target = await received(server, content);
  const file = await by(server, target);
  same(file.status, 200, 'the attachment: ' + file.text.slice(0, 200));
  must(file.bytes.equals(content), 'octet for octet');
  same([file.headers['content-type'], file.headers['x-content-type-options'], file.headers['cache-control']],
    ['application/pdf', 'nosniff', 'no-store'], 'of the type that it says, and nothing is guessed');
  must(/^attachment; filename="/.test(file.headers['content-disposition']), 'to keep');
  must(/sandbox/.test(file.headers['content-security-policy']), 'without any rights');
  same((await by(server, target, elsewhere)).status, 404, 'for who has no part in it');
  same((await by(server, target, '99900121000016004')).status, 404, 'operations treat nobody');
  await server.stop();

  const looks = () => JSON.parse(klynge(['verify', '--data', data, '--json']).out).access_entries;
  const before = looks();
  server = await Server.start(data);
  await by(server, target);
  await server.stop();
  same(looks(), before + 1, 'looking is written down');

  const letter = klynge(['export-journal', '--data', data]).out.split('\n').filter(Boolean).map((line) => JSON.parse(line))
    .find((entry) => JSON.stringify(entry).includes('LetterNoted'));
  const erased = klynge(['erase', '--data', data, '--entry', String(letter.position), '--reason', 'x', '--basis', 'y', '--person-a', 'a', '--person-b', 'b']);
  same(erased.code, 0, 'erased: ' + erased.err);
  server = await Server.start(data);
  same((await by(server, target)).status, 410, 'what was erased');
  await server.stop();
});

test('a large attachment is read within the memory that large messages share; when they have it all, later', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const content = randomBytes(30_000_000);
  const target = await received(server, content);
  const taken = async () => Number(/klynge_large_memory_bytes (\d+)/.exec((await ask(server.port, 'GET', '/metrics')).text)[1]);
  const until = async (wanted) => {
    while ((await taken()) !== wanted) await pause(20);
  };
  await until(0);
  const other = http.request({ host: '127.0.0.1', port: server.port, method: 'POST', path: '/fhir/$process-message',
    headers: { 'Content-Type': 'application/fhir+xml', 'Content-Length': 100_000_000 } });
  other.on('error', () => {});
  other.flushHeaders();
  await until(400_000_000);
  const later = await by(server, target);
  same(later.status, 503, 'another large message has the memory');
  must(later.headers['retry-after'], 'when to ask again');
  other.destroy();
  await until(0);
  const one = async () => {
    const file = await by(server, target);
    same(file.status, 200, 'the attachment');
    must(file.bytes.equals(content), 'octet for octet');
  };
  await Promise.all(Array.from({ length: 6 }, one));
  const most = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
  console.log(`  6 times 30 MB: ${most.toFixed(0)} MB of memory at most`);
  must(most < 500, `within the budget of 400 MB and what there is beside: ${most} MB`);
  await until(0);
  await server.stop();
});
