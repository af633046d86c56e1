// Figures and messages: what each role sees of them, and that nobody is named in either.
import fs from 'node:fs';
import path from 'node:path';
import { demonstration } from './browser.mjs';
import { Server, admission, ask, folder, klynge, must, same, send, test } from './klynge.mjs';

const as = (party) => ({ headers: { 'X-Klynge-Party': party } });
const exact = (figure) => typeof figure === 'number';

test('figures of the area: as the lists have them, and small ones kept from a forum', async () => {
  const { server, port, be } = await demonstration();
  const { parties } = (await ask(port, 'GET', '/api/directory')).json;
  const all = (await ask(port, 'GET', '/api/area?area=cluster-midtjylland-midt')).json;
  same(all.sectors.map((one) => [one.kind, one.count]), ['hospital', 'municipality', 'gp'].map((kind) => [kind, parties.filter((one) => one.kind === kind).length]), 'sectors');
  let seen = 0;
  for (const sector of all.sectors)
    for (const party of sector.parties) {
      const { counts } = (await ask(port, 'GET', `/api/parties/${party.sor}/list?limit=1`, as(party.sor))).json;
      const held = ['overdue', 'today', 'coming-home', 'waiting', 'rest'].reduce((sum, group) => sum + counts[group], 0);
      same([party.open, party.asked, party.overdue], [held, counts.asked, counts.overdue], party.name);
      ++seen;
    }
  must(seen > 20, 'parties with something: ' + seen);
  same(all.sum.open, all.sectors.reduce((sum, one) => sum + one.open, 0), 'sectors add up');
  must(all.history.days.length >= 13 && all.history.sectors.every((one) => one.open.length === all.history.days.length), 'two weeks of days');
  must(all.history.sectors.every((one) => one.came.some((value) => value > 0)), 'something came on some day');

  const forum = await be('forum-member');
  const chosen = (await forum.get('/api/area')).json;
  same([chosen.area, chosen.areas.length], [undefined, 1], 'a forum chooses');
  const answer = await forum.get('/api/area?area=cluster-midtjylland-midt');
  const figures = answer.json;
  must(!/\b\d{10}\b/.test(answer.text.replace(/"\d{15,}"/g, '')) && !answer.text.includes('citizen'), 'no person');
  const practices = figures.sectors.find((one) => one.kind === 'gp');
  same([practices.parties, practices.count], [[], 12], 'single practices are not shown');
  for (const sector of figures.sectors)
    for (const party of sector.parties) {
      must(!party.may_open, 'no list is opened');
      for (const [name, value] of Object.entries(party)) must(!exact(value) || value === 0 || value >= 5, `${party.name}, ${name}: ${value}`);
    }
  must(figures.silences.every((one) => !one.since && !one.task), 'silences in whole days');
  for (const sector of figures.history.sectors) for (const value of sector.came) must(!exact(value) || value === 0 || value >= 5, 'came: ' + value);
  same((await forum.get(`/api/parties/${parties[0].sor}/list`)).status, 403, 'no list for a forum');
  same((await forum.get('/api/messages')).status, 403, 'nor messages');

  const nurse = await be('ward-nurse-medicine');
  const own = (await nurse.get('/api/area')).json;
  same(own.area.id, 'cluster-midtjylland-midt', 'of one\'s own party');
  const ward = own.sectors[0].parties.find((one) => one.name === 'Prøvekøbing Sygehus, medicinsk afdeling');
  must(ward.may_open && exact(ward.open) && exact(ward.overdue), 'one\'s own numbers');
  same((await nurse.get('/api/area?on=2027-01-01')).json.area.id, 'council-midt', 'the council that comes');
  const people = [...(await ask(port, 'GET', '/sign-in?lang=en')).text.matchAll(/name="person" value="([^"]+)"/g)].map((each) => each[1]);
  for (const person of [people.find((each) => each.startsWith('citizen-')), people.find((each) => each.startsWith('relative-'))].filter(Boolean)) {
    const browser = await be(person);
    same((await browser.get('/api/area')).status, 403, person + ': figures');
    same((await browser.get('/api/messages')).status, 403, person + ': messages');
    same((await browser.call('/api/messages/look', {})).status, 403, person + ': looking');
  }

  const administrator = await be('administrator');
  const messages = (await administrator.get('/api/messages?limit=200')).json.messages;
  must(messages.length > 50 && messages.every((one) => one.citizen === undefined), 'messages without citizens: ' + messages.length);
  must(messages.every((one, at) => at === 0 || one.at <= messages[at - 1].at), 'the newest first');
  const nurses = (await nurse.get('/api/messages?limit=200')).json.messages;
  const house = new Set(parties.filter((one) => one.name.startsWith('Prøvekøbing Sygehus')).map((one) => one.sor));
  must(nurses.length > 0 && nurses.every((one) => house.has(one.from?.sor) || house.has(one.to?.sor)), 'one\'s own house');
  await server.stop();
});

