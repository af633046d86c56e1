// What is taken along on a phone: whose list, what is in it, that each look is written down, and when its key is gone; and an act
// on what was seen before it changed.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { demonstration } from './browser.mjs';
import { Server, admission, ask, folder, must, post, same, send, test } from './klynge.mjs';

const nurses = '99910821000016008';

test('a list is taken along by who treats, for the own unit, and its key goes with the sign-out', async () => {
  const { server, port, be } = await demonstration();
  const nurse = await be('home-nurse-eksempelby');
  const take = (who, more = {}) => who.call('/api/me/pocket', { party: nurses, ...more });
  const taken = await take(nurse);
  same(taken.status, 200, taken.text.slice(0, 300));
  const { pocket, key, seconds, list, citizens } = taken.json;
  must(key.length === 43 && seconds > 11 * 3600 && seconds <= 12 * 3600, `a key for the day: ${key.length}, ${seconds}`);
  must(citizens.length >= 2 && citizens.length <= 60, 'citizens: ' + citizens.length);
  same([...new Set(list.duties.map((row) => row.citizen))], citizens.map((each) => each.citizen.citizen), 'those who are on the list, in its order');

  for (const { citizen: there, calls } of citizens) {
    const whole = (await nurse.get(`/api/citizens/${there.citizen}?asker=nurse`)).json;
    same([there.scope, there.name, there.cpr], [whole.scope, whole.name, whole.cpr], 'opened as far as ever');
    const courses = whole.courses.filter((course) => course.open).map(({ may, ...course }) => ({ ...course, ended: [] }));
    same(there.courses, courses, 'what is open');
    for (const moment of there.timeline) same(moment, whole.timeline.find((one) => one.position === moment.position), 'nothing that the look-up does not say');
    same([there.history.bars, there.threads?.length ?? 0], [[], 0], 'the drawing and the letters stay at home');
    same(calls[0].answers, whole.answers, 'whom to call now');
    must(calls.every((one, i) => i === 0 || one.from > calls[i - 1].from), 'and later');
  }

  // --- looked at ---
  for (const { citizen: there } of citizens.slice(0, 4)) {
    const self = await be('citizen-' + there.citizen);
    const { looks } = (await self.get(`/api/citizens/${there.citizen}/looks`)).json;
    must(looks.some((one) => one.reason === 'taken-along' && one.name === 'Camilla Attrapsen' && one.party.sor === nurses), 'the citizen reads of it: ' + JSON.stringify(looks[0]));
    same((await take(self)).status, 403, 'a citizen takes no list along');
  }

  // --- only what is new ---
  const has = { pocket, since: list.position, has: citizens.map((each) => each.citizen.citizen) };
  const again = (await take(nurse, has)).json;
  same([again.pocket, again.key, again.citizens], [pocket, key, []], 'nothing has happened');
  const row = list.duties.find((each) => each.part === 'holds');
  same((await nurse.call(`/api/duties/${row.citizen}/${row.duty}/note`, { text: 'Nøglen er hos naboen' }, { 'Idempotency-Key': randomUUID() })).status, 200, 'noted');
  const fresh = (await take(nurse, has)).json;
  same(fresh.citizens.map((each) => each.citizen.citizen), [row.citizen], 'of whom something has');
  must(JSON.stringify(fresh.citizens[0].citizen.timeline).includes('naboen'), 'the note came along');

  // --- what the citizen does not want ---
  const barred = citizens.find((each) => each.citizen.citizen !== row.citizen).citizen;
  const self = await be('citizen-' + barred.citizen);
  same((await self.call(`/api/citizens/${barred.citizen}/tell/bar`, { unit: nurses }, { 'Idempotency-Key': randomUUID() })).status, 200, 'barred');
  const without = await take(nurse);
  const left = without.json.citizens.find((each) => each.citizen.citizen === barred.citizen);
  same([left.citizen.scope, left.citizen.name, left.citizen.cpr], ['status', undefined, undefined], 'what it owes, and no more');
  // On lists a demonstration shows the names of its made-up people to all.
  must(barred.cpr && !JSON.stringify(left).includes(barred.cpr) && !JSON.stringify(left).includes(barred.name), 'nowhere');
  must(left.citizen.timeline.every((moment) => !moment.texts?.length), 'nor what was written');

  // --- not for others ---
  const release = (who) => who.call('/api/me/pocket/key', { pocket });
  same((await release(nurse)).json.key, key, 'the same key, as long as the session lives');
  same((await nurse.call('/api/me/pocket', { party: '99910811000016004' })).status, 403, 'another unit\'s list');
  same((await nurse.call('/api/me/pocket', { party: nurses, all: true })).status, 400, 'another member');
  same((await nurse.call('/api/me/pocket', { party: nurses }, { 'X-Klynge-CSRF': 'x' })).status, 403, 'not from a page of ours');
  same((await nurse.call('/api/me/pocket', { party: nurses }, { 'Content-Type': 'text/plain' })).status, 415, 'not JSON');
  const lay = await be('visitator-eksempelby');
  same((await lay.call('/api/me/pocket', { party: (await lay.get('/api/me')).json.party.sor })).status, 403, 'who does not treat');
  same((await post(port, '/api/me/pocket', { party: nurses }, { 'X-Klynge-Party': nurses })).status, 403, 'nobody has signed in');
  const other = await be('home-nurse-ovelund');
  same((await release(other)).status, 404, 'another\'s key');
  same((await nurse.get('/api/me')).json.parties[0].kind, 'municipality', 'what kind of unit it is');

  const second = await be('home-nurse-eksempelby');
  same((await release(second)).json.key, key, 'the same person, signed in again');
  same((await second.form('/sign-out', { csrf: (await second.get('/api/me')).json.csrf })).status, 303, 'signed out');
  same((await release(second)).status, 403, 'nobody, in a demonstration');
  same((await release(nurse)).status, 404, 'gone with the sign-out');
  same((await release(await be('home-nurse-eksempelby'))).status, 404, 'for ever');
  must(!server.log.includes(key) && !citizens.some(({ citizen }) => citizen.cpr && server.log.includes(citizen.cpr)), 'nothing of it is in the log');
  await server.stop();
});

