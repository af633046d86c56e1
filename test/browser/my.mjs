// The citizen's own page: at three on a Sunday morning inside the 72 hours, what is written and read, and who has looked.
import { Server, ask, must, same, test } from '../server/klynge.mjs';
import { get, life, open, sound } from './browser.mjs';
import { words } from './pages.mjs';

const t = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words.da[key]);

// Signs in as one of the demonstration's, by its own page.
export async function be(person, { base = life, ...more } = {}) {
  const page = await open(base + '/sign-in', more);
  await Promise.all([page.waitForEvent('load'), page.locator(`button[name=person][value="${person}"]`).click()]);
  return page;
}

const danish = (iso) => new Date(iso).toLocaleString('en-GB', { timeZone: 'Europe/Copenhagen', weekday: 'short', hour: '2-digit' });
const clock = async (server) => (await ask(server.port, 'GET', '/api/clockwork')).json.now;

// Lets its life go on, an hour at a time, until it is so.
async function live_until(server, what) {
  await ask(server.port, 'POST', '/demonstration/pause');
  for (let hour = 0; hour < 24 * 8; ++hour) {
    const now = await clock(server);
    if (await what(now)) return now;
    await ask(server.port, 'POST', '/demonstration/hour');
    while (Date.parse(await clock(server)) < Date.parse(now) + 3599e3);
  }
  throw new Error('it never came so far');
}

