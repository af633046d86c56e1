// On the road with a phone: a tunnel, a late no, a lost answer, a locked phone, and what is left of it at sign-out.
import { must, same, test } from '../server/klynge.mjs';
import { act, get, life, open, parties, sound } from './browser.mjs';
import { words } from './pages.mjs';
import { asNurse, nurses } from './states.mjs';

const t = (key) => words.da[key];
const ward = parties.find((each) => each.name === 'Prøvekøbing Sygehus, medicinsk afdeling').sor;
const municipality = parties.find((each) => each.name === 'Eksempelby Kommune, visitation').sor;
const used = new Set();
// A duty of the ward's that is offered to the nurses, of a citizen whom no other story has.
async function offered() {
  const { duties } = await get(`/api/parties/${ward}/list?limit=500`, ward);
  const row = duties.find((each) => each.part === 'holds' && each.name && !each.strand && !each.asked && !['answer', 'discharge'].includes(each.task) && !used.has(each.citizen));
  used.add(row.citizen);
  same((await act(row, 'offer', { to: nurses }, ward)).status, 200, 'offered');
  return row;
}
async function road(more = {}) {
  const page = await open('/road', { screen: 'phone', ...more, before: asNurse });
  await page.locator('article').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  return page;
}
const card = (page, row) => page.locator('article').filter({ has: page.locator(`a[href="/citizen/${row.citizen}"]`) });
const press = (page, row, verb) => card(page, row).locator('li').filter({ hasText: row.words.da }).getByRole('button', { name: new RegExp('^' + t(`verb.${verb}`)) }).first().click();
const sent = (page, row) => card(page, row).locator('.sent').first();
const says = (page, row, text) => sent(page, row).getByText(text).first().waitFor();
const happened = async (row, fact) => (await get('/api/citizens/' + row.citizen, ward)).timeline.flatMap((each) => each.happened).filter((each) => each.fact === fact && each.da.includes(row.words.da)).length;
const state = (page, text) => page.locator('p.state').filter({ hasText: text }).waitFor();

// All that a thief of the phone would find, as the letters in it.
const lies = (page) => page.evaluate(async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => Object.assign(indexedDB.open(name), { onsuccess: (event) => resolve(event.target.result), onerror: reject }));
    for (const table of db.objectStoreNames) {
      const all = await new Promise((resolve) => { db.transaction(table).objectStore(table).getAll().onsuccess = (event) => resolve(event.target.result); });
      for (const value of all)
        for (const part of Object.values(value))
          found.push(part instanceof ArrayBuffer || ArrayBuffer.isView(part) ? new TextDecoder('latin1').decode(part) + new TextDecoder().decode(part) : JSON.stringify(part));
    }
    db.close();
  }
  for (const name of await caches.keys())
    for (const kept of await (await caches.open(name)).keys()) found.push(kept.url, await (await caches.match(kept, { ignoreVary: true })).text());
  return found.join('\n');
});
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map((each) => each.name));

test('a phone in a tunnel: acts wait, go once when the net is there, and the one that came too late is told no', async () => {
  const [one, late] = [await offered(), await offered()], page = await road();
  for (const row of [one, late]) await card(page, row).waitFor();
  await page.context().setOffline(true);
  await state(page, 'Ingen forbindelse');
  for (const row of [one, late]) {
    await press(page, row, 'accept');
    await says(page, row, t('road.not-sent'));
  }
  await state(page, '2 ikke sendt');
  same(await happened(one, 'offer-accepted'), 0, 'nothing came through');
  await sound(page, 'on the road, a tunnel', { tongue: 'da', screen: 'phone' });

  const clear = await lies(page);
  for (const secret of [one.name, one.cpr, late.name, late.cpr]) must(secret && !clear.includes(secret), 'it lies there in clear: ' + secret);
  must(clear.length > 100000, 'what was looked through: ' + clear.length);

  same((await act(late, 'withdraw', {}, ward)).status, 200, 'withdrawn meanwhile');
  same((await act(late, 'offer', { to: municipality }, ward)).status, 200, 'and asked of others');
  same((await act(late, 'accept', {}, municipality)).status, 200, 'who take it');
  await page.context().setOffline(false);
  await page.locator('.sent').getByText(t('done.accept')).first().waitFor();
  const no = page.locator('.sent.no').first();
  await no.waitFor();
  must((await no.textContent()).includes('Eksempelby Kommune, visitation') && /siden/.test(await no.textContent()), 'who has it, and since when: ' + (await no.textContent()));
  await state(page, 'Ajour');
  same(await happened(one, 'offer-accepted'), 1, 'accepted once');
  const tries = page.fetched.filter((url) => url.endsWith(`/${one.citizen}/${one.duty}/accept`)).length;
  same(tries, 1, 'sent once');
  await no.getByRole('button', { name: new RegExp('^' + t('act.read')) }).click();
  await no.waitFor({ state: 'detached' });
  same(page.complaints, [], 'complaints');
  await page.close_all();
});

