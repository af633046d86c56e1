// The way out to a record system and in from one: by the course's id, and by nothing else.
import fs from 'node:fs';
import path from 'node:path';
import { Server, admission, ask, folder, klynge, must, post, root, same, send, test } from './klynge.mjs';

const ward = '265161000016000', municipality = '953741000016009', clinic = '99900111000016008', operations = '99900121000016004';
const as = (party) => (party === operations ? {} : { 'X-Klynge-Party': party });

function place(record_systems) {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: ${operations}\ndirectory: ${path.join(root, 'data/directory/demonstration.yaml')}\nacts_for: [${municipality}]\npathway_unsigned: accept\ndemonstration: true\nretention_days: 0\n${record_systems}`);
  return data;
}
const episodes = (message) => JSON.parse(message.text).entry.find((each) => each.resource.resourceType === 'Encounter').resource.episodeOfCare.map((each) => each.identifier);

test('out to the record system of whoever looks, by the course; and in from one, by the course', async () => {
  const data = place(`record_systems:
  - {organisation: ${ward}, name: Testjournalen, url: 'https://record.example.dk/open?episode={course}'}
  - {organisation: ${clinic}, name: Klinikken, url: 'https://clinic.example.dk/{course}'}
  - {organisation: ${municipality}, name: Det gamle, url: 'https://old.example.dk/{course}', to: 2026-01-01}
`);
  const server = await Server.start(data), { port } = server;
  const message = admission(51), ids = episodes(message);
  same((await send(port, message)).status, 200, 'an admission');
  const lpr3 = ids.find((each) => each.system.includes('esundhed')).value.replace('urn:uuid:', '');
  const find = (course, party) => post(port, '/api/courses/find', { course }, as(party));
  const found = await find(lpr3, ward);
  same([found.status, found.json.scope], [200, 'lane'], 'in by LPR3\'s id: ' + found.text.slice(0, 200));
  const { citizen } = found.json, here = '/api/citizens/' + citizen;
  const links = async (party) => (await ask(port, 'GET', here, { headers: as(party) })).json.courses?.map((course) => course.record_link);
  same(await links(ward), [{ name: 'Testjournalen', url: 'https://record.example.dk/open?episode=' + lpr3 }], 'out, to the own');
  same(await links(municipality), [undefined], 'not in use any more');
  same(await links(operations), [undefined], 'operations have none');

  for (const id of ids.flatMap(({ value }) => [value, value.replace('urn:uuid:', ''), value.replaceAll('-', ''), value.toUpperCase().replace('URN:UUID:', 'urn:uuid:')]))
    same((await find(id, municipality)).json.citizen, citizen, 'in, however it is written: ' + id);
  const stranger = await find(lpr3, clinic), nobody = await find('fc60e762-0000-5773-865e-67f3907bdcc7', clinic);
  same([stranger.status, stranger.text], [404, nobody.text], 'not involved and not known look the same');

  // A part in the course that came by being asked: the message about it was written to others.
  const duty = (await ask(port, 'GET', here, { headers: as(ward) })).json.courses[0].duties.find((each) => each.holder.sor === ward);
  const offered = await post(port, `/api/duties/${citizen}/${duty.duty}/offer`, { to: clinic }, { ...as(ward), 'Idempotency-Key': 'offered' });
  same(offered.status, 200, offered.text);
  same([(await ask(port, 'GET', here, { headers: as(clinic) })).json.scope, await links(clinic)], ['lane', [undefined]], 'it may not read what the message said');
  must(ids.every(({ value }) => !server.log.includes(value.replace('urn:uuid:', ''))), 'no course is named in the log');
  same((await ask(port, 'GET', '/in')).status, 200, 'the page that leads in');
  await server.stop();

  same(klynge(['verify', '--data', data]).code, 0, 'verify knows by what each course is found');
  const again = await Server.start(data);
  same((await post(again.port, '/api/courses/find', { course: lpr3 }, as(ward))).json.citizen, citizen, 'after a restart');
  await again.stop();
});

test('a template that asks for a CPR number, or leads somewhere unsafe, refuses to start', async () => {
  for (const [setting, wanted] of [
    [`  - {organisation: ${ward}, name: A, url: 'https://record.example.dk/{cpr}'}`, /CPR number stands in no address/],
    [`  - {organisation: ${ward}, name: A, url: 'https://record.example.dk/{course}/{cpr}'}`, /CPR number stands in no address/],
    [`  - {organisation: ${ward}, name: A, url: 'http://record.example.dk/{course}'}`, /https/],
    [`  - {organisation: 4711, name: A, url: 'https://record.example.dk/{course}'}`, /4711.*no party/],
    [`  - {organisation: ${ward}, name: A, url: 'https://record.example.dk/{course}', form: now}`, /form/],
  ]) {
    const data = place('record_systems:\n' + setting + '\n');
    const started = await Server.start(data).catch((error) => error);
    must(started instanceof Error && wanted.test(started.message), setting + ': ' + (started.message ?? 'it started'));
    must(/klynge\.yaml/.test(started.message), 'where: ' + started.message);
  }
});