test('a citizen looks at 03:00 on a Sunday inside the 72 hours, sees the right number, writes, and reads when it will be seen', async () => {
  const server = await Server.start(undefined, { command: 'demo' }), base = `http://127.0.0.1:${server.port}`;
  await live_until(server, (now) => danish(now) === 'Sun, 03');
  const { worth } = (await ask(server.port, 'GET', '/api/worth-seeing')).json;
  const home = worth.find((each) => each.kind === 'in-window');
  const page = await be('citizen-' + home.citizen, { base, screen: 'phone' });
  await page.locator('#call').waitFor();
  same(new URL(page.url()).pathname, '/my', 'the citizen\'s own page');
  const numbers = await page.locator('.call a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
  same(numbers[0], 'tel:70113131', 'about the treatment: the on-call doctor, not the ward and not the GP, who sleeps');
  same(numbers.at(-1), 'tel:112', 'and 112');
  must(!numbers.includes('tel:' + home.holder.phone.replaceAll(/\D/g, '')), 'the ward is for professionals to call');
  must((await page.locator('.call').textContent()).includes(t('my.until', { time: 'i morgen kl. 08.00' })), 'until when: ' + (await page.locator('.call').textContent()));
  await sound(page, 'my course, Sunday at three', { tongue: 'da', screen: 'phone' });

  await page.getByLabel(t('my.ask.label')).fill('Må jeg tage en pille til?');
  await page.getByRole('button', { name: t('my.ask.send') }).click();
  const standing = page.locator('.standing');
  await standing.waitFor();
  const questions = (await ask(server.port, 'GET', '/api/citizens/' + home.citizen)).json.duties.filter((each) => each.task === 'citizen-question');
  same(questions.length, 1, 'once');
  const { holder } = questions[0];
  same(await standing.textContent(), t('my.ask.waits', { party: holder.name, time: 'i morgen kl. 12.00' }), 'who has it, and by when it is read');

  // Whoever has it opens it; the citizen's page says so by itself.
  const desk = await open(`${base}/citizen/${home.citizen}`, { party: holder.sor });
  await desk.locator('#asked').waitFor();
  await desk.getByText(t('asked.open')).click();
  await desk.locator('[aria-labelledby=asked] blockquote').waitFor();
  await standing.filter({ hasText: /^Læst / }).waitFor();
  const asked = desk.locator('[aria-labelledby=asked] li');
  await asked.getByRole('button', { name: new RegExp('^' + t('verb.complete')) }).click();
  await desk.locator('dialog textarea').fill('Nej. Ring 70 11 31 31, før du tager mere.');
  await desk.locator('dialog button.main').click();
  await page.locator('.answer', { hasText: 'Ring 70 11 31 31' }).waitFor();
  for (const each of [page, desk]) {
    same(each.complaints, [], 'complaints');
    await each.close_all();
  }
  await server.stop();
});

test('a look with a reason: a doctor without a part gives it; the citizen reads it, and bars the clinic', async () => {
  const { worth } = await get('/api/worth-seeing');
  const { citizen: number, as: party } = worth.find((each) => each.kind === 'coming-home');
  const { cpr } = await get('/api/citizens/' + number, party.sor);
  const doctors = ['gp-provegade', 'gp-ovesoen', 'gp-monstertorv'];
  let page;
  for (const doctor of doctors) {
    page = await be(doctor);
    await page.goto(life + '/find');
    await page.getByLabel(t('find.number')).fill(cpr);
    await page.getByRole('button', { name: t('find.button'), exact: true }).click();
    await page.locator('#none, #call').waitFor();
    if (await page.locator('#none').count()) break;
    await page.close_all();
  }
  await sound(page, 'find, no part', { tongue: 'da', screen: 'desktop' });
  await page.getByRole('button', { name: t('glass.look') }).click();
  await page.getByText(t('glass.reason-needed')).waitFor();
  await page.getByLabel(t('glass.reason')).fill('Fundet bevidstløs ved stoppestedet');
  await page.getByRole('button', { name: t('glass.look') }).click();
  await page.locator('.glass').waitFor();
  must(!page.url().includes(cpr) && page.fetched.every((each) => !each.includes(cpr)), 'the number is in no address');
  const clinic = await page.locator('.whose').textContent();

  const self = await be('citizen-' + number);
  const look = self.locator('li.glass', { hasText: 'Fundet bevidstløs ved stoppestedet' });
  await look.waitFor();
  must((await look.textContent()).includes(clinic), 'who: ' + (await look.textContent()));
  await look.getByRole('button', { name: new RegExp('^' + t('my.bar')) }).click();
  await look.getByRole('button', { name: t('my.bar.yes') }).click();
  const lift = self.getByRole('button', { name: new RegExp('^' + t('my.bar.lift')) });
  await lift.waitFor();
  await sound(self, 'my course, barred', { tongue: 'da', screen: 'desktop' });
  await lift.click();
  await lift.waitFor({ state: 'detached' });
  for (const each of [page, self]) {
    same(each.complaints, [], 'complaints');
    await each.close_all();
  }
});

test('goals are written by the citizen and read by the ward; what was written is still in its field when it could not be sent', async () => {
  const { worth } = await get('/api/worth-seeing');
  const home = worth.find((each) => each.kind === 'coming-home');
  const page = await be('citizen-' + home.citizen, { screen: 'narrow' });
  await page.getByRole('button', { name: new RegExp(`${t('my.goals.write')}|${t('my.goals.change')}`) }).click();
  await page.getByLabel(t('my.goals.label')).fill('Jeg vil gå en tur <b>hver</b> dag');
  await page.route('**/tell/**', (route) => route.abort());
  await page.getByRole('button', { name: t('my.goals.keep') }).click();
  await page.locator('form [role=alert]', { hasText: t('state.net.title') }).waitFor();
  await page.unroute('**/tell/**');
  same(await page.getByLabel(t('my.goals.label')).inputValue(), 'Jeg vil gå en tur <b>hver</b> dag', 'it is not lost');
  await page.getByRole('button', { name: t('my.goals.keep') }).click();
  await page.locator('blockquote', { hasText: '<b>hver</b>' }).first().waitFor();
  same((await get('/api/citizens/' + home.citizen, home.as.sor)).goals.text, 'Jeg vil gå en tur <b>hver</b> dag', 'the party that has the citizen reads it');
  await sound(page, 'my course at 400 %', { tongue: 'da', screen: 'narrow' });
  await page.close_all();
});

test('the citizen\'s page prints on one sheet, with the numbers large', async () => {
  const { worth } = await get('/api/worth-seeing');
  const page = await be('citizen-' + worth.find((each) => each.kind === 'in-window').citizen);
  await page.locator('#call').waitFor();
  const pdf = await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
  same(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, 1, 'pages');
  await page.emulateMedia({ media: 'print' });
  must(parseFloat(await page.locator('.big').first().evaluate((each) => getComputedStyle(each).fontSize)) >= 30, 'large');
  await page.close_all();
});
