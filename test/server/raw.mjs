// A message as it came: for whoever sees all of the citizen's record and for nobody else, octet for octet, a look of its own that the citizen reads.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { demonstration } from './browser.mjs';
import { Server, acknowledgement, admission, ask, folder, klynge, must, post, root, same, send, test } from './klynge.mjs';

const ward = '265161000016000', municipality = '953741000016009', clinic = '99900111000016008', operations = '99900121000016004';
const as = (party) => (party === operations ? {} : { 'X-Klynge-Party': party });
const look = (port, citizen, party) => ask(port, 'GET', '/api/citizens/' + citizen, { headers: as(party) });
const raw = (port, citizen, position, party) => ask(port, 'GET', `/api/citizens/${citizen}/messages/${position}`, { headers: as(party) });
const kept = (answer) => answer.json.timeline.filter((moment) => moment.message_bytes);
const break_glass = (port, cpr, party) => post(port, '/api/citizens/break-glass', { cpr, reason: 'x' }, { ...as(party), 'Idempotency-Key': randomUUID() });

test('a message as it came: not for a part in the course, but for who gave a reason; and gone when it was erased', async () => {
  const data = path.join(folder(), 'data');
  let server = await Server.start(data), { port } = server;
  const message = admission(41);
  same((await send(port, message)).status, 200, 'an admission');
  const { citizen } = (await post(port, '/api/citizens/find', { cpr: message.cpr }, as(municipality))).json;
  const [{ position }] = JSON.parse(`[${klynge(['export-journal', '--data', data]).out.trim().split('\n').at(-1)}]`);
  for (const [party, scope] of [[municipality, 'lane'], [ward, 'lane'], [operations, 'status'], [clinic, undefined]]) {
    const seen = await look(port, citizen, party);
    same([seen.json.scope, seen.text.includes('message_bytes')], [scope, false], 'nothing to fetch for ' + party);
    same((await raw(port, citizen, position, party)).status, 404, 'nor is it given to ' + party);
  }
  same((await break_glass(port, message.cpr, clinic)).status, 200, 'with a reason');
  const opened = kept(await look(port, citizen, clinic));
  same(opened.map((each) => [each.position, each.message_bytes]), [[position, Buffer.byteLength(message.text)]], 'where it is, and how large');
  const file = await raw(port, citizen, position, clinic);
  same([file.status, file.text === message.text], [200, true], 'octet for octet');
  same([file.headers['content-type'], file.headers['content-disposition'], file.headers['x-content-type-options'], file.headers['cache-control'], file.headers['content-security-policy']],
    ['application/fhir+json', `attachment; filename="message-${position}.json"; filename*=UTF-8''message-${position}.json`, 'nosniff', 'no-store', "sandbox; default-src 'none'"], 'as a file, without any rights');

  // In XML, as it came; and no message of one citizen by way of another.
  const xml = fs.readFileSync(path.join(root, 'test/fuzz/corpus/xml/admission.xml'), 'utf8');
  same((await send(port, { text: xml }, { headers: { 'Content-Type': 'application/fhir+xml' } })).status, 200, 'in XML');
  const other = (await post(port, '/api/citizens/find', { cpr: '2509479989' }, as(municipality))).json.citizen;
  same((await break_glass(port, '2509479989', clinic)).status, 200, 'with a reason');
  const [second] = kept(await look(port, other, clinic));
  const in_xml = await raw(port, other, second.position, clinic);
  same([in_xml.status, in_xml.headers['content-type'], in_xml.text === xml], [200, 'application/fhir+xml', true], 'as XML');
  for (const wrong of [second.position, 1, 0, 999999, 'x', '-1'])
    same((await raw(port, citizen, wrong, clinic)).status, 404, 'of another, or none: ' + wrong);
  same((await raw(port, 999, position, clinic)).status, 404, 'of nobody');
  await server.stop();

  same(klynge(['erase', '--data', data, '--entry', String(position), '--reason', 'x', '--basis', 'y', '--person-a', 'a', '--person-b', 'b']).code, 0, 'erased');
  server = await Server.start(data);
  same((await raw(server.port, citizen, position, clinic)).status, 410, 'and gone');
  must(!server.log.includes(message.cpr), 'nothing of it is in the log');
  await server.stop();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('a large message is kept elsewhere, and is given as it came', async () => {
  const server = await Server.start(path.join(folder(), 'data')), { port } = server;
  const bundle = JSON.parse(fs.readFileSync(path.join(root, 'test/samples/care-communication/new.json'), 'utf8'));
  for (const { resource } of bundle.entry)
    for (const payload of resource.payload ?? [])
      if (payload.contentAttachment) payload.contentAttachment.data = Buffer.alloc(900_000, 'a').toString('base64');
  const text = JSON.stringify(bundle);
  same(acknowledgement(await send(port, { text }))?.code, 'ok', 'taken');
  const { citizen } = (await post(port, '/api/citizens/find', { cpr: '2509479989' }, as(municipality))).json;
  same((await break_glass(port, '2509479989', clinic)).status, 200, 'with a reason');
  const [moment] = kept(await look(port, citizen, clinic));
  same(moment.message_bytes, Buffer.byteLength(text), 'its size is said');
  const file = await raw(port, citizen, moment.position, clinic);
  same([file.status, file.text === text], [200, true], 'all of it');
  await server.stop();
});

test('the citizen reads the own messages, and who else has read one', async () => {
  const { server, port, be } = await demonstration();
  const people = [...(await ask(port, 'GET', '/sign-in')).text.matchAll(/name="person" value="(citizen-[^"]+)"/g)].map((each) => each[1]);
  const self = await be(people[0]);
  const number = (await self.get('/api/me')).json.citizen, here = '/api/citizens/' + number;
  const seen = (await self.get(here)).json;
  const [moment] = kept({ json: seen });
  const file = await self.get(`${here}/messages/${moment.position}`);
  same([file.status, Buffer.byteLength(file.text)], [200, moment.message_bytes], 'her own');
  must(file.text.includes(seen.cpr), 'about her');
  same((await (await be(people[1])).get(`${here}/messages/${moment.position}`)).status, 404, 'and nobody else\'s');

  const clinics = (await ask(port, 'GET', '/api/directory')).json.parties.filter((one) => one.kind === 'gp');
  let doctor;
  for (const one of clinics) if ((await look(port, number, one.sor)).status === 404) doctor = one;
  const tried = await raw(port, number, moment.position, doctor.sor);
  await break_glass(port, seen.cpr, doctor.sor);
  same([tried.status, (await raw(port, number, moment.position, doctor.sor)).status], [404, 200], 'a doctor, before and after giving a reason');
  const { looks } = (await self.get(here + '/looks')).json;
  same(looks.filter((one) => one.of_a_message && one.party?.sor === doctor.sor).map((one) => one.why), ['broken-glass', 'not-involved'], 'the look and the try');
  same(looks.filter((one) => one.of_a_message && one.why === 'citizen').length, 1, 'her own, too');
  must(looks.some((one) => !one.of_a_message), 'other looks are no such looks');
  await server.stop();
});
