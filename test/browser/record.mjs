// A message as it came, shown as text and nothing else; out to a record system, and in from one with signing in between.
import fs from 'node:fs';
import path from 'node:path';
import { Server, admission, ask, folder, must, post, root, same, send, test } from '../server/klynge.mjs';
import { get, life, living, open, sound } from './browser.mjs';
import { be } from './my.mjs';
import { words } from './pages.mjs';
import { home } from './states.mjs';

const t = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words.da[key]);
const ward = '265161000016000', clinic = '99900111000016008', operations = '99900121000016004';

// A server of its own, in which a ward has a record system.
async function recorded(link = '/{course}') {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'klynge.yaml'), `operations: ${operations}
directory: ${path.join(root, 'data/directory/demonstration.yaml')}
acts_for: [953741000016009]
pathway_unsigned: accept
demonstration: true
retention_days: 0
record_systems:
  - {organisation: ${ward}, name: Testjournalen, url: 'https://record.example.dk${link}'}
`);
  const server = await Server.start(data);
  return { server, base: `http://127.0.0.1:${server.port}` };
}
const episode = (message) => JSON.parse(message.text).entry.find((each) => each.resource.resourceType === 'Encounter').resource.episodeOfCare.at(-1).identifier.value.replace('urn:uuid:', '');

