// The pages in a real browser: Danish and English, desktop and phone; axe finds nothing, the keyboard reaches
// everything, no page is wider than its screen, nothing is fetched from elsewhere.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Server, ask, folder, must, post, root, run, same, send, test } from '../server/klynge.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));
const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const pictures = process.env.PICTURES;  // a folder: keeps what was seen

const server = await Server.start(path.join(folder(), 'data'));
const demo = path.join(root, 'test/samples/demo');
for (const name of fs.readdirSync(demo).filter((each) => each.endsWith('.json')).sort())
  await send(server.port, { text: fs.readFileSync(path.join(demo, name), 'utf8') });
const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox'] });
const address = `http://127.0.0.1:${server.port}`;
const citizen = (await ask(server.port, 'GET', '/api/parties/0/duties')).json.duties[0].citizen;

const living = await Server.start(undefined, { command: 'demo' });
const life = `http://127.0.0.1:${living.port}`;
const worth = async (page) => page.locator('ol.worth a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
const clock = async (page) => Date.parse(await page.locator('.clockwork time').getAttribute('datetime'));
await ask(living.port, 'POST', '/demonstration/pause');

const pages = {
  list: '/',
  party: '/party/953741000016009',
  citizen: `/citizen/${citizen}`,
  missing: '/citizen/999999',
  guide: life + '/',
  'sign-in': life + '/sign-in',
  'party in the life': life + '/party/99910511000016002?as=99910511000016002',
};
// A key or a click that leads to another page has led there when that page is loaded, not before.
const leads = (page, act) => Promise.all([page.waitForEvent('load'), act()]);
const target = (where, tongue) =>
  (where.startsWith('/') ? address : '') + where + (tongue === 'en' ? (where.includes('?') ? '&' : '?') + 'lang=en' : '');

for (const [screen, viewport] of Object.entries(screens))
  for (const tongue of ['da', 'en'])
    for (const [name, where] of Object.entries(pages))
      test(`${name}, ${tongue}, ${screen}`, async () => {
        const context = await browser.newContext({ viewport, bypassCSP: true });
        try {
          const page = await context.newPage();
          const fetched = [], complaints = [];
          page.on('request', (request) => fetched.push(request.url()));
          page.on('console', (message) => message.type() === 'error' && !message.text().includes('404') && complaints.push(message.text()));
          await page.goto(target(where, tongue));
          if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${tongue}-${screen}.png`), fullPage: true });
          same(await page.getAttribute('html', 'lang'), tongue, 'language');
          same(await page.locator('h1').count(), 1, 'one heading of the first level');
          same(await page.locator('main').count(), 1, 'one main landmark');
          must(await page.locator('.banner').isVisible(), 'the banner of the demonstration');
          must(fetched.every((url) => url.startsWith(new URL(page.url()).origin)), 'nothing from elsewhere: ' + fetched);
          same(complaints, [], 'complaints of the browser');
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          must(width <= viewport.width, `the page is ${width} wide on a screen of ${viewport.width}`);
          await page.evaluate(axe);
          const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
          same(found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`), [], 'axe');
        } finally {
          await context.close();
        }
      });

test('the keyboard reaches every link in order, and one can see where it is', async () => {
  const context = await browser.newContext({ viewport: screens.desktop });
  const page = await context.newPage();
  await page.goto(address + '/');
  const links = await page.locator('a:visible, summary').count();
  await page.keyboard.press('Tab');
  same(await page.evaluate(() => document.activeElement.className), 'skip', 'first comes the way past the header');
  for (let i = 1; i < links; ++i) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { tag: document.activeElement.tagName, outline: style.outlineStyle, width: style.outlineWidth };
    });
    must(['A', 'SUMMARY'].includes(seen.tag) && seen.outline === 'solid' && seen.width !== '0px', `link ${i}: ${JSON.stringify(seen)}`);
  }
  await context.close();
});

test('one click to the citizen, and to the other language and back', async () => {
  const context = await browser.newContext({ viewport: screens.phone });
  const page = await context.newPage();
  await page.goto(address + '/');
  await page.getByRole('link', { name: 'English' }).click();
  same(await page.locator('h1').textContent(), 'Open duties', 'in English');
  await page.locator('main a[href*="/citizen/"]').first().click();
  must(/Call now/.test(await page.locator('main').textContent()), 'the citizen in English too');
  await page.getByRole('link', { name: 'Dansk' }).click();
  must(/Ring nu til/.test(await page.locator('main').textContent()), 'and back in Danish');
  await context.close();
});

