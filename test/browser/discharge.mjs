// A whole discharge, from the notice of the admission to the day nobody owes anything: each person on a page of their own, systems by the front door.
import { randomUUID } from 'node:crypto';
import { Server, admission, ask, must, same, send, test } from '../server/klynge.mjs';
import { open, sound } from './browser.mjs';
import { be } from './my.mjs';
import { words } from './pages.mjs';

const t = (key) => words.da[key];
export const surgery = { sor: '99910131000016000', gln: '2957901000135', name: 'Prøvekøbing Sygehus, kirurgisk afdeling' };
export const desk = { sor: '99910511000016002', gln: '2957901000517', name: 'Prøvekøbing Kommune, visitation' };
const practice = 'Lægerne Prøvegade', name = 'Bruno Forløbsen';

// What the hospital's system sends: citizen `n` is in hospital since `at`.
export function admitted(n, at, family = 'Forløbsen') {
  const message = admission(n);
  const text = message.text
    .replaceAll('265161000016000', surgery.sor).replaceAll('5790000209354', surgery.gln).replaceAll('Hjerteafdelingen på Herlev og Gentofte hospital', surgery.name)
    .replaceAll('953741000016009', desk.sor).replaceAll('5790001348120', desk.gln).replaceAll('Plejecenter Herlev', desk.name)
    .replaceAll('Elmer', family)
    .replaceAll(/2026-11-02T09:1\d:\d\d\+01:00/g, at);
  return { ...message, text };
}
// And that the citizen has gone home: the same stay, and what was sent before is named.
export function home(before, at) {
  const bundle = JSON.parse(before.text), of = (kind) => bundle.entry.find((each) => each.resource.resourceType === kind);
  const header = of('MessageHeader'), encounter = of('Encounter').resource, told = of('Provenance');
  const first = header.resource.id, next = JSON.parse(JSON.stringify(told).replaceAll(told.resource.id, randomUUID()));
  const id = randomUUID();
  bundle.id = randomUUID();
  bundle.timestamp = at;
  header.fullUrl = header.fullUrl.replace(first, id);
  header.resource.id = id;
  header.resource.text.div = header.resource.text.div.replaceAll(first, id);
  delete header.resource.extension;
  encounter.status = 'finished';
  encounter.period.end = at;
  next.resource.target = [{ reference: 'MessageHeader/' + id }];
  next.resource.occurredDateTime = next.resource.recorded = at;
  next.resource.activity.coding[0].code = 'discharge-inpatient-home';
  next.resource.entity = [{ role: 'revision', what: { reference: 'MessageHeader/' + first } }];
  bundle.entry.push(next);
  return { text: JSON.stringify(bundle) };
}

const row = (page, duty) => page.locator('tr[data-key]', { hasText: name }).filter({ hasText: duty });
async function shown(page, duty) {
  await page.locator('tr[data-key], .empty, .news').first().waitFor();
  // New rows wait until they are asked for.
  for (;;) {
    await row(page, duty).first().or(page.locator('.news button')).first().waitFor();
    if (await row(page, duty).count()) return row(page, duty).first();
    await page.locator('.news button').click();
  }
}
async function press(place, verb) {
  const button = place.getByRole('button', { name: new RegExp('^' + t(`verb.${verb}`)) });
  if (!(await button.count())) await place.getByRole('button', { name: new RegExp('^' + t('act.others')) }).click();
  await button.first().click();
}
const done = (place, verb) => place.getByText(t(`done.${verb}`)).first().waitFor();
async function completes(page, duty) {
  const place = await shown(page, duty);
  await press(place, 'complete');
  await done(place, 'complete');
}
async function offers(page, duty, to) {
  const place = await shown(page, duty);
  await press(place, 'offer');
  await page.locator('dialog input[type=search]').fill(to);
  await page.locator('dialog').getByLabel(to).check();
  await page.locator('dialog button.main').click();
  await done(place, 'offer');
}
async function marks(page, press) {
  await press();
  await page.locator('dialog').getByLabel(t('act.mark')).check();
  await page.locator('dialog button.main').click();
}
export const danish = (when) => {
  const at = new Date(when), zone = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Copenhagen', timeZoneName: 'longOffset' });
  return at.toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T') + zone.formatToParts(at).find((part) => part.type === 'timeZoneName').value.slice(3);
};
async function until(server, time) {
  const now = async () => (await ask(server.port, 'GET', '/api/clockwork')).json.now;
  for (let at = await now(); Date.parse(at) < Date.parse(time); at = await now()) {
    await ask(server.port, 'POST', '/demonstration/hour');
    while (Date.parse(await now()) < Date.parse(at) + 3599e3);
  }
  return now();
}