test('a message as it came is shown as text, whatever stands in it, and saved as a file', async () => {
  const { server, base } = await recorded();
  const message = admission(61);
  const hostile = `</pre><img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
  const text = message.text.replaceAll('"Elmer"', JSON.stringify(hostile));
  must(text !== message.text, 'it is in there');
  same((await send(server.port, { text })).status, 200, 'an admission');
  const broken = await post(server.port, '/api/citizens/break-glass', { cpr: message.cpr, reason: 'x' }, { 'X-Klynge-Party': clinic, 'Idempotency-Key': 'glass' });
  same(broken.status, 200, broken.text);
  const page = await open(`${base}/citizen/${broken.json.citizen}`, { party: clinic });
  await page.locator('summary').filter({ hasText: t('citizen.history').split(' (')[0] }).click();
  await page.getByRole('button', { name: t('citizen.raw') }).click();
  const shown = page.locator('pre');
  await shown.waitFor();
  same(await shown.textContent(), text, 'as it came');
  same([await shown.locator('*').count(), await page.title().then((title) => title === 'taken')], [0, false], 'as text and nothing else');
  await sound(page, 'a message as it came', { tongue: 'da', screen: 'desktop' });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('citizen.raw.save').split(' (')[0] }).click()]);
  same([fs.readFileSync(await file.path(), 'utf8') === text, /^message-\d+\.json$/.test(file.suggestedFilename())], [true, true], 'the same as a file');
  await page.getByRole('button', { name: t('citizen.raw.close') }).click();
  await shown.waitFor({ state: 'detached' });
  await page.close_all();

  const lane = await open(`${base}/citizen/${broken.json.citizen}`, { party: ward });
  await lane.locator('summary').filter({ hasText: t('citizen.history').split(' (')[0] }).click();
  same(await lane.getByText(t('citizen.raw')).count(), 0, 'not for a part in the course');
  await lane.close_all();
  await server.stop();
});

test('a citizen reads the own messages on a phone, and that a doctor has read one', async () => {
  const self = await be('citizen-' + home.citizen, { screen: 'phone' });
  await self.locator('#call').waitFor();
  await self.locator('summary').filter({ hasText: t('citizen.history').split(' (')[0] }).click();
  await self.getByRole('button', { name: t('citizen.raw') }).first().click();
  await self.locator('pre').waitFor();
  must((await self.locator('pre').textContent()).includes('Bundle'), 'a message');
  await sound(self, 'my messages', { tongue: 'da', screen: 'phone' });

  const own = await self.evaluate((citizen) => fetch('/api/citizens/' + citizen).then((answer) => answer.json()), home.citizen);
  const { position } = own.timeline.find((each) => each.message_bytes);
  const clinics = (await get('/api/directory')).parties.filter((each) => each.kind === 'gp');
  let doctor;
  for (const each of clinics) if ((await ask(living.port, 'GET', '/api/citizens/' + home.citizen, { headers: { 'X-Klynge-Party': each.sor } })).status === 404) doctor = each;
  const as = { 'X-Klynge-Party': doctor.sor };
  same((await post(living.port, '/api/citizens/break-glass', { cpr: own.cpr, reason: 'Hun kan ikke selv sige det' }, { ...as, 'Idempotency-Key': crypto.randomUUID() })).status, 200, 'with a reason');
  same((await ask(living.port, 'GET', `/api/citizens/${home.citizen}/messages/${position}`, { headers: as })).status, 200, 'read');
  await self.reload();
  await self.getByText(t('my.look.message')).first().waitFor();
  const line = await self.locator('li.glass').filter({ hasText: t('my.look.message') }).first().textContent();
  must(line.includes(doctor.name) && line.includes('Hun kan ikke selv sige det'), 'who, and why: ' + line);
  await self.close_all();
});

test('out to the record system from an open course, without saying from where', async () => {
  const { server, base } = await recorded();
  const message = admission(62);
  same((await send(server.port, message)).status, 200, 'an admission');
  const { citizen } = (await post(server.port, '/api/citizens/find', { cpr: message.cpr }, { 'X-Klynge-Party': ward })).json;
  const page = await open(`${base}/citizen/${citizen}`, { party: ward });
  const link = page.getByRole('link', { name: t('citizen.record', { name: 'Testjournalen' }) });
  await link.waitFor();
  same([await link.getAttribute('href'), await link.getAttribute('rel'), await link.getAttribute('target')],
    ['https://record.example.dk/' + episode(message), 'noopener noreferrer', '_blank'], 'where, and how');
  let referer = 'not asked';
  await page.context().route('https://record.example.dk/**', (route) => {
    referer = route.request().headers().referer;
    return route.fulfill({ body: 'the record' });
  });
  const [there] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await there.waitForLoadState();
  same([there.url(), referer, await there.evaluate(() => window.opener)], ['https://record.example.dk/' + episode(message), undefined, null], 'there');
  same(page.complaints, [], 'the policy of the page lets it');
  await sound(page, 'a way out to the record system', { tongue: 'da', screen: 'desktop' });
  await page.close_all();
  const other = await open(`${base}/citizen/${citizen}`, { party: '953741000016009' });
  await other.locator('#call').waitFor();
  same(await other.getByText('Testjournalen').count(), 0, 'not another\'s');
  await other.close_all();
  await server.stop();
});

test('in from the record system: signing in comes between, and leads to the citizen', async () => {
  const { server, base } = await recorded();
  const message = admission(63);
  same((await send(server.port, message)).status, 200, 'an admission');
  const { citizen } = (await post(server.port, '/api/citizens/find', { cpr: message.cpr }, { 'X-Klynge-Party': ward })).json;
  const page = await open(`${base}/in#course=${episode(message)}`, { party: ward });
  await page.locator('#call').waitFor();
  same([new URL(page.url()).pathname, new URL(page.url()).hash], ['/citizen/' + citizen, ''], 'the citizen');
  must(page.fetched.every((url) => !url.includes(episode(message))), 'the course is in no address that is asked for');
  await page.evaluate((hash) => (location.href = '/in?as=265161000016000#course=' + hash), 'fc60e762-0000-5773-865e-67f3907bdcc7');
  await page.getByRole('heading', { name: t('in.missing.title') }).waitFor();
  same(new URL(page.url()).hash, '', 'nor does it stay there');
  await page.close_all();
  must(!server.log.includes(episode(message)), 'nor in the log');
  await server.stop();

  // Where one has to sign in first; the demonstration's page does that here.
  const people = [...(await ask(living.port, 'GET', '/sign-in')).text.matchAll(/name="person" value="(citizen-\d+)"/g)].map((each) => each[1]);
  const own = await be(people[0]);
  await own.locator('#call').waitFor();
  const number = Number(people[0].split('-')[1]);
  const course = await own.evaluate(async (mine) => {
    const { timeline } = await (await fetch('/api/citizens/' + mine)).json();
    for (const { position } of timeline.filter((each) => each.message_bytes)) {
      const text = await (await fetch(`/api/citizens/${mine}/messages/${position}`)).text();
      const found = JSON.parse(text).entry.find((each) => each.resource.resourceType === 'Encounter')?.resource.episodeOfCare;
      if (found) return found[0].identifier.value;
    }
    throw new Error('no course');
  }, number);
  await own.close_all();
  const before = (shown) => shown.route('**/api/about', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), open: false } });
  });
  const arrived = await open(life + '/in#course=' + course, { before });
  await arrived.waitForURL((url) => url.pathname === '/sign-in');
  must(!arrived.url().includes(course), 'not in the address: ' + arrived.url());
  await arrived.locator(`button[name=person][value="${people[0]}"]`).click();
  await arrived.locator('#call').waitFor();
  same(new URL(arrived.url()).pathname, '/my', 'one\'s own course, by the link that one came with');
  same(await arrived.evaluate(() => sessionStorage.length), 0, 'and it is forgotten');
  await arrived.close_all();
});
