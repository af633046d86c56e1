// The post of the real server against receivers that are slow, refusing, lying, malformed, down and back, and kill -9 of the
// sender. Behind the unreliable receiver stands a second Klynge, which answers as a receiver should.
import { spawnSync } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { Server, Skip, acknowledgement, admission, ask, folder, klynge, long, must, pause, post, root, same, send, test } from './klynge.mjs';

const directory = path.join(root, 'data/directory/demonstration.yaml');
const municipality = '953741000016009', ward = '265161000016000';
const as = { 'X-Klynge-Party': municipality };

async function until(condition, what, patience = 600) {
  for (let i = 0; i < patience; ++i) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error('in vain waited for: ' + what);
}

// A data folder that answers for one party, and sends where it is told.
function place(acts_for, more = '') {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: 99900121000016004\ndirectory: ${directory}\nacts_for: [${acts_for}]\npathway_unsigned: accept\ndemonstration: true\n${more}`);
  return data;
}

// What is looked at of a letter that came; its text says which it is.
const latestOf = (said) => Math.max(...said.map((text) => Number(/letter (\d+)/.exec(text)?.[1] ?? 0)));
function inJson(text) {
  const bundle = JSON.parse(text);
  const letter = bundle.entry.find((entry) => entry.resource.resourceType === 'Communication').resource;
  return { envelope: bundle.id, message: bundle.entry[0].resource.id, thread: letter.identifier[0].value, content: JSON.stringify(letter),
    number: latestOf(letter.payload.map((one) => one.contentString ?? '')) };
}
function inXml(text) {
  const first = (pattern, of = text) => pattern.exec(of)[1];
  const letter = first(/<Communication[\s>](.*)<\/Communication>/s);
  return { envelope: first(/<Bundle[^>]*>\s*<id value="([^"]+)"/), message: first(/<MessageHeader[^>]*>\s*<id value="([^"]+)"/),
    thread: first(/<identifier>.*?<value value="([^"]+)"/s, letter), content: letter,
    number: latestOf([...letter.matchAll(/<contentString value="([^"]*)"/g)].map((one) => one[1])) };
}

// What comes to the ward, and what it does with it.
class Receiver {
  static async start(behind, secure) {
    const receiver = new Receiver();
    Object.assign(receiver, { behind, secure, how: 'well', came: [], port: 0 });
    await receiver.open();
    return receiver;
  }
  async open() {
    const listener = (request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => this.take(Buffer.concat(parts).toString(), request, response).catch(() => response.destroy()));
    };
    this.server = this.secure ? https.createServer(this.secure, listener) : http.createServer(listener);
    await new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = this.server.address().port;
  }
  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
  async take(text, request, response) {
    const how = this.how, type = request.headers['content-type'];
    if (how === 'refusing') return response.writeHead(503).end();
    if (typeof how === 'number') return response.writeHead(how).end();
    const came = type === 'application/fhir+xml' ? inXml(text) : inJson(text);
    this.came.push({ ...came, type, accept: request.headers.accept });
    if (how === 'silent') return response.writeHead(202).end();
    if (how === 'malformed') return response.writeHead(200, { 'Content-Type': 'application/fhir+json' }).end('{"resourceType":');
    if (how === 'breaking') return response.destroy();
    const answer = await send(this.behind.port, { text }, { headers: { 'Content-Type': type } });
    if (how === 'slow') await pause(700);
    const body = how === 'lying' ? answer.text.replaceAll(came.message, randomUUID()) : answer.text;
    this.answered = answer.headers['content-type'];
    response.writeHead(answer.status, { 'Content-Type': this.answered }).end(body);
  }
}

// Writes letters in a few threads, each with the same keys again until it is answered.
class Writer {
  constructor(citizen) {
    Object.assign(this, { citizen, count: 0, threads: [], sent: [] });
  }
  async persist(server, target, value) {
    const key = randomUUID();
    for (;;) {
      try {
        const answer = await post(server().port, target, value, { ...as, 'Idempotency-Key': key });
        if (answer.status !== 503) return answer;
      } catch {}
      await pause(20);
    }
  }
  async write(server, to = ward) {
    const number = ++this.count, old = this.threads.length > 2 ? this.threads[randomInt(this.threads.length)] : undefined;
    const at = `/api/citizens/${this.citizen}/letters/`;
    const prepared = await this.persist(server, at + (old ? 'reply' : 'prepare'),
      { ...(old ? { thread: old } : { to, category: 'discharge', topic: 'Hjem' }), text: `letter ${number}.` });
    if (prepared.status !== 200) return prepared;
    const signed = { draft: prepared.json.letter, given: 'Lone', family: 'Hansen', role: 'sygeplejerske', phone: '44527000' };
    const answer = await this.persist(server, at + 'send', signed);
    same(answer.status, 200, 'a letter is sent: ' + answer.text);
    if (!old) this.threads.push(answer.json.thread);
    this.sent.push({ number, letter: answer.json.letter, thread: answer.json.thread });
    return answer;
  }
}

const inHand = async (server, state = '') => (await ask(server.port, 'GET', '/api/post?state=' + state)).json.letters;

async function begin(wait, resends, more = '', secure = undefined) {
  const behind = await Server.start(place(ward), { options: [] });
  const receiver = await Receiver.start(behind, secure);
  const data = place(municipality, `post:\n  ${ward}:\n    url: ${secure ? 'https' : 'http'}://127.0.0.1:${receiver.port}/fhir\n    wait: ${wait}\n    resends: ${resends}\n${more}`);
  const server = await Server.start(data, { options: [] });
  const message = admission(1);
  same(acknowledgement(await send(server.port, message))?.code, 'ok', 'an admission');
  const { citizen } = (await post(server.port, '/api/citizens/find', { cpr: message.cpr })).json;
  return { behind, receiver, data, server, writer: new Writer(citizen) };
}