test('a whole discharge, from notice to the day nobody owes anything, each person on their own page', async () => {
  const server = await Server.start(undefined, { command: 'demo' }), base = `http://127.0.0.1:${server.port}`;
  await ask(server.port, 'POST', '/demonstration/pause');
  const began = (await ask(server.port, 'GET', '/api/clockwork')).json.now;
  const leave = async (page) => {
    same(page.complaints, [], 'complaints of the browser');
    await page.close_all();
  };

  // Tuesday: the hospital's system tells; the visitator's list has it without a reload, and what is asked for is done.
  let visitator = await be('visitator-provekobing', { base });
  await visitator.locator('tr[data-key]').first().waitFor();
  const stay = admitted(901, danish(began));
  same((await send(server.port, stay)).status, 200, 'the notice of admission');
  await completes(visitator, 'Indlæggelsesrapport');
  await completes(visitator, 'Indsatser sat på pause');

  // The ward: when home, ready, who the GP is, and all that must be settled before that.
  let nurse = await be('ward-nurse-surgery', { base });
  await (await shown(nurse, 'Behandlingsplan')).getByRole('link', { name }).click();
  await nurse.locator('#call').waitFor();
  const number = /\/citizen\/(\d+)/.exec(nurse.url())[1];
  const left = new Date(Date.parse(began) + 52 * 3600e3).toISOString();
  await nurse.getByText(t('tell.title')).click();
  await nurse.getByLabel(t('tell.home'), { exact: true }).fill(danish(left).slice(0, 16));
  await nurse.getByRole('button', { name: t('tell.home.button') }).click();
  await nurse.locator('[aria-labelledby=state] > p', { hasText: t('citizen.expected-home') }).waitFor();
  await nurse.getByRole('button', { name: t('tell.ready') }).click();
  await nurse.getByRole('button', { name: t('tell.not-ready') }).waitFor();
  await nurse.getByText(t('tell.seldom'), { exact: true }).click();
  await nurse.getByRole('button', { name: t('tell.name-gp') }).click();
  await nurse.getByLabel(t('picker.find')).fill('Prøvegade');
  await nurse.getByLabel(practice).check();
  await nurse.getByRole('button', { name: t('tell.name-gp.button') }).click();
  await nurse.getByRole('status').filter({ hasText: t('tell.done') }).first().waitFor();
  await sound(nurse, 'told', { tongue: 'da', screen: 'desktop' });
  await press(nurse.locator('.duties li', { hasText: 'Behandlingsplan' }), 'complete');
  const item = (duty) => nurse.locator('.checks li', { hasText: duty });
  await marks(nurse, () => press(item('Plejeforløbsplan'), 'complete'));
  await nurse.locator('.checks li.yes', { hasText: 'Plejeforløbsplan' }).waitFor();
  for (const duty of ['Medicinkort', 'Medicin med', 'Dosisdispensering', 'Hjælpemidler', 'Kørsel', 'Kommunen ringet op', 'Pårørende']) {
    await press(item(duty), 'complete');
    if (duty === 'Kommunen ringet op') {  // done in words: who was spoken to
      await nurse.locator('dialog textarea').fill('Gitte i visitationen, kl. 8.20');
      await nurse.locator('dialog button.main').click();
    }
    await nurse.locator('.checks li.yes', { hasText: duty }).waitFor();
  }
  // What no rule asks for is opened by who sees that it is needed.
  await nurse.getByRole('button', { name: new RegExp('^' + t('open.title')) }).click();
  await nurse.locator('dialog').getByLabel('Genoptræningsplan').check();
  await nurse.locator('dialog button.main').click();
  await item('Genoptræningsplan').waitFor();
  await press(item('Genoptræningsplan'), 'complete');
  await nurse.locator('.checks li.yes', { hasText: 'Genoptræningsplan' }).waitFor();
  same(await nurse.locator('.checks li:not(.yes)').evaluateAll((all) => all.map((each) => each.querySelector('strong').textContent)), ['Udskrivningsrapport'], 'left to do');

  // The visitator sees when, and that bringing the citizen home is the municipality's now.
  await shown(visitator, t('strand.authority'));
  await row(visitator, t('citizen.expected-home')).first().waitFor();
  for (const page of [visitator, nurse]) await leave(page);

  // Thursday: the system tells of the discharge. The ward's report, and the summary marked for the GP.
  const now = await until(server, left);
  same((await send(server.port, home(stay, danish(now)))).status, 200, 'the notice of discharge');
  nurse = await be('ward-nurse-surgery', { base });
  await completes(nurse, 'Udskrivningsrapport');
  const summary = await shown(nurse, 'Epikrise');
  await marks(nurse, () => press(summary, 'complete'));
  await done(summary, 'complete');
  await leave(nurse);

  // The GP has the follow-up without having said yes, and does it.
  const doctor = await be('gp-provegade', { base });
  const follow = await shown(doctor, 'Opfølgning efter markeret epikrise');
  await follow.getByRole('link', { name }).click();
  await doctor.locator('#call').waitFor();
  await sound(doctor, 'the GP has it', { tongue: 'da', screen: 'desktop' });
  await doctor.goBack();
  await completes(doctor, 'Opfølgning efter markeret epikrise');

  // The municipality: the first visit is the home nurse's, services go on, the GP comes along.
  visitator = await be('visitator-provekobing', { base });
  await offers(visitator, 'Første besøg efter udskrivning', 'Prøvekøbing Kommune, hjemmesygepleje');
  await completes(visitator, 'Indsatser genoptaget');
  await offers(visitator, 'Egen læge med på', practice);
  const home_nurse = await be('home-nurse-provekobing', { base, screen: 'phone' });
  const visit = await shown(home_nurse, 'Første besøg efter udskrivning');
  await press(visit, 'accept');
  await done(visit, 'accept');
  await completes(home_nurse, 'Første besøg efter udskrivning');
  await visit.getByRole('link', { name }).click();
  await home_nurse.locator('meter').waitFor();
  must((await home_nurse.locator('.hours').textContent()).includes(surgery.name), 'inside the 72 hours the ward is called: ' + (await home_nurse.locator('.hours').textContent()));
  const joins = await shown(doctor, 'Egen læge med på');
  await press(joins, 'accept');
  await done(joins, 'accept');

  // The citizen, on a phone: whom to call, who has what, and when somebody comes.
  const signed = (page, context) => context.request.post(base + '/sign-in', { form: { person: 'citizen-' + number }, headers: { Origin: base }, maxRedirects: 0 });
  const self = await open(base + '/my', { before: signed, screen: 'phone' });
  await self.locator('#call').waitFor();
  const call = await self.locator('.call').textContent();
  must(call.includes(practice) && call.includes(desk.name) && !call.includes(surgery.name), 'the GP and the municipality; the ward is for professionals: ' + call);
  must((await self.locator('[aria-labelledby=next]').textContent()).includes('Opfølgende hjemmebesøg'), 'what is next: ' + (await self.locator('[aria-labelledby=next]').textContent()));
  await sound(self, 'my course after a discharge', { tongue: 'da', screen: 'phone' });

  // The hours run out: nobody asks, and nobody is left to find out. The municipality is called, and about the treatment the GP.
  await until(server, new Date(Date.parse(now) + 73 * 3600e3).toISOString());
  await home_nurse.locator('meter').waitFor({ state: 'detached' });
  await home_nurse.locator('.call', { hasText: desk.name }).waitFor();
  must(!(await home_nurse.locator('.call').textContent()).includes(surgery.name), 'the ward is not called any more: ' + (await home_nurse.locator('.call').textContent()));
  await shown(doctor, 'Spørgsmål om behandlingen');

  // What is left is done: the GP's part, the visit that it is a part of, and the training.
  await completes(doctor, 'Egen læge med på');
  await completes(visitator, 'Opfølgende hjemmebesøg');
  const owes = async () => (await ask(server.port, 'GET', '/api/citizens/' + number)).json.courses.filter((each) => each.open);
  same((await owes())[0].duties.map((each) => each.task).sort(), ['training', 'treatment-questions'], 'still owed');
  await completes(visitator, 'Genoptræning tilbudt');
  same(await owes(), [], 'nobody owes anything');
  for (const page of [doctor, visitator]) {
    await page.reload();
    await page.locator('tr[data-key], .empty').first().waitFor();
    same(await page.locator('tr[data-key]', { hasText: name }).count(), 0, 'and the citizen stands on nobody\'s list');
  }
  await self.getByText(t('my.no-course')).first().waitFor();
  await sound(self, 'my course, when it is over', { tongue: 'da', screen: 'phone' });

  for (const page of [doctor, visitator, home_nurse, self]) await leave(page);
  await server.stop();
});