for (const tongue of ['da', 'en'])
  test(`five things worth seeing, each with something to see, ${tongue}`, async () => {
    const context = await browser.newContext({ viewport: screens.phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(target(life + '/', tongue));
    const links = await worth(page);
    same(links.length, 5, 'links');
    for (const link of links) {
      await page.goto(life + link);
      same(await page.getAttribute('html', 'lang'), tongue, 'language of ' + link);
      must((await page.locator('tbody tr').count()) > 0, link + ' leads to nothing');
    }
    await context.close();
  });

test('time stands, steps, goes on and begins anew by the buttons, without scripts', async () => {
  const context = await browser.newContext({ viewport: screens.desktop, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(life + '/?lang=en');
  const first = await worth(page), began = await clock(page);
  await page.getByRole('link', { name: 'All open duties' }).click();
  must((await page.locator('tbody tr').count()) > 50, 'everybody\'s list');
  await page.getByRole('button', { name: 'An hour on' }).click();
  same(await clock(page), began + 3600e3, 'an hour later');
  must(page.url().includes('list=everybody'), 'and still on the same page: ' + page.url());
  await page.getByRole('button', { name: 'Next event' }).click();
  must((await clock(page)) > began + 3600e3, 'something happened next');
  const stood = await clock(page);
  await page.getByRole('link', { name: 'Show the page again' }).click();
  same(await clock(page), stood, 'time stands');
  await page.getByRole('button', { name: 'Go on' }).click();
  must(await page.getByRole('button', { name: 'Pause' }).isVisible(), 'it goes, and may be paused');
  for (let i = 0; i < 200 && (await clock(page)) === stood; ++i) await page.getByRole('link', { name: 'Show the page again' }).click();
  must((await clock(page)) > stood, 'time goes');
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await page.locator('.clockwork').waitFor();
  must((await clock(page)) < began + 1800e3, 'the beginning');
  await ask(living.port, 'POST', '/demonstration/pause');
  await page.goto(life + '/?lang=en');
  must((await worth(page)).some((link) => first.includes(link)), 'the same life');
  await context.close();
});

test('a visitor is somebody in one click, sees who that is, and is out again, without scripts', async () => {
  const context = await browser.newContext({ viewport: screens.phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(life + '/?lang=en');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Mette Skitsholm' }).click();
  must(/medicinsk afdeling/.test(await page.locator('header').textContent()), 'her list');
  await page.getByRole('link', { name: 'Mette Skitsholm' }).click();
  same(await page.locator('h1').textContent(), 'Mette Skitsholm', 'who she is');
  await page.getByRole('button', { name: /Sign out|Log ud/ }).click();
  must(/You are signed out|Du er logget ud/.test(await page.locator('main').textContent()), 'out');
  same((await context.cookies()).map((each) => each.name), [], 'the cookie is gone');
  await context.close();
});

test('only its own pages turn the time', async () => {
  const host = `127.0.0.1:${living.port}`;
  const turn = async (headers, back = '/citizen/1?lang=en') =>
    ask(living.port, 'POST', '/demonstration/pause?back=' + encodeURIComponent(back), { headers });
  same((await turn({ Origin: 'http://' + host })).headers.location, '/citizen/1?lang=en', 'back to where the button was');
  same((await turn({ Origin: 'http://elsewhere.example' })).status, 403, 'a page elsewhere');
  same((await turn({ Origin: 'null' })).status, 403, 'a page that does not say where it is');
  same((await turn({ Host: 'elsewhere.example' })).status, 403, 'a name made to point here');
  for (const back of ['//elsewhere.example', 'http://elsewhere.example', '/\\elsewhere.example', '/a\r\nX: y'])
    same((await turn({}, back)).headers.location, '/', 'never to ' + JSON.stringify(back));
});

test('without scripts and without style the list is still a table with headers', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address + '/');
  must((await page.getByRole('columnheader').count()) >= 2, 'column headers');
  must((await page.getByRole('rowheader').count()) >= 2, 'row headers');
  await context.close();
});

// --- the answer link: the code, the answer, the end; on a phone and a desktop, in both languages ---
const act = (one, verb, body, party) =>
  post(server.port, `/api/duties/${one.citizen}/${one.duty}/${verb}`, body, { 'Idempotency-Key': randomUUID(), 'X-Klynge-Party': party });
const clinic = '99900111000016008';
for (const [screen, viewport] of Object.entries(screens))
  for (const tongue of ['da', 'en'])
    test(`answering by link, ${tongue}, ${screen}`, async () => {
      const list = (await ask(server.port, 'GET', '/api/parties/0/duties')).json.duties;
      const one = list.find((each) => !each.strand && !each.asked && each.holder.sor !== clinic);
      same((await act(one, 'offer', { to: clinic, text: 'Kan I se borgeren mandag?' }, one.holder.sor)).status, 200, 'offered');
      const link = (await act(one, 'link', { until: new Date(Date.now() + 3600000).toISOString() }, one.holder.sor)).json;
      const context = await browser.newContext({ viewport, bypassCSP: true });
      const page = await context.newPage();
      const sound = async (name, h1) => {
        if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${tongue}-${screen}.png`), fullPage: true });
        same([await page.getAttribute('html', 'lang'), await page.locator('h1').count()], [tongue, 1], name);
        if (h1) same(await page.locator('h1').textContent(), h1[tongue], name);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        must(width <= viewport.width, `${name} is ${width} wide on a screen of ${viewport.width}`);
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
        same(found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`), [], 'axe: ' + name);
      };
      await page.goto(target(link.url, tongue));
      await sound('answer-code', { da: 'Skriv koden', en: 'Write the code' });
      await page.keyboard.press('Tab');
      await page.getByLabel(tongue === 'da' ? 'Kode' : 'Code').fill('12');
      await leads(page, () => page.keyboard.press('Enter'));
      await sound('answer-wrong-code', { da: 'Skriv koden', en: 'Write the code' });
      await page.getByLabel(tongue === 'da' ? 'Kode' : 'Code').fill(link.code);
      await leads(page, () => page.getByRole('button').click());
      await sound('answer-duty');
      must((await page.locator('main').textContent()).includes('Kan I se borgeren mandag?'), 'what is asked');
      await page.getByLabel(tongue === 'da' ? 'Ja, vi tager opgaven' : 'Yes, we take it').check();
      await page.getByLabel(tongue === 'da' ? 'Dit navn' : 'Your name').fill('Anna Lægesen');
      await page.getByLabel(tongue === 'da' ? 'Telefon, hvor I kan nås' : 'Phone where you can be reached').fill('00 00 30 01');
      await leads(page, () => page.getByRole('button').click());
      await sound('answer-thanks', { da: 'Tak for svaret', en: 'Thank you for the answer' });
      await page.goto(target(link.url, tongue));
      await sound('answer-over', { da: 'Linket gælder ikke mere', en: 'The link is over' });
      await context.close();
    });

await run();
await browser.close();
await living.stop();
await server.stop();