// Every letter came, the same each time under one id, each time in an envelope of its own, and in each thread in the order it was sent.
function accountFor(receiver, writer) {
  const first = new Map(), contents = new Map(), envelopes = new Set();
  for (const one of receiver.came) {
    if (!first.has(one.message)) first.set(one.message, one);
    same(one.content, contents.get(one.message) ?? one.content, 'the same content each time');
    contents.set(one.message, one.content);
    must(!envelopes.has(one.envelope), 'an envelope id was used twice');
    envelopes.add(one.envelope);
  }
  const arrived = new Set([...first.values()].map((one) => one.number));
  for (const { number } of writer.sent) must(arrived.has(number), `letter ${number} never came`);
  same(first.size, writer.sent.length, 'letters that came');
  const latest = new Map();
  for (const { thread, number } of first.values()) {
    must(number > (latest.get(thread) ?? 0), `letter ${number} came after letter ${latest.get(thread)} of its thread`);
    latest.set(thread, number);
  }
}

test('the post: delivered, received, in order; and a receiver that is down, refuses, breaks off, is slow, and is back', async () => {
  const { behind, receiver, data, server, writer } = await begin('30 min', 2);
  const elsewhere = await writer.write(() => server, '99900061000016009');
  must(elsewhere.status === 422 && /not-switched-on/.test(elsewhere.text), 'to whom nothing is sent: ' + elsewhere.status + elsewhere.text);
  writer.count = 0;
  await writer.write(() => server);
  await until(async () => (await inHand(server)).length === 0, 'the first letter is acknowledged');
  const seen = (await ask(server.port, 'GET', `/api/citizens/${writer.citizen}`, { headers: as })).text;
  must(/"received":\{"known":"yes"/.test(seen.replace(/\s/g, '')), 'received, says the thread: ' + seen.slice(0, 2000));
  for (const how of ['refusing', 'breaking', 'slow', 'down']) {
    receiver.how = how;
    if (how === 'down') await receiver.close();
    for (let i = 0; i < 3; ++i) await writer.write(() => server);
    await pause(how === 'slow' ? 100 : 1500);
    if (how !== 'slow') must((await inHand(server, 'waiting')).length === 3, how + ': they wait');
    if (how === 'down') await receiver.open();
    receiver.how = 'well';
    await until(async () => (await inHand(server)).length === 0, 'all is acknowledged after ' + how);
  }
  accountFor(receiver, writer);
  await until(async () => /klynge_post_waiting 0\b/.test((await ask(server.port, 'GET', '/metrics')).text), 'none waits, say the metrics');
  await server.stop();
  await behind.stop();
  await receiver.close();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('the post: silence, lies and nonsense are not taken for a yes; after the last time the sender gets a duty', async () => {
  const { behind, receiver, data, server, writer } = await begin('0 min', 2);
  for (const how of ['silent', 'lying', 'malformed']) {
    receiver.how = how;
    const came = receiver.came.length;
    const { json } = await writer.write(() => server);
    await until(async () => (await inHand(server, 'in-error')).some((one) => one.letter === json.letter), how + ': in error');
    same(receiver.came.length - came, 3, how + ': sent once and twice more');
    const { duties } = (await ask(server.port, 'GET', `/api/parties/${municipality}/duties`)).json;
    must(duties.some((duty) => JSON.stringify(duty).includes('letter-not-received')), how + ': a duty for the sender');
  }
  accountFor(receiver, writer);
  const metrics = (await ask(server.port, 'GET', '/metrics')).text;
  must(/klynge_acknowledgements_not_believed_total [1-9]/.test(metrics), 'lies are counted');  // said again, a lie is a repeat
  const [stuck] = await inHand(server, 'in-error');
  receiver.how = 'well';
  const again = await post(server.port, `/api/citizens/${stuck.citizen}/letters/${stuck.letter}/send-again`, {}, { ...as, 'Idempotency-Key': randomUUID() });
  same(again.status, 200, 'send again: ' + again.text);
  await until(async () => (await inHand(server)).length === 2, 'that one is acknowledged');
  await server.stop();
  const listed = klynge(['post', '--data', data, '--json']);
  same(listed.out.trim().split('\n').map((line) => JSON.parse(line).state), ['in-error', 'in-error'], 'klynge post: ' + listed.err);
  await behind.stop();
  await receiver.close();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('the post: what nobody takes, and what a door refuses as it is, the sender sees to; it ends when it is taken after all', async () => {
  const { behind, receiver, data, server, writer } = await begin('30 min', 2, '    taken_within: 0 min\n');
  const owed = async () => {
    const { duties } = (await ask(server.port, 'GET', `/api/parties/${municipality}/duties`)).json;
    return duties.filter((duty) => duty.task === 'letter-not-received').length;
  };
  receiver.how = 403;
  for (let i = 0; i < 2; ++i) await writer.write(() => server);
  await until(async () => (await inHand(server, 'in-error')).length === 2, 'none waits behind one that is refused');
  same((await inHand(server)).map((one) => one.status), [403, 403], 'as it was refused');
  same(await owed(), 2, 'a duty for each, at once');
  receiver.how = 'well';
  for (const { citizen, letter } of await inHand(server)) {
    const again = await post(server.port, `/api/citizens/${citizen}/letters/${letter}/send-again`, {}, { ...as, 'Idempotency-Key': randomUUID() });
    same(again.status, 200, 'send again: ' + again.text);
  }
  await until(async () => (await inHand(server)).length === 0, 'those are acknowledged');
  same(await owed(), 0, 'and their duties have ended');
  for (const how of [429, 'refusing', 'down']) {
    receiver.how = how;
    if (how === 'down') await receiver.close();
    for (let i = 0; i < 2; ++i) await writer.write(() => server);
    await until(async () => (await owed()) === 2, how + ': a duty for each');
    const waiting = await inHand(server, 'waiting');
    same(waiting.map((one) => !!one.not_taken && one.status === undefined), [true, true], how + ': they wait all the same');
    if (how === 'down') await receiver.open();
    receiver.how = 'well';
    await until(async () => (await inHand(server)).length === 0, how + ': then it takes all');
    same(await owed(), 0, how + ': and their duties have ended');
  }
  accountFor(receiver, writer);
  await server.stop();
  await behind.stop();
  await receiver.close();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('the post: letters on their way when their record is joined with another', async () => {
  const { behind, receiver, data, server, writer } = await begin('0 min', 1);
  const other = admission(2);
  same(acknowledgement(await send(server.port, other))?.code, 'ok', 'another admission');
  const { citizen: whole } = (await post(server.port, '/api/citizens/find', { cpr: other.cpr })).json;
  receiver.how = 'silent';
  const { json: given } = await writer.write(() => server);
  await until(async () => (await inHand(server, 'in-error')).length === 1, 'the first is given up');
  receiver.how = 'refusing';
  for (let i = 0; i < 2; ++i) await writer.write(() => server);
  const joined = await post(server.port, `/api/citizens/${whole}/tell/join`, { other: writer.citizen, text: 'the register says so' },
    { 'Idempotency-Key': randomUUID() });
  same(joined.status, 200, 'joined: ' + joined.text);
  const waiting = await inHand(server, 'waiting');
  same(waiting.map((one) => one.citizen), [whole, whole], 'they wait, as the letters of the whole record');
  receiver.how = 'silent';
  await until(async () => (await inHand(server, 'in-error')).length === 3, 'delivered, and given up in time');
  same(receiver.came.filter((one) => one.number > 1).length, 4, 'each was sent twice');
  const { duties } = (await ask(server.port, 'GET', `/api/parties/${municipality}/duties`)).json;
  same(duties.filter((duty) => duty.task === 'letter-not-received').map((duty) => duty.citizen), [whole, whole, whole], 'each has its duty');
  receiver.how = 'well';
  for (const { citizen, letter } of await inHand(server, 'in-error')) {
    const again = await post(server.port, `/api/citizens/${citizen}/letters/${letter}/send-again`, {}, { ...as, 'Idempotency-Key': randomUUID() });
    same(again.status, 200, 'send again: ' + again.text);
  }
  await until(async () => (await inHand(server)).length === 0, 'all are acknowledged');
  must(given.letter === 1, 'the letter that was given up was sent again too');
  accountFor(receiver, writer);
  await server.stop();
  await behind.stop();
  await receiver.close();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

// A certificate of its own authority for each name, made here.
function certificates(...names) {
  const at = folder();
  const openssl = (...args) => {
    if (spawnSync('openssl', args, { cwd: at }).status !== 0) throw new Skip('openssl is not here to make certificates');
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  const made = names.map((name, i) => {
    openssl('req', ...key, '-subj', `/CN=receiver ${i}`, '-keyout', `${i}.key`, '-out', `${i}.csr`);
    fs.writeFileSync(path.join(at, `${i}.ext`), `subjectAltName=${name}\n`);
    openssl('x509', '-req', '-in', `${i}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', `${i}.ext`, '-out', `${i}.pem`);
    return { key: fs.readFileSync(path.join(at, `${i}.key`)), cert: fs.readFileSync(path.join(at, `${i}.pem`)) };
  });
  return { authorities: path.join(at, 'ca.pem'), made };
}

test('the post over TLS, in XML: only to who it says it is; the acknowledgement in XML is understood', async () => {
  const { authorities, made: [own, anothers] } = certificates('IP:127.0.0.1', 'DNS:elsewhere.example');
  const { made: [unknown] } = certificates('IP:127.0.0.1');
  const { behind, receiver, data, server, writer } =
    await begin('30 min', 2, `    authorities: ${authorities}\n    format: xml\n`, unknown);
  const failures = async () => Number(/klynge_post_failures_total (\d+)/.exec((await ask(server.port, 'GET', '/metrics')).text)[1]);
  await writer.write(() => server);
  await until(async () => (await failures()) > 0, 'an authority that is not trusted is no receiver');
  receiver.server.setSecureContext(anothers);
  const before = await failures();
  await until(async () => (await failures()) > before, 'nor is another name');
  await writer.write(() => server);
  same((await inHand(server)).map((one) => [one.state, one.sendings]), [['waiting', 0], ['waiting', 0]], 'nothing was delivered');
  same(receiver.came.length, 0, 'and nothing said');
  receiver.server.setSecureContext(own);
  await until(async () => (await inHand(server)).length === 0, 'who it says it is gets all, and acknowledges');
  same([...new Set(receiver.came.map((one) => one.type + ' ' + one.accept))], ['application/fhir+xml application/fhir+xml'], 'in XML');
  same(receiver.answered, 'application/fhir+xml', 'answered in XML');
  accountFor(receiver, writer);
  await server.stop();
  await behind.stop();
  await receiver.close();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('the post: kill -9 of the sender, and a receiver of every temper', async () => {
  // A stop between the receiver's yes and writing it down loses that yes: the letter goes again, at once here.
  const { behind, receiver, data, server: started, writer } = await begin('0 min', 10);
  let server = started, writing = true;
  const pen = (async () => {
    while (writing) await writer.write(() => server);
  })();
  const rounds = long ? 100 : 10;
  for (let round = 0; round < rounds; ++round) {
    receiver.how = ['well', 'refusing', 'breaking', 'slow', 'well'][round % 5];
    await pause(randomInt(50, 900));
    await server.kill('SIGKILL');
    server = await Server.start(data, { options: [] });
  }
  receiver.how = 'well';
  writing = false;
  await pen;
  await until(async () => (await inHand(server)).length === 0, 'all is acknowledged', 2400);
  accountFor(receiver, writer);
  console.log(`  ${writer.sent.length} letters in ${writer.threads.length} threads, ${receiver.came.length} deliveries, ${rounds} kills`);
  await server.stop();
  await behind.stop();
  await receiver.close();
  same(klynge(['verify', '--data', data]).code, 0, 'verify of the sender');
});
