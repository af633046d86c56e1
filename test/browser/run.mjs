// The pages in a real browser: Danish and English, desktop and phone; axe finds nothing, the keyboard reaches
// everything, no page is wider than its screen, nothing is fetched from elsewhere.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Server, ask, folder, must, root, run, same, send, test } from '../server/klynge.mjs';

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

const pages = {
  list: '/',
  party: '/party/953741000016009',
  citizen: `/citizen/${citizen}`,
  missing: '/citizen/999999',
};
const target = (where, tongue) => address + where + (tongue === 'en' ? '?lang=en' : '');

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
          must(fetched.every((url) => url.startsWith(address)), 'nothing from elsewhere: ' + fetched);
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

test('without scripts and without style the list is still a table with headers', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address + '/');
  must((await page.getByRole('columnheader').count()) >= 2, 'column headers');
  must((await page.getByRole('rowheader').count()) >= 2, 'row headers');
  await context.close();
});

await run();
await browser.close();
await server.stop();
