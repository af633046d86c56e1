// Who has looked: a ward with a part, a clinic without one that gives a reason, and the citizen who reads of both.
import { randomUUID } from 'node:crypto';
import { Browser, demonstration } from './browser.mjs';
import { Server, ask, must, post, same, test } from './klynge.mjs';

const seen = (answer) => [answer.status, answer.json.scope, answer.json.why];

test('a look with a reason: open to one person, seen by the citizen and by the leader', async () => {
  const { server, port, be } = await demonstration();
  const people = [...(await ask(port, 'GET', '/sign-in?lang=en')).text.matchAll(/name="person" value="([^"]+)"/g)].map((each) => each[1]);
  const self = await be(people.find((each) => each.startsWith('citizen-')));
  const number = (await self.get('/api/me')).json.citizen;
  const here = '/api/citizens/' + number;
  same(seen(await self.get(here)), [200, 'full', 'citizen'], 'the citizen sees all of it');
  const { cpr, call_now } = (await self.get(here)).json;
  same((await self.get(`/api/citizens/${number === 1 ? 2 : 1}`)).status, 404, 'and nobody else');

  const clinics = (await ask(port, 'GET', '/api/directory')).json.parties.filter((one) => one.kind === 'gp');
  let clinic;
  for (const one of clinics) if ((await ask(port, 'GET', here, { headers: { 'X-Klynge-Party': one.sor } })).status === 404) clinic = one;
  must(clinic, 'a clinic without a part');
  const as = { 'X-Klynge-Party': clinic.sor };
  same((await ask(port, 'GET', here + '/looks', { headers: as })).status, 404, 'who has looked is the citizen\'s to know');
  const broken = await post(port, '/api/citizens/break-glass', { cpr, reason: 'Found at the bus stop' }, { ...as, 'Idempotency-Key': randomUUID() });
  same([broken.status, broken.json.citizen], [200, number], 'with a reason: ' + broken.text);
  same(seen(await ask(port, 'GET', here, { headers: as })), [200, 'full', 'broken-glass'], 'open');
  await ask(port, 'GET', here, { headers: { 'X-Klynge-Party': call_now.sor } });

  const { looks } = (await self.get(here + '/looks')).json;
  const of = (party, why) => looks.find((one) => one.party?.sor === party && one.why === why);
  must(of(clinic.sor, 'not-involved') && of(clinic.sor, 'broken-glass'), 'the tries and the look: ' + JSON.stringify(looks.slice(0, 6)));
  same(of(clinic.sor, 'broken-glass').reason, 'Found at the bus stop', 'with the reason');
  must(looks.some((one) => one.party?.sor === call_now.sor && one.role === 'person'), 'whoever has the citizen');
  must(looks.every((one, i) => i === 0 || one.at <= looks[i - 1].at), 'the latest first');
  must((await self.get(here)).json.timeline.some((one) => one.happened.some((what) => what.fact === 'glass-broken') && one.texts?.includes('Found at the bus stop')),
    'the citizen reads the reason');
  const leader = (await self.get(here)).json.duties.find((one) => one.task === 'look-into-access');
  must(leader && leader.due, 'somebody looks into it the same day');

  const csrf = (await self.get('/api/me')).json.csrf;
  const tell = (verb, body, key = randomUUID()) => self.ask('POST', `${here}/tell/${verb}`, { body: JSON.stringify(body), headers: {
    'Content-Type': 'application/json', 'Idempotency-Key': key, Origin: self.origin, 'X-Klynge-CSRF': csrf } });
  const bar = (verb) => tell(verb, { unit: call_now.sor });
  const key = randomUUID();
  const [first, again] = [await tell('ask', { text: 'May I drive?' }, key), await tell('ask', { text: 'May I drive?' }, key)];
  same([first.status, again.json.repeated, again.json.duty], [200, true, first.json.duty], 'asked once, whoever presses twice');
  must(first.json.holder.name && Date.parse(first.json.due) > Date.parse(first.json.since), 'who reads it, and by when: ' + first.text);
  const { questions, answers } = (await self.get(here + '?asker=nurse')).json;
  same([questions.length, questions[0].text, questions[0].holder.sor], [1, 'May I drive?', first.json.holder.sor], 'it stands there');
  must(answers.length > 0 && (await self.get(here)).json.asker === 'citizen', 'a citizen is told whom a citizen calls, whatever is asked');
  same((await bar('bar')).status, 200, 'the citizen does not want it to look');
  same(seen(await ask(port, 'GET', here, { headers: { 'X-Klynge-Party': call_now.sor } })), [200, 'status', 'barred'], 'what it owes, and no more');
  same((await bar('bar-no-more')).status, 200, 'and wants it again');
  must(!['bus stop', 'May I drive', cpr].some((each) => server.log.includes(each)), 'nothing of it is in the log');
  await server.stop();
});

test('a relative of a citizen whose name and address are protected is told no party, no number and nothing that was written', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const { port } = server;
  await ask(port, 'POST', '/demonstration/pause');
  const [person, number] = /value="(relative-(\d+))"/.exec((await ask(port, 'GET', '/sign-in')).text).slice(1);
  const relative = new Browser(`http://127.0.0.1:${port}`);
  same((await relative.form('/sign-in', { person })).status, 303, 'signed in');
  const here = '/api/citizens/' + number;
  const before = await relative.get(here);
  same([before.json.scope, before.json.why], ['full', 'mandate'], 'all of it, by the mandate');
  const { parties } = (await ask(port, 'GET', '/api/directory')).json;
  const named = (text) => parties.flatMap((each) => [each.name, each.phone]).filter((each) => each && text.includes(each));
  must(named(before.text).length > 0, 'parties, while nothing is protected');
  const ward = { 'X-Klynge-Party': before.json.call_now.sor, 'Idempotency-Key': randomUUID() };
  same((await post(port, here + '/tell/state', { kind: 'protected-address' }, ward)).status, 200, 'protected');
  for (const way of [here, here + '?asker=nurse', here + '?asker=gp']) {
    const after = await relative.get(way);
    same([after.status, after.json.scope, named(after.text), after.json.asker], [200, 'named', [], 'relative'], way);
    same([after.json.timeline, after.json.questions, after.json.goals], [[], [], undefined], 'nothing that was written: ' + way);
  }
  const cpr = before.json.cpr;
  const found = await relative.call('/api/citizens/find', { cpr });
  same([found.status, named(found.text)], [200, []], 'by number');
  same((await relative.get(here + '/looks')).status, 404, 'who has looked says where, too');
  await server.stop();
});