test('an answer that is lost in the tunnel is asked for again, and it is done once', async () => {
  const row = await offered(), page = await road();
  const keys = [];
  await page.route(`**/api/duties/${row.citizen}/${row.duty}/accept`, async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await press(page, row, 'accept');
  await page.locator('.sent').getByText(t('done.accept')).first().waitFor();
  same([keys.length, new Set(keys).size], [2, 1], 'twice, with one key');
  same(await happened(row, 'offer-accepted'), 1, 'accepted once');
  await page.close_all();
});

test('a phone that begins anew without a net shows nothing, says so, and sends what waits when there is one', async () => {
  const row = await offered(), page = await road();
  await page.context().setOffline(true);
  await press(page, row, 'accept');
  await says(page, row, t('road.not-sent'));
  await page.reload();
  await page.getByRole('heading', { name: t('road.locked.title') }).waitFor();
  same(await page.locator('article').count(), 0, 'nothing to read');
  await state(page, '1 ikke sendt');
  await sound(page, 'on the road, locked', { tongue: 'da', screen: 'phone' });
  await page.context().setOffline(false);
  await page.locator('.sent').getByText(t('done.accept')).first().waitFor();
  same(await happened(row, 'offer-accepted'), 1, 'accepted once');
  await page.close_all();
});

test('when the session is over the list goes, and what waits is sent when the same person has signed in again', async () => {
  const row = await offered(), page = await road();
  await page.context().setOffline(true);
  await press(page, row, 'accept');
  await says(page, row, t('road.not-sent'));
  await page.context().clearCookies();
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: t('state.nobody.title') }).waitFor();
  same(await page.locator('article').count(), 0, 'nothing to read');
  same(await page.locator('header').getByText('Camilla Attrapsen').count(), 0, 'nor does the frame say who it was');
  await state(page, '1 ikke sendt');
  same(await page.evaluate(async () => {
    const db = await new Promise((resolve) => (indexedDB.open('klynge-pocket').onsuccess = (event) => resolve(event.target.result)));
    const names = await new Promise((resolve) => (db.transaction('sealed').objectStore('sealed').getAllKeys().onsuccess = (event) => resolve(event.target.result)));
    db.close();
    return names;
  }), ['act-000001', 'meta'], 'only what waits lies there');
  await Promise.all([page.waitForEvent('load'), page.locator('main').getByRole('link', { name: t('frame.sign-in') }).click()]);
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: /Camilla Attrapsen/ }).click()]);
  await page.locator('.sent').getByText(t('done.accept')).first().waitFor();
  same([new URL(page.url()).pathname, await happened(row, 'offer-accepted')], ['/road', 1], 'back where one was, and accepted once');
  await page.close_all();
});

test('signing out asks about what is not sent, and leaves nothing', async () => {
  const row = await offered(), page = await road();
  await page.route('**/api/duties/**', (route) => route.abort());
  await press(page, row, 'accept');
  await state(page, '1 ikke sendt');
  const out = page.getByRole('button', { name: t('frame.sign-out') });
  await page.locator('header summary').click();
  const asked = (answer) => page.waitForEvent('dialog').then(async (dialog) => {
    must(dialog.message().includes('1 handling'), dialog.message());
    await dialog[answer]();
  });
  await Promise.all([asked('dismiss'), out.click()]);
  same([new URL(page.url()).pathname, (await databases(page)).length], ['/road', 1], 'one stays, and so does it');
  await Promise.all([page.waitForEvent('load'), asked('accept'), out.click()]);
  must(new URL(page.url()).pathname.startsWith('/sign-in'), 'out: ' + page.url());
  same(await databases(page), [], 'nothing lies there');
  same(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('pocket'))), [], 'not even that something did');
  same(await happened(row, 'offer-accepted'), 0, 'never sent');
  await page.close_all();
});

test('what one person took along is gone when another signs in on the phone', async () => {
  const page = await road();
  same((await databases(page)).length, 1, 'it lies there');
  await page.goto(life + '/sign-in?lang=da');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: /Anne Øvegaard/ }).click()]);
  for (let i = 0; i < 200 && (await databases(page)).length; ++i) await page.evaluate(() => new Promise(requestAnimationFrame));
  same(await databases(page), [], 'gone');
  await page.close_all();
});

test('what was measured goes as it was stated, and stands on the citizen; at 400 %', async () => {
  const row = await offered(), page = await road({ screen: 'narrow' });
  await card(page, row).getByRole('button', { name: new RegExp('^' + t('road.measure')) }).click();
  const form = page.locator('dialog');
  await form.getByRole('button', { name: t('measure.done') }).click();
  await form.getByText(t('measure.nothing')).waitFor();
  await form.getByLabel(t('measure.pulse')).fill('88');
  await form.getByLabel(t('measure.temperature')).fill('38,4');
  await form.getByLabel(t('measure.tobs'), { exact: true }).fill('5');
  await form.getByRole('button', { name: t('measure.done') }).click();
  await page.locator('.sent').getByText(t('road.measured.done')).first().waitFor();
  const texts = (await get('/api/citizens/' + row.citizen, nurses)).timeline.filter((each) => each.happened.some((one) => one.fact === 'measured')).at(-1).texts.join('\n');
  must(/38,4/.test(texts) && /TOBS score;Pt: 5/.test(texts) && /Puls/.test(texts), texts);
  await card(page, row).getByText('38,4').first().waitFor();
  await sound(page, 'on the road at 400 %', { tongue: 'da', screen: 'narrow' });
  await page.close_all();
});
