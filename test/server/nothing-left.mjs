// What may not be on the disk is not: a notification without a legal basis, and a citizen who was erased. Every file of the folder,
// the write-ahead logs, the server's log and a backup are searched, octet by octet.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { largeAdmission } from './large.mjs';
import { Server, acknowledgement, admission, ask, cpr, folder, klynge, must, post, resend, root, same, send, test } from './klynge.mjs';

const directory = path.join(root, 'data/directory/demonstration.yaml');
const municipality = '953741000016009', ward = '265161000016000', operations = '99900121000016004';
const as = (party) => ({ 'X-Klynge-Party': party, 'Idempotency-Key': randomUUID() });

function place(more) {
  const at = folder(), data = path.join(at, 'data');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: ${operations}\ndirectory: ${directory}\nacts_for: [${municipality}]\ndemonstration: true\nkeys: ${at}/keys\n${more}`);
  return { at, data, keys: path.join(at, 'keys') };
}

// --- searching ---

function files(at) {
  if (!fs.statSync(at).isDirectory()) return [at];
  return fs.readdirSync(at).flatMap((name) => files(path.join(at, name)));
}
// A text as it may lie in a file: as it is, in UTF-16, in hex, and in base64 from each of the three places where it may begin.
function forms(what) {
  const bytes = Buffer.isBuffer(what) ? what : Buffer.from(what);
  const base64 = [0, 1, 2].map((at) => {
    const text = Buffer.concat([Buffer.alloc(at), bytes]).toString('base64').replace(/=+$/, '');
    return text.slice(at === 0 ? 0 : at + 1, text.length - 1);
  });
  const utf16 = Buffer.isBuffer(what) ? [] : [Buffer.from(what, 'utf16le')];
  return [bytes, ...utf16, ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64].map((text) => Buffer.from(text))];
}
// Which of the named things stand somewhere in these folders, and in which file.
function found(things, ...folders) {
  const hits = [];
  for (const file of folders.flatMap(files)) {
    const bytes = fs.readFileSync(file);
    for (const [name, what] of Object.entries(things))
      if (forms(what).some((form) => bytes.includes(form))) hits.push(`${name} in ${path.basename(file)}`);
  }
  return hits;
}
// The keyed hashes by which Klynge would know the same again (docs/format/keys.md).
function hashes(keys) {
  const key = Buffer.from(/^[0-9a-f]{64}$/m.exec(fs.readFileSync(path.join(keys, 'hash.key'), 'utf8'))[0], 'hex');
  return (purpose, value) => createHmac('sha256', key).update(purpose + '\0').update(value).digest().subarray(0, 16);
}

// --- messages ---

// A sample about another citizen: new ids, another number, another name.
function sampleAbout(name, number, family, given) {
  const text = fs.readFileSync(path.join(root, 'test/samples', name), 'utf8'), bundle = JSON.parse(text);
  const patient = bundle.entry.map((entry) => entry.resource).find((one) => one.resourceType === 'Patient');
  const known = new Map();
  const fresh = (id) => known.get(id) ?? known.set(id, randomUUID()).get(id);
  return JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, fresh)
    .replaceAll(patient.identifier[0].value, number)
    .replaceAll(patient.name[0].family, family)
    .replaceAll(patient.name[0].given?.[0] ?? '\0', given));
}
const as_text = (bundle) => ({ text: JSON.stringify(bundle) });
const resources = (bundle, type) => bundle.entry.map((entry) => entry.resource).filter((one) => one.resourceType === type);

// All that a notification says of somebody.
function saidBy(text) {
  const bundle = JSON.parse(text), [patient] = resources(bundle, 'Patient'), [stay] = resources(bundle, 'Encounter');
  const number = patient.identifier[0].value;
  const said = { cpr: number, 'cpr with a dash': number.slice(0, 6) + '-' + number.slice(6), family: patient.name[0].family,
    given: patient.name[0].given[0], envelope: bundle.id, patient: patient.id };
  for (const [i, { identifier }] of stay.episodeOfCare.entries()) {
    const id = identifier.value.replace('urn:uuid:', '');
    Object.assign(said, { [`course ${i}`]: id, [`course ${i} without hyphens`]: id.replaceAll('-', ''),
      [`course ${i} in octets`]: Buffer.from(id.replaceAll('-', ''), 'hex') });
  }
  return said;
}
function hashesOf(said, hash) {
  const all = { 'hash of cpr': hash('cpr', said.cpr), 'hash of envelope': hash('envelope', said.envelope) };
  for (const [name, value] of Object.entries(said))
    if (name.endsWith('without hyphens')) all['hash of ' + name] = hash('course', value);
  return all;
}

test('without a legal basis nothing is left of a notification: not in the folder, its logs, the server\'s log or a backup', async () => {
  const { at, data, keys } = place('roster: required\n');
  const server = await Server.start(data, { options: [] });
  const hash = hashes(keys);
  const known = admission(1), stranger = admission(2), large = largeAdmission(3, 400_000);
  stranger.text = stranger.text.replaceAll('Elmer', 'Quistgaardine').replaceAll('Bruno', 'Zachariasine');
  const roster = `cpr;case_kind;desk;from;to\n${known.cpr};home-nursing;${municipality};2026-01-01;\n`;
  const taken = await ask(server.port, 'POST', '/api/import/roster', { body: roster, headers: { 'Content-Type': 'text/csv' } });
  same([taken.status, taken.json?.sums?.new ?? taken.json?.new], [200, 1], 'the roster: ' + taken.text);
  same(acknowledgement(await send(server.port, known))?.code, 'ok', 'with a basis');
  const bodies = () => JSON.parse(klynge(['verify', '--data', data, '--json']).out).bodies;
  const before = bodies();

  const first = acknowledgement(await send(server.port, stranger));
  same(first?.code, 'ok', 'without one it is acknowledged all the same');
  same(acknowledgement(await send(server.port, resend(stranger))), first, 'and its repeat too');
  same(acknowledgement(await send(server.port, large))?.code, 'ok', 'a large one');
  const letter = sampleAbout('care-communication/new.json', stranger.cpr, 'Quistgaardine', 'Zachariasine');
  resources(letter, 'Communication')[0].payload[0].contentString = 'Hun hedder Bjergtrolde i familien';
  same(acknowledgement(await send(server.port, as_text(letter)))?.code, 'ok', 'a letter');
  const metrics = (await ask(server.port, 'GET', '/metrics')).text;
  must(/klynge_\w*without_basis\w* 3\b/.test(metrics), 'three were without a basis: ' + (/.*without_basis.*/.exec(metrics) ?? ''));
  same(bodies(), before, 'sealed bodies');
  must(!fs.existsSync(path.join(data, 'content')) || fs.readdirSync(path.join(data, 'content')).length === 0, 'no content');

  const said = { ...saidBy(stranger.text), 'text of the letter': 'Bjergtrolde', 'large cpr': cpr(3) };
  const traces = { ...said, ...hashesOf(said, hash), 'hash of the large one\'s cpr': hash('cpr', cpr(3)) };
  const copy = path.join(at, 'copy');
  same(klynge(['backup', copy, '--data', data]).code, 0, 'a backup');
  must(files(data).some((file) => file.endsWith('-wal')), 'the write-ahead log is there to be searched');
  same(found(traces, data, copy, keys), [], 'while it serves');
  await server.stop();
  same(found(traces, data, keys), [], 'when it has stopped');
  fs.writeFileSync(path.join(at, 'log'), server.log);
  same(found(traces, path.join(at, 'log')), [], 'in the log');
  fs.writeFileSync(path.join(at, 'one.json'), stranger.text);
  const received = klynge(['receive', '--data', data, path.join(at, 'one.json')]);
  same(received.code, 0, 'from a file: ' + received.err);
  same(found(traces, data), [], 'after it came from a file too');

  // The search finds what there is to be found.
  const control = hashesOf(saidBy(known.text), hash);
  const there = found(control, data).map((hit) => hit.split(' in ')[0]);
  for (const name of Object.keys(control)) if (name !== 'hash of envelope') must(there.includes(name), 'of who has a basis: ' + name);
  same(found(saidBy(known.text), data), [], 'but nothing in the clear');
  const { family, given } = saidBy(stranger.text);
  same(found({ cpr: stranger.cpr, family, given }, path.join(at, 'one.json')).length, 3, 'in the message itself');
});

test('an erased citizen: no octet of the content in any file, the chain holds, and a restored backup is erased again', async () => {
  const { at, data, keys } = place(`retention_days: 0\npost: {${ward}: {url: 'http://127.0.0.1:9/fhir'}}\n`);
  let server = await Server.start(data, { options: [] });
  const hash = hashes(keys);
  const family = 'Quistgaardine', given = 'Zachariasine', number = cpr(5);
  const secret = { number, 'with a dash': number.slice(0, 6) + '-' + number.slice(6), family, given,
    photograph: Buffer.from(randomBytes(48)), attachment: Buffer.from(randomBytes(48)), letter: 'Bjergtrolde ved porten',
    measurement: 'Oksenvadsby efter trappen', draft: 'Wilhjelmsdal i morgen', sent: 'Hesselagergaard paa onsdag', note: 'Noeglen ligger hos Perpetua', reason: 'Fundet ved Kaffehuset' };

  const stay = sampleAbout('hospital-notification/STIN.json', number, family, given);
  resources(stay, 'Patient')[0].photo = [{ contentType: 'image/jpeg',
    data: Buffer.concat([randomBytes(150_000), secret.photograph, randomBytes(150_000)]).toString('base64') }];
  const letter = sampleAbout('care-communication/new.json', number, family, given);
  for (const one of resources(letter, 'Communication')[0].payload) {
    if (one.contentString) one.contentString = secret.letter;
    if (one.contentAttachment) one.contentAttachment.data = Buffer.concat([randomBytes(300_000), secret.attachment]).toString('base64');
  }
  const measured = sampleAbout('home-care-observation/measured-new.json', number, family, given);
  resources(measured, 'DiagnosticReport')[0].conclusion = secret.measurement;
  const death = sampleAbout('hospital-notification/dead-on-arrival.json', number, family, given);
  const other = admission(9);
  const taken = async (message) => {  // 202: for a receiver that is only listened to
    const answer = await send(server.port, message);
    must(answer.status === 202 || acknowledgement(answer)?.code === 'ok', 'a message: ' + answer.status + answer.text.slice(0, 500));
  };
  for (const message of [as_text(stay), as_text(letter), as_text(measured), other]) await taken(message);
  must(fs.readdirSync(path.join(data, 'content')).length >= 2, 'large ones have files of their own');

  const { json } = await post(server.port, '/api/citizens/find', { cpr: number }, as(municipality));
  const here = '/api/citizens/' + json.citizen;
  const course = resources(stay, 'Encounter')[0].episodeOfCare[0].identifier.value;
  const by_course = async () => (await post(server.port, '/api/courses/find', { course }, as(municipality))).json.citizen;
  same(await by_course(), json.citizen, 'found by the course');
  const done = async (target, value, party) => {
    const answer = await post(server.port, target, value, as(party));
    same(answer.status, 200, target + ': ' + answer.text);
    return answer.json;
  };
  const owed = async () => (await ask(server.port, 'GET', '/api/parties/0/duties?limit=1000')).json.duties.filter((one) => one.citizen === json.citizen);
  const [duty] = (await owed()).filter((one) => one.holder.sor === municipality);
  await done(`/api/duties/${json.citizen}/${duty.duty}/note`, { text: secret.note }, municipality);
  const sent = await done(here + '/letters/prepare', { to: ward, category: 'discharge', topic: 'Hjem', text: secret.sent }, municipality);
  await done(here + '/letters/send', { draft: sent.letter, given: 'Lone', family: 'Hansen', role: 'sygeplejerske', phone: '44527000' }, municipality);
  const draft = await done(here + '/letters/prepare', { to: ward, category: 'discharge', topic: 'Hjem', text: secret.draft }, municipality);
  await done('/api/citizens/break-glass', { cpr: number, reason: secret.reason }, '99900071000016004');
  same((await ask(server.port, 'GET', here, { headers: as(municipality) })).status, 200, 'a look');
  const shown = (await ask(server.port, 'GET', `/api/parties/${municipality}/duties`, { headers: as(municipality) })).text;
  must(shown.includes(number), 'the list has the citizen');
  must(draft.letter, 'a draft');
  const opened = () => klynge(['export-journal', '--data', data, '--open']).out;
  for (const text of [number, family, secret.note, secret.measurement, secret.reason]) must(opened().includes(text), 'is there to be erased: ' + text);

  await taken(as_text(death));
  for (const one of await owed()) await post(server.port, `/api/duties/${json.citizen}/${one.duty}/complete`, {}, as(one.holder.sor));
  const copy = path.join(at, 'copy');
  same(klynge(['backup', copy, '--data', data]).code, 0, 'a backup before');
  await server.stop();
  const content = new Set(fs.readdirSync(path.join(data, 'content')));
  const erased = klynge(['erase', '--data', data, '--reason', 'asked for', '--basis', 'GDPR art. 17', '--person-a', 'A', '--person-b', 'B'], number);
  same(erased.code, 0, 'erased: ' + erased.err);

  const nothingIn = (place) => {
    same(found(secret, place, keys), [], 'in the clear in ' + place);
    same(found({ 'hash of the number': hash('cpr', number) }, place), [], 'what would find the citizen again in ' + place);
    same(klynge(['verify', '--data', place]).code, 0, 'verify of ' + place);
    const open = klynge(['export-journal', '--data', place, '--open']).out;
    for (const [name, text] of Object.entries(secret)) if (typeof text === 'string') must(!open.includes(text), name + ' opens in ' + place);
    must(open.includes(other.cpr), 'somebody else opens in ' + place);
    same(klynge(['who', '--data', place], number).code, 1, 'nobody by that number in ' + place);
    same(fs.readdirSync(path.join(place, 'content')).filter((name) => content.has(name)), [], 'contents in ' + place);
  };
  nothingIn(data);
  server = await Server.start(data, { options: [] });
  for (const target of [here, `/api/parties/${municipality}/duties`, '/api/post']) {
    const { text } = await ask(server.port, 'GET', target, { headers: as(municipality) });
    for (const [name, what] of Object.entries(secret)) if (typeof what === 'string') must(!text.includes(what), `${name} is shown by ${target}`);
  }
  same(await by_course(), undefined, 'and by the course nobody is found');
  await server.stop();
  nothingIn(data);

  // The backup was taken before; the list of what was erased lies beside the keys.
  const back = path.join(at, 'back');
  same(klynge(['restore', copy, '--data', back]).code, 0, 'restored');
  must(klynge(['export-journal', '--data', back, '--open']).out.includes(number), 'it brings the citizen back');
  server = await Server.start(back, { options: [] });
  same(await by_course(), undefined, 'nor where a backup was put back');
  await server.stop();
  nothingIn(back);
});
