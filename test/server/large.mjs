// Large messages, and what only pretends to be one, against the real server.
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { Server, acknowledgement, admission, ask, folder, klynge, must, pause, resend, same, send, test } from './klynge.mjs';

const to = '/fhir/$process-message', limit = 100_000_000;
const xml = { 'Content-Type': 'application/fhir+xml' }, json = { 'Content-Type': 'application/fhir+json' };

// An admission of exactly so many octets: its patient carries a photograph.
export function largeAdmission(n, size) {
  const message = admission(n);
  const bundle = JSON.parse(message.text);
  const patient = bundle.entry.find((entry) => entry.resource.resourceType === 'Patient').resource;
  patient.photo = [{ contentType: 'image/jpeg', data: '@' }];
  const [head, tail] = JSON.stringify(bundle).split('@');
  const body = Buffer.alloc(size);
  body.write(head);
  const from = Buffer.byteLength(head), end = size - Buffer.byteLength(tail);
  // Noise, as a picture would be: what packs well proves little.
  for (let at = from; at < end; at += 4_000_000)
    body.write(randomBytes(3_000_000).toString('base64'), at, Math.min(4_000_000, end - at), 'latin1');
  body.write(tail, end);
  return { ...message, text: body };
}

function mostMemory(server) {
  return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
}

// So many clients, one small message after the other, until told to stop.
function clients(server, count, first) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: count });
  const state = { done: false, waits: [], answered: 0 };
  const one = async (number) => {
    for (let i = 0; !state.done; ++i) {
      const message = admission(first + number * 1000 + i);
      const began = performance.now();
      const answer = await send(server.port, message, { agent });
      state.waits.push(performance.now() - began);
      same(acknowledgement(answer)?.code, 'ok', 'a small message beside: ' + answer.status);
      ++state.answered;
      await pause(20);
    }
  };
  state.end = Promise.all(Array.from({ length: count }, (_, i) => one(i))).then(() => agent.destroy());
  state.p99 = () => [...state.waits].sort((a, b) => a - b)[Math.floor(state.waits.length * 0.99)];
  return state;
}

test('100 MB is taken within the memory budget, while 64 clients work on; 101 MB is not', async () => {
  const data = path.join(folder(), 'data');
  let server = await Server.start(data);
  const alone = clients(server, 64, 0);
  await pause(2000);
  alone.done = true;
  await alone.end;
  const before = mostMemory(server);

  const letters = [largeAdmission(7, limit), largeAdmission(8, limit)];  // made first: that takes this process a while
  const beside = clients(server, 64, 100_000);
  const answers = await Promise.all(letters.map((letter) => send(server.port, letter, { headers: json })));
  for (const answer of answers) same(acknowledgement(answer)?.code, 'ok', '100 MB: ' + answer.status + answer.text.slice(0, 300));
  const others = await Promise.all([9, 10, 11, 12].map((n) => send(server.port, largeAdmission(n, 5_000_000))));
  for (const answer of others) same(acknowledgement(answer)?.code, 'ok', '5 MB: ' + answer.status);
  beside.done = true;
  await beside.end;
  must(beside.answered > 64, `the 64 clients went on: ${beside.answered} answers`);
  const memory = mostMemory(server);
  console.log(`  small ones: p99 ${alone.p99().toFixed(1)} ms alone, ${beside.p99().toFixed(1)} ms beside; memory ${before.toFixed(0)} MB, then at most ${memory.toFixed(0)} MB`);
  must(memory - before < 400, `the memory budget of 400 MB: ${memory - before} MB more`);

  const tooLarge = await send(server.port, largeAdmission(13, limit + 1_000_000));
  must(tooLarge.status === 413 && tooLarge.text.includes('100 MB (100000000 octets)'), `101 MB: ${tooLarge.status} ${tooLarge.text}`);
  const packed = zlib.gzipSync(largeAdmission(14, limit + 1).text, { level: 1 });
  const tooLargeUnpacked = await ask(server.port, 'POST', to, { body: packed, headers: { ...json, 'Content-Encoding': 'gzip' } });
  same(tooLargeUnpacked.status, 413, 'one octet more than 100 MB, in gzip');

  const names = fs.readdirSync(path.join(data, 'content'));
  same(names.length, 6, 'content files');
  const again = await send(server.port, resend({ text: letters[0].text.toString('utf8') }));
  same(acknowledgement(again), acknowledgement(answers[0]), 'the same letter again gets the same answer');
  same(fs.readdirSync(path.join(data, 'content')).length, 6, 'and nothing more is kept');
  await server.stop();

  // What a stop left behind is swept away; what is named stays, and is looked at.
  fs.writeFileSync(path.join(data, 'content', 'ab'.repeat(16)), 'orphan');
  server = await Server.start(data);
  same(fs.readdirSync(path.join(data, 'content')), names, 'the orphan is gone, and nothing else');
  const copy = path.join(folder(), 'copy');
  same(klynge(['backup', '--data', data, copy]).code, 0, 'a backup has the contents too');
  same(fs.readdirSync(path.join(copy, 'content')), names, 'contents in the backup');
  await server.stop();
  const spoilt = path.join(copy, 'content', names[0]), bytes = fs.readFileSync(spoilt);
  bytes[70_000] ^= 1;
  fs.writeFileSync(spoilt, bytes);
  fs.cpSync(data + '.keys', copy + '.keys', { recursive: true });
  const verified = klynge(['verify', '--data', copy]);
  must(verified.code !== 0 && /its content: not what was kept/.test(verified.out), 'a changed content is found: ' + verified.out + verified.err);
  same(klynge(['verify', '--data', data]).code, 0, 'the folder itself');
});

