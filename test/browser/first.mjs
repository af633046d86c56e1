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

// The list's page again, its scripts held back until somebody lets them through.
async function held(page) {
  let through;
  const wait = new Promise((resolve) => (through = resolve));
  await page.route('**/assets/*.js', async (route) => (await wait, route.continue()));
  await page.goto(page.url(), { waitUntil: 'commit' });
  await page.locator('#first tr[data-key]').first().waitFor();
  return through;
}
const top = (page, within, key) => page.evaluate(([within, key]) => Math.round(document.querySelector(`${within} tr[data-key="${key}"]`).getBoundingClientRect().top), [within, key]);

for (const screen of ['desktop', 'phone'])
  test(`who stands on a row while the screen comes stands on it still, and the row where it was, ${screen}`, async () => {
    const { context, page } = await signedIn(people[0], { viewport: screens[screen] });
    await page.locator('#app tr[data-key]').first().waitFor();
    const through = await held(page), link = page.locator('#first tr[data-key] td.who a').nth(5);
    await link.focus();
    const key = await link.evaluate((each) => each.closest('tr').dataset.key), was = await top(page, '#first', key);
    through();
    await page.locator('#first').waitFor({ state: 'detached' });
    same(await page.evaluate(() => document.activeElement.closest('#app tr[data-key]')?.dataset.key), key, 'the row');
    const is = await top(page, '#app', key);
    must(Math.abs(is - was) < 3, `the row stood at ${was} and stands at ${is}`);
    await context.close();
  });

test('the group that was chosen is that of the first rows, and the one chosen there is that of the screen', async () => {
  const { context, page } = await signedIn(people[1]);
  await page.locator('#app tr[data-key]').first().waitFor();
  await page.locator('#app .filters button').nth(1).click();
  await page.locator('#app .filters button[aria-pressed=true]').filter({ hasText: words.da['group.overdue'] }).waitFor();
  const through = await held(page);
  const chosen = page.locator('#first .filters [aria-current]');
  must((await chosen.textContent()).startsWith(words.da['group.overdue']), 'remembered: ' + (await chosen.textContent()));
  through();
  await page.unroute('**/assets/*.js');
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  await page.locator('#first .filters a').first().click();
  same(await page.locator('#first .filters [aria-current]').textContent(), await page.locator('#first .filters a').first().textContent(), 'all of them');
  await page.unroute('**/assets/*.js');
  await page.reload();
  await page.locator('#app .filters button[aria-pressed=true]').filter({ hasText: words.da['list.all'] }).waitFor();
  await context.close();
});

test('where the words do not come the links of the first rows lead on all the same', async () => {
  const { context, page } = await signedIn(people[0]);
  await page.locator('#app tr[data-key]').first().waitFor();
  await page.route(/assets\/da-[^/]*\.js$/, (route) => route.abort());
  await page.reload();
  await page.waitForTimeout(300);
  await Promise.all([page.waitForEvent('framenavigated'), page.waitForRequest((request) => request.isNavigationRequest() && /\/citizen\/\d+$/.test(request.url())), page.locator('#first tr[data-key] td.who a').first().click()]);
  await context.close();
});