test('what is counted in days is proved by verify', async () => {
  const data = path.join(folder(), 'data');
  const server = await Server.start(data);
  for (let n = 1; n <= 12; ++n) same((await send(server.port, admission(n))).status, 200, 'a message');
  const { sum } = (await ask(server.port, 'GET', '/api/area?area=cluster-hovedstaden-midt')).json;
  must(sum.open >= 12, 'open: ' + JSON.stringify(sum));
  await server.stop();
  const proof = JSON.parse(klynge(['verify', '--data', data, '--json']).out);
  must(proof.ok, JSON.stringify(proof.faults));
});

test('messages: refused ones with what they said, for those two; looked at without being kept', async () => {
  const data = path.join(folder(), 'data');
  const server = await Server.start(data);
  const { port } = server;
  const municipality = '953741000016009', hospital = '265161000016000', stranger = '99900111000016008';
  const good = admission(1);
  const broken = JSON.parse(admission(2).text);
  delete broken.entry.find((one) => one.resource.resourceType === 'Encounter').resource.status;
  same((await send(port, good)).status, 200, 'a good one');
  await send(port, good);
  await send(port, { text: JSON.stringify(broken) });
  const list = async (query, party) => (await ask(port, 'GET', '/api/messages' + query, party ? as(party) : {})).json.messages;
  same((await list('')).map((one) => one.state), ['refused', 'duplicate', 'applied'], 'all, the newest first');
  const [refused] = await list('?state=refused', municipality);
  must(refused.issues.some((one) => one.path.includes('status')) && refused.from.sor === hospital, 'its complaint: ' + JSON.stringify(refused));
  const first = (await list('?limit=1', municipality))[0];
  same(first.position, refused.position, 'a page');
  const page = (await ask(port, 'GET', '/api/messages?limit=1')).json;
  same((await list(`?limit=1&before=${page.next}`)).map((one) => one.state), ['duplicate'], 'the next page');
  same(await list('', stranger), [], 'nothing of others');
  same((await list('?party=' + stranger)), [], 'nor of somebody who wrote nothing');

  const open = async (party) => ask(port, 'GET', '/api/messages/' + refused.position, party ? as(party) : {});
  same((await open(stranger)).status, 404, 'not theirs');
  same((await open()).json.content, undefined, 'operations does not read it');
  for (const party of [hospital, municipality]) same(JSON.parse((await open(party)).json.content), broken, 'what it said, for ' + party);
  same((await ask(port, 'GET', '/api/messages/1', as(hospital))).status, 404, 'nothing was refused there');
  same((await ask(port, 'GET', '/api/messages/999999', as(hospital))).status, 404, 'nor there');

  const before = (await ask(port, 'GET', '/health')).json.position;
  const look = (body, type = 'application/fhir+json') => ask(port, 'POST', '/api/messages/look', { body, headers: { 'Content-Type': type } });
  const well = (await look(good.text)).json;
  same([well.type, well.answer, well.issues.map((one) => one.severity)], ['HN STIN', 'ok', ['warning']], 'a good message');
  const found = (await look(JSON.stringify(broken))).json;
  const file = path.join(folder(), 'broken.json');
  fs.writeFileSync(file, JSON.stringify(broken));
  const { file: _, ...said } = JSON.parse(klynge(['validate', '--json', file]).out);
  same(found, said, 'as klynge validate says it');
  same((await look('{"a":')).json.answer, 'none', 'half of one');
  same((await look('x'.repeat(300_000))).status, 413, 'too large');
  same((await look('a;b', 'text/csv')).status, 415, 'no message');
  same((await ask(port, 'GET', '/health')).json.position, before, 'nothing was kept');
  must(!server.log.includes(good.cpr) && !server.log.includes(admission(2).cpr), 'nor logged');
  await server.stop();
});