test('what has changed since it was seen is not acted on, and says who has it', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  const municipality = '953741000016009', team = '99900061000016009';
  const act = (row, verb, body, party, seen) =>
    post(port, `/api/duties/${row.citizen}/${row.duty}/${verb}`, body, { 'Idempotency-Key': randomUUID(), 'X-Klynge-Party': party, ...(seen === undefined ? {} : { 'X-Klynge-Seen': String(seen) }) });
  await send(port, admission(7));
  const { duties } = (await ask(port, 'GET', `/api/parties/${municipality}/list`, { headers: { 'X-Klynge-Party': municipality } })).json;
  const row = duties.find((each) => each.part === 'holds' && !each.strand);
  const first = (await act(row, 'offer', { to: team }, municipality)).json.position;
  same((await act(row, 'withdraw', {}, municipality)).status, 200, 'withdrawn');
  const second = (await act(row, 'offer', { to: team, text: 'Another thing' }, municipality)).json.position;
  const late = await act(row, 'accept', {}, team, first);
  same([late.status, late.json.refusal, late.json.holder?.sor], [409, 'changed-since', municipality], late.text);
  same((await act(row, 'note', { text: 'Seen' }, team, first)).status, 200, 'a note is made all the same');
  same((await act(row, 'accept', {}, team, second + 1000)).status, 400, 'a position that is not there');
  same((await act(row, 'accept', {}, team, 'x')).status, 400, 'no position');
  same((await act(row, 'accept', {}, team, second)).status, 200, 'the one that was seen');
  same((await act(row, 'complete', {}, team, second)).json.refusal, 'changed-since', 'it was another\'s then');
  same((await act(row, 'complete', {}, team)).status, 200, 'nothing is said');
  await server.stop();
});
