// The first rows of a list come in the page as it is sent: what they say is what the screen says that takes their place.
import { must, same, test } from '../server/klynge.mjs';
import { axeFinds, browser, life, pictures, screens } from './browser.mjs';
import { words } from './pages.mjs';

const people = [/Hanne Kladdeby/, /Jette Kladdeby/];
async function signedIn(who, more = {}) {
  const context = await browser.newContext({ viewport: screens.desktop, reducedMotion: 'reduce', bypassCSP: true, ...more });
  const page = await context.newPage();
  await page.goto(life + '/sign-in');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: who }).first().click()]);
  return { context, page };
}
// Each row's cells but the tick and the buttons, as one reads them.
const rowsIn = (page, within) =>
  page.evaluate((root) => [...document.querySelectorAll(`${root} tr[data-key]`)].map((row) => [row.dataset.key, row.className.replace(/ of-list/, ''), ...[...row.children].slice(1, 5).map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').replaceAll(/ ?([,:]) ?/g, '$1').trim())]), within);
const above = (page, within) =>
  page.evaluate((root) => [...document.querySelectorAll(`${root} h1, ${root} .filters :is(a, button), ${root} .group h2, ${root} .noted :is(a, button)`)].map((each) => each.textContent.replaceAll(/\s+/g, ' ').replace(/ n$/, '').trim()), within);

for (const who of people)
  for (const [tongue, theme] of [['da', 'light'], ['en', 'dark']])
    test(`the rows in the page say what the screen says: ${who.source}, ${tongue}`, async () => {
      const { context, page } = await signedIn(who);
      await page.locator('#app tr[data-key]').first().waitFor();
      await page.evaluate(([language, theme]) => localStorage.setItem('klynge.settings', JSON.stringify({ language, theme })), [tongue, theme]);
      await page.reload();
      await page.locator('#app tr[data-key]').nth(7).waitFor();
      const shown = await rowsIn(page, '#app'), around = await above(page, '#app'), where = page.url();
      same(await page.locator('#first').count(), 0, 'the screen has taken their place');

      // The same browser, where scripts do not come.
      await page.route('**/assets/*.js', (route) => route.abort());
      for (const [screen, viewport] of Object.entries(screens)) {
        await page.setViewportSize(viewport);
        await page.goto(where);
        same([await page.getAttribute('html', 'lang'), await page.getAttribute('html', 'data-theme')], [tongue, theme], 'language and colours from the start');
        const rows = await rowsIn(page, '#first');
        must(rows.length > 3, 'rows: ' + rows.length);
        same(rows, shown.slice(0, rows.length), 'row for row');
        if (screen === 'desktop') {
          const first = await above(page, '#first');
          same(first, around.slice(0, first.length), 'and what stands above them');
        }
        must((await page.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width, 'too wide on ' + screen);
        if (pictures) await page.screenshot({ path: `${pictures}/first-${who.source.replaceAll(/\W/g, '')}-${tongue}-${screen}.png` });
        same(await axeFinds(page), [], 'axe');
      }
      await page.unroute('**/assets/*.js');
      await page.goto(where);
      await page.locator('#app tr[data-key]').first().waitFor();
      if (pictures) await page.screenshot({ path: `${pictures}/first-${who.source.replaceAll(/\W/g, '')}-${tongue}-after.png` });
      await context.close();
    });

test('without scripts the list can be read, a group chosen and a citizen called about', async () => {
  const { context, page } = await signedIn(people[0], { javaScriptEnabled: false });
  same(await page.locator('h1').textContent(), `${words.da['list.title']}Prøvekøbing Sygehus, kirurgisk afdeling`, 'whose list');
  must((await page.locator('tr[data-key]').count()) > 3, 'rows');
  await page.locator('.filters a').nth(1).click();
  same(await page.locator('.filters a').nth(1).getAttribute('aria-current'), 'true', 'the group that was chosen');
  must(/JavaScript/.test(await page.locator('noscript').textContent()), 'what is missing is said');
  await context.close();
});

test('who stands on a row while the screen comes stands on it still', async () => {
  const { context, page } = await signedIn(people[0]);
  await page.locator('#app tr[data-key]').first().waitFor();
  let let_through;
  const wait = new Promise((resolve) => (let_through = resolve));
  await page.route('**/assets/*.js', async (route) => (await wait, route.continue()));
  await page.goto(page.url(), { waitUntil: 'commit' });
  const link = page.locator('#first tr[data-key] td.who a').nth(2);
  await link.focus();
  const key = await link.evaluate((each) => each.closest('tr').dataset.key);
  let_through();
  await page.locator('#first').waitFor({ state: 'detached' });
  same(await page.evaluate(() => document.activeElement.closest('#app tr[data-key]')?.dataset.key), key, 'the row');
  await context.close();
});