test('large messages in XML and in gzip, and from a client that does not say how large', async () => {
  const data = path.join(folder(), 'data');
  const server = await Server.start(data);
  const packed = await ask(server.port, 'POST', to, {
    body: zlib.gzipSync(largeAdmission(1, 30_000_000).text, { level: 1 }), headers: { ...json, 'Content-Encoding': 'gzip' },
  });
  same(acknowledgement(packed)?.code, 'ok', '30 MB in gzip: ' + packed.status);
  const chunked = await send(server.port, largeAdmission(2, 3_000_000), { headers: { 'Transfer-Encoding': 'chunked' } });
  same(acknowledgement(chunked)?.code, 'ok', '3 MB in chunks: ' + chunked.status);
  // XML of the largest size: a Bundle whose one binary is large. It is not a message we know, and is told so.
  const head = `<Bundle xmlns="http://hl7.org/fhir"><id value="${randomUUID()}"/><type value="message"/><entry><resource><Patient><photo><data value="`;
  const tail = '"/></photo></Patient></resource></entry></Bundle>';
  const body = Buffer.alloc(limit, 'QUJD');
  body.write(head);
  body.write(tail, limit - tail.length);
  const before = mostMemory(server);
  const answer = await ask(server.port, 'POST', to, { body, headers: xml });
  must(answer.status === 400 && /OperationOutcome/.test(answer.text), `100 MB of XML: ${answer.status} ${answer.text.slice(0, 400)}`);
  console.log(`  100 MB of XML: at most ${mostMemory(server).toFixed(0)} MB, ${before.toFixed(0)} before it`);
  await server.stop();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('what only seems small or sound is refused: bombs, entities, depth, too many values', async () => {
  const data = path.join(folder(), 'data');
  const server = await Server.start(data);
  const gzip = { 'Content-Encoding': 'gzip' };
  const before = mostMemory(server);
  const bomb = zlib.gzipSync(Buffer.alloc(200_000_000, 32));
  same((await ask(server.port, 'POST', to, { body: bomb, headers: { ...json, ...gzip } })).status, 413, 'a zip bomb');
  const liar = Buffer.from(bomb);
  liar.writeUInt32LE(1000, liar.length - 4);
  const lied = await ask(server.port, 'POST', to, { body: liar, headers: { ...json, ...gzip } });
  must(lied.status === 413 && /1000 octets/.test(lied.text), `a zip bomb that says it is small: ${lied.status} ${lied.text}`);
  must(mostMemory(server) - before < 50, 'no bomb was ever unpacked');

  const entities = ['<!DOCTYPE Bundle [<!ENTITY a "aaaaaaaaaa">'];
  for (let i = 0; i < 10; ++i) entities.push(`<!ENTITY ${'bcdefghijk'[i]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`);
  const laughs = entities.join('') + ']><Bundle xmlns="http://hl7.org/fhir"><id value="&k;"/></Bundle>';
  const outside = '<!DOCTYPE Bundle [<!ENTITY x SYSTEM "file:///etc/passwd">]><Bundle xmlns="http://hl7.org/fhir"><id value="&x;"/></Bundle>';
  for (const [name, text] of [['billion laughs', laughs], ['an outside entity', outside]]) {
    const answer = await ask(server.port, 'POST', to, { body: text, headers: xml });
    must(answer.status === 400 && /document type is not read/.test(answer.text), `${name}: ${answer.status} ${answer.text}`);
  }
  for (const size of [100_000, 20_000_000]) {
    const deepJson = await ask(server.port, 'POST', to, { body: '['.repeat(size), headers: json });
    must(deepJson.status === 400 && /nested deeper|more values/.test(deepJson.text), `deep JSON of ${size}: ${deepJson.status} ${deepJson.text}`);
    const deepXml = await ask(server.port, 'POST', to, { body: '<Bundle xmlns="http://hl7.org/fhir">' + '<a>'.repeat(size / 4), headers: xml });
    must(deepXml.status === 400 && /more than 64 deep/.test(deepXml.text), `deep XML: ${deepXml.status} ${deepXml.text}`);
    const many = await ask(server.port, 'POST', to, { body: '[' + '1,'.repeat(size / 2) + '1]', headers: json });
    same(many.status, 400, 'many values: ' + many.text);
  }
  const elements = '<Bundle xmlns="http://hl7.org/fhir">' + '<a/>'.repeat(2_000_000) + '</Bundle>';
  const tooMany = await ask(server.port, 'POST', to, { body: elements, headers: xml });
  must(tooMany.status === 400 && /more than 1000000 elements/.test(tooMany.text), `many elements: ${tooMany.status} ${tooMany.text}`);
  console.log(`  memory at most ${mostMemory(server).toFixed(0)} MB, ${before.toFixed(0)} before it`);
  must(mostMemory(server) - before < 400, 'within the budget');
  same((await ask(server.port, 'POST', '/api/citizens/find', { body: Buffer.alloc(300_000, 32), headers: { 'Content-Type': 'application/json' } })).status, 413,
       'only messages may be large');
  same(acknowledgement(await send(server.port, admission(1)))?.code, 'ok', 'and the next one is unharmed');
  await server.stop();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});
