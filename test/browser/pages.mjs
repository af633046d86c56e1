// Every page in every state: axe, languages, light and dark, width, nothing from elsewhere; and what a browser fetches first.
import fs from 'node:fs';
import path from 'node:path';
import { long, must, root, same, test } from '../server/klynge.mjs';
import { browser, get, life, open, screens, sound } from './browser.mjs';
import { home, municipality, states, ward } from './states.mjs';

export const words = Object.fromEntries(['da', 'en'].map((tongue) => [tongue, JSON.parse(fs.readFileSync(path.join(root, `web/words/${tongue}.json`), 'utf8'))]));
const every = ['da', 'en'].flatMap((tongue) => ['light', 'dark'].flatMap((theme) => ['desktop', 'phone'].map((screen) => ({ tongue, theme, screen }))));
const some = [{ tongue: 'da', theme: 'light', screen: 'desktop' }, { tongue: 'en', theme: 'dark', screen: 'phone' }];

for (const state of states)
  for (const seen of long ? every : some)
    test(`${state.name}, ${seen.tongue}, ${seen.theme}, ${seen.screen}`, async () => {
      const page = await open(state.path, { ...seen, party: state.party, bypassCSP: true, before: state.before });
      try {
        await state.ready?.(page);
        await state.act?.(page, words[seen.tongue]);
        await sound(page, `${state.name}, ${seen.tongue}, ${seen.theme}, ${seen.screen}`, seen);
      } finally {
        await page.close_all();
      }
    });

// Over the wire, as the browser counts it: headers and all.
const budget = 90000;
for (const [name, where] of [['list', '/party/' + municipality], ['citizen', `/citizen/${home.citizen}?as=${home.as.sor}`], ['front page', '/']])
  test(`bytes of script and style before the ${name} stands there`, async () => {
    const context = await browser.newContext({ viewport: screens.phone });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const kinds = new Map();
    let bytes = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (['Script', 'Stylesheet'].includes(kinds.get(requestId))) bytes += encodedDataLength;
    });
    await page.goto(life + where);
    await page.locator('tr[data-key], #call, li.card a').first().waitFor();
    console.log(`  ${bytes} octets of script and style`);
    must(bytes > 10000 && bytes <= budget, `${bytes} octets, and at most ${budget} were wanted`);
    await context.close();
  });

test('what the front page shows is named, duties of letters too', async () => {
  const { worth } = await get('/api/worth-seeing');
  must(worth.length > 3, 'there is something to see: ' + worth.length);
  for (const one of worth.filter(({ kind }) => kind !== 'coming-home')) must(one.name && one.task?.da && one.task?.en, `${one.kind}: ${JSON.stringify(one)}`);
});
test('a day whose areas cannot be had leaves the day that is shown pressed, and says so', async () => {
  for (const where of ['/directory', '/area']) {
    const page = await open(where, { party: municipality });
    const days = page.locator('main [role=group] button');
    await days.nth(1).waitFor();
    await page.route(/\/api\/(directory|area)/, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }));
    await days.nth(1).click();
    await page.locator('main [role=alert]').waitFor();
    same(await days.evaluateAll((all) => all.map((each) => each.getAttribute('aria-pressed'))), ['true', 'false'], where);
    await page.close_all();
  }
});
test('a path that is nobody\'s, and a page of another organisation, help one on', async () => {
  const page = await open('/settings');
  await page.evaluate(() => history.pushState({}, '', '/nowhere'));
  await page.goBack();
  same(await page.locator('h1').textContent(), words.da['settings.title'], 'back');
  await page.close_all();
});

test('the other language, dark, and the group that was chosen are remembered', async () => {
  const page = await open('/party/' + municipality);
  await page.locator('tr[data-key]').first().waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'My list' }).waitFor();
  await page.locator('.filters button').nth(1).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Dark').check();
  same(await page.getAttribute('html', 'data-theme'), 'dark', 'dark');
  await page.goto(life + '/party/' + municipality);
  await page.getByRole('heading', { name: 'My list' }).waitFor();
  same([await page.getAttribute('html', 'data-theme'), await page.getAttribute('html', 'lang')], ['dark', 'en'], 'after a reload');
  await page.locator('.filters button').nth(1).waitFor();
  same(await page.locator('.filters button').nth(1).getAttribute('aria-pressed'), 'true', 'the group');
  await page.close_all();
});

test('the keyboard reaches every link and button of the list in order, and one can see where it is', async () => {
  const page = await open('/party/' + ward);
  await page.locator('tr[data-key]').first().waitFor();
  await page.keyboard.press('Tab');
  same(await page.evaluate(() => document.activeElement.className.split(' ')[0]), 'skip', 'first comes the way past the header');
  const count = await page.locator('a:visible, button:visible, input:visible, summary:visible, select:visible').count();
  for (let i = 1; i < Math.min(count, 60); ++i) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { tag: document.activeElement.tagName, outline: style.outlineStyle, width: style.outlineWidth };
    });
    must(['A', 'SUMMARY', 'BUTTON', 'INPUT', 'SELECT'].includes(seen.tag) && seen.outline === 'solid' && seen.width === '3px', `stop ${i}: ${JSON.stringify(seen)}`);
  }
  await page.close_all();
});

for (const [screen, tongue, theme] of [['phone', 'da', 'light'], ['narrow', 'da', 'light'], ['phone', 'en', 'dark']])
  test(`the pages stand behind one word, opened and left by keyboard, ${screen}, ${tongue}, ${theme}`, async () => {
    const page = await open('/party/' + ward, { screen, tongue, theme, bypassCSP: true }), said = words[tongue];
    await page.locator('tr[data-key]').first().waitFor();
    const menu = page.locator('header details'), word = menu.locator('summary');
    const isOpen = () => menu.evaluate((each) => each.open);
    must((await page.locator('header').boundingBox()).height < 80, 'one line, and the party under it');
    must((await word.textContent()).includes(said['list.title']), 'it says where one is: ' + (await word.textContent()));
    await page.keyboard.press('Tab');
    for (let i = 0; i < 4 && !(await word.evaluate((each) => each === document.activeElement)); ++i) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    same(await isOpen(), true, 'open');
    same(await menu.locator('[aria-current=page]').textContent(), said['list.title'], 'this page is marked');
    await sound(page, `menu, ${screen}, ${tongue}, ${theme}`, { tongue, screen });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    same([await isOpen(), await word.evaluate((each) => each === document.activeElement)], [false, true], 'left, and one stands at its word');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 20 && (await isOpen()); ++i) await page.keyboard.press('Tab');
    same([await isOpen(), await page.evaluate(() => !!document.activeElement.closest('header'))], [false, false], 'gone by, it covers nothing');
    await word.click();
    await menu.getByRole('link', { name: said['help.title'] }).click();
    await page.getByRole('heading', { level: 1, name: said['help.title'] }).waitFor();
    same(await isOpen(), false, 'closed where one came');
    await page.close_all();
  });

test('without scripts a page says what to do', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(life + '/');
  must(/ring til den, der har borgeren/.test(await page.locator('noscript').first().textContent()), 'call');
  await context.close();
});
