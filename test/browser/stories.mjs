// What people do with the screens, told over the real server: each on a page of their own, none of them reloaded.
import { ask, must, same, send, test } from '../server/klynge.mjs';
import { act, get, life, living, open, parties, sound } from './browser.mjs';
import { admitted, danish, home } from './discharge.mjs';
import { words } from './pages.mjs';
import { asNurse, complaint, refused } from './states.mjs';

const t = (key) => words.da[key];
const named = (name) => parties.find((each) => each.name === name).sor;
const ward = named('Prøvekøbing Sygehus, kirurgisk afdeling'), municipality = named('Eksempelby Kommune, visitation'), nurses = named('Eksempelby Kommune, hjemmesygepleje');
const key = (row) => `${row.citizen}-${row.duty}`;

// A duty of the ward's that nobody in another story has touched. To do one that may be marked asks first: who presses
// "done" takes another, who does not leaves those to them. Where none is left, another citizen goes home.
const used = new Set();
let more = 700;
export async function mine({ toBeDone = false } = {}) {
  for (;;) {
    const { duties } = await get(`/api/parties/${ward}/list?limit=500`, ward);
    const free = duties.filter((each) => each.part === 'holds' && each.name && !each.strand && !each.asked && each.task !== 'answer' && each.task !== 'discharge' && !used.has(key(each)));
    const row = (!toBeDone && free.find((each) => each.markable)) || free.find((each) => !each.markable);
    if (row) {
      used.add(key(row));
      return row;
    }
    const hours = Date.parse((await get('/api/clockwork')).now) / 3600e3, stay = admitted(++more, danish((hours - 3) * 3600e3), 'Flere');
    for (const each of [stay, home(stay, danish((hours - 1) * 3600e3))]) same((await send(living.port, each)).status, 200, 'one more goes home');
  }
}
export const at = (page, row) => page.locator(`tr[data-key="${key(row)}"]`);
export const list = async (party, more = {}) => {
  const page = await open('/party/' + party, more);
  await page.locator('tr[data-key], .empty').first().waitFor();
  return page;
};
// New rows wait until somebody asks for them.
async function show(page, row) {
  await page.locator('.news').waitFor();
  while (!(await at(page, row).count())) await page.locator('.news button').click();
}
export const has = async (page, row, text) => at(page, row).getByText(text).first().waitFor();

// Hands that use the pointer, and hands that have only a keyboard.
export const pointer = {
  press: async (page, row, verb) => {
    const button = at(page, row).getByRole('button', { name: new RegExp('^' + t(`verb.${verb}`)) });
    const others = at(page, row).getByRole('button', { name: new RegExp('^' + t('act.others')) });
    await button.or(others).first().waitFor();  // the row may just be changing: its buttons come with the next answer
    if (!(await button.count())) await others.click({ timeout: 2000 }).catch(() => {});
    await button.click();
  },
  choose: async (page, name) => {
    await page.locator('dialog input[type=search]').fill(name);
    await page.locator('dialog').getByLabel(name).check();
  },
  write: (page, label, text) => page.locator('dialog').getByLabel(label).fill(text),
  done: (page, verb) => page.locator('dialog button.main', { hasText: t(`verb.${verb}`) }).click(),
  reason: (page, reason) => page.locator('dialog').getByRole('button', { name: t(`reason.${reason}`) }).click(),
};
const focused = (page, locator) => locator.evaluate((element) => element === document.activeElement || (element.tagName === 'TR' && element.contains(document.activeElement)));
async function tab(page, locator) {
  for (let i = 0; i < 800; ++i) {
    if (await focused(page, locator)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never came there: ' + locator);
}
const keyboard = {
  press: async (page, row, verb) => {
    await tab(page, at(page, row));
    await page.keyboard.press(t(`key.${verb}`));
  },
  choose: async (page, name) => {
    await tab(page, page.locator('dialog input[type=search]'));
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  },
  write: async (page, label, text) => {
    await tab(page, page.locator('dialog').getByLabel(label));
    await page.keyboard.type(text);
  },
  done: async (page, verb) => {
    await tab(page, page.locator('dialog button.main', { hasText: t(`verb.${verb}`) }));
    await page.keyboard.press('Enter');
  },
  reason: async (page, reason) => page.keyboard.press(String(['no-capacity', 'not-our-citizen', 'information-missing', 'wrong-level', 'other'].indexOf(reason) + 1)),
};

async function offer(hands, page, row, to) {
  await hands.press(page, row, 'offer');
  await hands.choose(page, to);
  await hands.done(page, 'offer');
  await has(page, row, t('done.offer'));
}

for (const [how, hands, screen] of [['', pointer, 'desktop'], [', by keyboard alone', keyboard, 'desktop'], [', at 400 %', pointer, 'narrow']]) {
  test(`a ward offers; the municipality's list shows it without a reload; it accepts; the ward sees it${how}`, async () => {
    const row = await mine(), sender = await list(ward, { screen }), receiver = await list(municipality, { screen });
    await offer(hands, sender, row, 'Eksempelby Kommune, visitation');
    await receiver.locator('.news').waitFor();
    must((await receiver.locator('.news').textContent()).includes(row.name), 'the news says who');
    await show(receiver, row);
    must(await at(receiver, row).getByText('Prøvekøbing Sygehus, kirurgisk afdeling').first().isVisible(), 'who asks');
    await hands.press(receiver, row, 'accept');
    await has(receiver, row, t('done.accept'));
    await has(sender, row, t('list.no-longer'));
    same((await get('/api/citizens/' + row.citizen, ward)).courses.flatMap((each) => each.duties).find((each) => each.duty === row.duty).holder.sor, municipality, 'who has it');
    for (const page of [sender, receiver]) {
      same(page.complaints, [], 'complaints');
      await page.close_all();
    }
  });

  test(`a refusal with its reason, and a new offer to another${how}`, async () => {
    const row = await mine(), sender = await list(ward, { screen }), receiver = await list(municipality, { screen });
    await offer(hands, sender, row, 'Eksempelby Kommune, visitation');
    await show(receiver, row);
    await hands.press(receiver, row, 'decline');
    await hands.reason(receiver, 'no-capacity');
    await has(receiver, row, t('done.decline'));
    await at(sender, row).getByText(t('list.asked')).waitFor({ state: 'detached' });  // the no has come
    await offer(hands, sender, row, 'Eksempelby Kommune, hjemmesygepleje');
    await has(sender, row, t('list.asked'));
    const { timeline } = await get('/api/citizens/' + row.citizen, ward);
    must(timeline.some((each) => each.happened.some((one) => one.fact === 'offer-declined' || /ingen plads/.test(one.da))), 'the reason stands in the history');
    for (const page of [sender, receiver]) await page.close_all();
  });
}

test('two people act on one row: the late one is told who has it, and since when', async () => {
  const row = await mine();
  same((await act(row, 'offer', { to: municipality }, ward)).status, 200, 'offered');
  const [first, second] = [await list(municipality), await list(municipality)];
  // The second one's page hears of nothing for a while.
  await second.route('**/list*', () => {});
  await pointer.press(first, row, 'accept');
  await has(first, row, t('done.accept'));
  await pointer.press(second, row, 'accept');
  const told = at(second, row).locator('[role=alert]');
  await told.waitFor();
  must((await told.textContent()).includes('Eksempelby Kommune, visitation') && /siden/.test(await told.textContent()), 'who has it: ' + (await told.textContent()));
  for (const page of [first, second]) await page.close_all();
});

test('several at once, one note, and what the next is to know', async () => {
  const rows = [await mine(), await mine()];
  for (const row of rows) same((await act(row, 'offer', { to: municipality }, ward)).status, 200, 'offered');
  const page = await list(municipality);
  for (const row of rows) await at(page, row).locator('input[type=checkbox]').check();
  await page.locator('.several').getByRole('button', { name: t('verb.accept') }).click();
  for (const row of rows) await has(page, row, t('done.accept'));
  await pointer.press(page, rows[0], 'note');
  await pointer.write(page, t('act.text.note'), 'Datter ringer kl. 10');
  await pointer.done(page, 'note');
  await at(page, rows[0]).locator('.note', { hasText: 'Datter ringer kl. 10' }).waitFor();
  await pointer.press(page, rows[1], 'assign');
  same(await page.locator('dialog').getByText('Prøvekøbing').count(), 0, 'only units of one\'s own');
  await pointer.choose(page, 'Eksempelby Kommune, hjemmesygepleje');
  await pointer.done(page, 'assign');
  await has(page, rows[1], t('done.assign'));
  await page.close_all();
});

test('who goes off duty notes several rows at once; who comes on gets to them by one key', async () => {
  const rows = [await mine(), await mine()];
  const page = await list(ward);
  for (const row of rows) await at(page, row).locator('input[type=checkbox]').check();
  await page.locator('.several').getByRole('button', { name: t('verb.note') }).click();
  await pointer.write(page, t('act.text.note'), 'Til aften: ring til datteren');
  await pointer.done(page, 'note');
  for (const row of rows) await at(page, row).locator('.note', { hasText: 'Til aften' }).waitFor();
  await page.close_all();
  const next = await list(ward);
  const { noted } = await get(`/api/parties/${ward}/list`, ward);
  must(noted.rows >= 2 && noted.latest >= noted.since, 'noted: ' + JSON.stringify(noted));
  must((await next.locator('.noted').textContent()).includes(`${t('group.noted')} ${noted.rows}`), await next.locator('.noted').textContent());
  await next.locator('tr[data-key] a').first().focus();
  await next.keyboard.press(t('key.noted'));
  await next.locator('.noted button[aria-pressed=true]').waitFor();
  for (const row of rows) await at(next, row).locator('.note', { hasText: 'Til aften' }).waitFor();
  await next.locator('tr[data-key]').nth(noted.rows).waitFor({ state: 'detached' });  // only these
  await sound(next, 'list, from the last shift', { tongue: 'da', screen: 'desktop' });
  await next.close_all();
});

test('what is under the eye does not move: a new row waits, and the row with the focus stays in its place', async () => {
  const row = await mine(), page = await list(municipality);
  const last = page.locator('tr[data-key]').last();
  await last.locator('a').first().focus();
  const [name, place] = [await last.getAttribute('data-key'), (await last.boundingBox()).y];
  same((await act(row, 'offer', { to: municipality }, ward)).status, 200, 'offered');
  await page.locator('.news').waitFor();
  const there = page.locator(`tr[data-key="${name}"]`);
  must(Math.abs((await there.boundingBox()).y - place) < 2, `it moved from ${place} to ${(await there.boundingBox()).y} when news came`);
  const before = (await there.boundingBox()).y;
  await page.keyboard.press('.');
  await at(page, row).waitFor();
  must(Math.abs((await there.boundingBox()).y - before) < 2, 'it moved when the news was shown');
  must(await focused(page, there), 'and has the focus still');
  await page.close_all();
});

test('what is done twice because no answer came is done once, and never shown as done before it is', async () => {
  const row = await mine({ toBeDone: true }), page = await list(ward);
  let sent = 0;
  // The request arrives and is done; the answer is lost on the way back.
  await page.route('**/complete', async (route) => {
    await route.fetch();
    ++sent === 1 ? await route.abort() : await route.continue();
  });
  if (row.task === 'municipality-phoned') same((await act(row, 'note', { text: 'x' }, ward)).status, 200, 'another duty');
  await pointer.press(page, row, 'complete');
  const alert = at(page, row).locator('[role=alert]');
  await alert.waitFor();
  same(await at(page, row).getByText(t('done.complete')).count(), 0, 'not said to be done');
  await alert.getByRole('button', { name: t('state.again') }).click();
  await has(page, row, t('done.complete'));
  const happened = (await get('/api/citizens/' + row.citizen, ward)).timeline.flatMap((each) => each.happened).filter((each) => each.fact === 'duty-completed' && each.da.startsWith(row.words.da + ':'));
  same(happened.length, 1, 'done once');
  await page.close_all();
});

test('what people write is shown as they wrote it, and does nothing', async () => {
  const evil = ['<img src=x onerror="window.hit=1">', '"><script>window.hit=1</script>', "'; javascript:window.hit=1; {{7*7}} ${7*7}", '</textarea><svg onload=window.hit=1>'].join('\n');
  const row = await mine(), page = await list(ward);
  await pointer.press(page, row, 'note');
  await pointer.write(page, t('act.text.note'), evil);
  await pointer.done(page, 'note');
  await at(page, row).locator('.note', { hasText: '<img src=x' }).waitFor();
  await pointer.press(page, row, 'offer');
  await pointer.choose(page, 'Eksempelby Kommune, hjemmesygepleje');
  await pointer.write(page, t('act.text'), evil);
  await pointer.done(page, 'offer');
  await has(page, row, t('done.offer'));
  await pointer.press(page, row, 'decline-by-phone');
  await page.locator('dialog').getByLabel(t('act.text.phone')).fill(evil);
  await pointer.reason(page, 'other');
  await has(page, row, t('done.decline-by-phone'));
  await page.locator('#find').fill(evil);
  await page.locator('.empty').waitFor();
  await page.goto(`${life}/citizen/${row.citizen}?as=${ward}`);
  await page.locator('#call').waitFor();
  for (const each of await page.locator('main > details > summary').all()) await each.click();
  await page.locator('blockquote', { hasText: '<img src=x onerror' }).nth(2).waitFor();  // it stands there in full
  await page.goto(`${life}/party/${ward}?as=${encodeURIComponent('"><img src=x onerror=window.hit=1>')}`);
  await page.locator('h1').waitFor();
  same([await page.evaluate(() => window.hit), await page.locator('main img').count()], [undefined, 0], 'nothing of it ran');
  same(page.complaints.filter((each) => /Content Security/.test(each)), [], 'and the policy had nothing to stop');
  await page.close_all();
});

test('the citizen\'s page follows what happens, and the drawing has its table', async () => {
  const row = await mine(), page = await open('/citizen/' + row.citizen, { party: ward });
  await page.locator('#call').waitFor();
  same((await act(row, 'offer', { to: nurses }, ward)).status, 200, 'offered');
  const asked = page.locator('.duties li, .checks li', { hasText: row.words.da }).locator('.asked');
  await asked.filter({ hasText: 'Eksempelby Kommune, hjemmesygepleje' }).waitFor();
  same((await act(row, 'accept', {}, nurses)).status, 200, 'accepted');
  await asked.waitFor({ state: 'detached' });
  await page.getByText(t('timeline.table')).click();
  const bars = (await get('/api/citizens/' + row.citizen, ward)).history.bars.length;
  const rows = page.locator('#timeline').locator('xpath=ancestor::section').locator('table').first().locator('tbody tr');
  await rows.first().waitFor();  // the table comes when it is asked for
  same(await rows.count(), bars, 'a line for each bar');
  await page.close_all();
});

test('what stands still is asked for once', async () => {
  const row = await mine();
  for (const [where, what] of [['/citizen/' + row.citizen, /\/api\/citizens\//], ['/party/' + ward, /\/list\?/]]) {
    const page = await open(where, { party: ward });
    await page.locator('#call, tr[data-key]').first().waitFor();
    const asked = () => page.fetched.filter((each) => what.test(each)).length;
    // Two answers of another kind come after whatever the page would still ask.
    for (let i = 0; i < 2; ++i) await page.evaluate(() => fetch('/health').then((answer) => answer.text()));
    must(asked() <= 2, `${where}: asked ${asked()} times`);
    await page.close_all();
  }
});

test('what the browser is told to ask for with a list is what the list asks for', async () => {
  const page = await open('/in', { before: asNurse });
  page.fetched.length = 0;
  const answer = await page.goto(life + '/party/' + nurses);
  await page.locator('tr[data-key], .empty').first().waitFor();
  const { link } = await answer.allHeaders();
  const asked = page.fetched.map((each) => each.replace(life, '')).filter((each) => /^\/api\/(me|about|parties\/.*\/list\?.*)$/.test(each));
  same([asked.length >= 3, asked.filter((each) => !link?.includes(`<${each}>`))], [true, []], 'asked for, and not told of: ' + link);
  await page.close_all();
});

test('it prints on one page', async () => {
  const { worth } = await get('/api/worth-seeing');
  const home = worth.find((each) => each.kind === 'in-window');
  const page = await open('/citizen/' + home.citizen, { party: home.as.sor });
  await page.locator('#timeline').waitFor();
  const pdf = await page.pdf({ format: 'A4', margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } });
  same(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, 1, 'pages');
  await page.close_all();
});

test('without a net the page says so, and that it is not up to date; it comes back by itself', async () => {
  const row = await mine({ toBeDone: true }), page = await list(ward);
  const stale = page.locator('.stale');
  await page.route('**/api/**', (route) => route.abort());
  await page.context().setOffline(true);
  await pointer.press(page, row, 'complete');
  await stale.waitFor();
  must(/Sidst opdateret i dag kl\. /.test(await stale.textContent()), await stale.textContent());
  await page.unroute('**/api/**');
  await page.context().setOffline(false);
  await stale.waitFor({ state: 'detached' });
  await page.close_all();
});

// Each reading is a look that the citizen reads of: what is shown already is not read again when the stream comes.
test('a citizen\'s page that stands open is read when it is opened, and when something has happened', async () => {
  const row = await mine(), page = await open('/citizen/' + row.citizen, { party: ward });
  await page.locator('#call').waitFor();
  same((await act(row, 'note', { text: 'Nøglen ligger hos naboen' }, ward)).status, 200, 'noted');
  await page.locator('[aria-live]').getByText(t('citizen.news')).waitFor();
  same(page.fetched.filter((url) => new URL(url).pathname === `/api/citizens/${row.citizen}`).length, 2, 'readings');
  await page.close_all();
});

test('a page that stands before its dialog names the citizen by number too', async () => {
  const row = await mine(), page = await list(ward);
  await pointer.press(page, row, 'offer');
  must((await page.locator('dialog').textContent()).includes(`${row.name}, ${row.cpr.slice(0, 6)}-${row.cpr.slice(6)}`), await page.locator('dialog').textContent());
  await page.close_all();
});

test('what was declared not needed is taken back by one press, and "other" is not a reason without words', async () => {
  const row = await mine(), page = await list(ward);
  const state = async () => (await get('/api/citizens/' + row.citizen, ward)).courses.flatMap((each) => [...each.duties, ...(each.ended ?? [])]).find((each) => each.duty === row.duty)?.state;
  await pointer.press(page, row, 'void');
  await pointer.reason(page, 'other');
  await page.locator('dialog [role=alert]').getByText(t('act.text-needed')).waitFor();
  must(await page.locator('dialog textarea').evaluate((element) => element === document.activeElement), 'one can write at once');
  same(await state(), 'open', 'nothing was done');
  await page.locator('dialog textarea').fill('Datteren gør det');
  await pointer.reason(page, 'other');
  await has(page, row, t('done.void'));
  same(await state(), 'void', 'now it was');
  await at(page, row).getByRole('button', { name: t('act.undo') }).click();
  await has(page, row, t('done.reopen'));
  same(await state(), 'open', 'as it was');
  await page.close_all();
});

test('strands that stand on one line are taken apart by one press, or by the key of what one wants to do', async () => {
  const page = await list(ward);
  const apart = page.getByRole('button', { name: new RegExp('^' + t('list.apart')) }), joined = page.locator('tr[data-key]').filter({ has: apart });
  await joined.nth(1).waitFor();
  const first = await joined.first().getAttribute('data-key'), second = await joined.nth(1).getAttribute('data-key');
  await apart.first().click();
  await page.locator(`tr[data-key="${first}"]`).getByRole('button', { name: new RegExp('^' + t('verb.offer')) }).waitFor();
  must((await page.locator(`tr[data-key^="${first.split('-')[0]}-"]`).count()) > 1, 'a row for each');
  must(await page.locator(`tr[data-key="${first}"]`).evaluate((row) => row.contains(document.activeElement)), 'one is where one was');
  await page.locator(`tr[data-key="${second}"] a`).first().focus();
  await page.keyboard.press(t('key.offer'));
  await page.locator(`tr[data-key="${second}"]`).getByRole('button', { name: new RegExp('^' + t('verb.offer')) }).waitFor();
  same(await page.locator('dialog[open]').count(), 0, 'nobody knows yet which one is meant');
  await page.keyboard.press(t('key.offer'));
  await page.locator('dialog[open]').waitFor();
  await sound(page, 'list, strands apart', { tongue: 'da', screen: 'desktop' });
  await page.close_all();
});

test('a ward nurse signs in, sees her own ward\'s list, and signs out', async () => {
  const page = await open('/sign-in');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: /Hanne Kladdeby/ }).click()]);
  await page.locator('tr[data-key], .empty').first().waitFor();
  same(new URL(page.url()).pathname, '/party/' + ward, 'her ward');
  await page.getByText('Hanne Kladdeby').first().waitFor();  // the first rows stand before the frame knows her
  for (const what of ['/api/me', '/api/about']) same(page.fetched.filter((each) => each.endsWith(what)).length, 1, what + ' is asked for once');
  await sound(page, 'signed in', { tongue: 'da', screen: 'desktop' });
  const row = await mine();
  await pointer.press(page, row, 'note');
  await pointer.write(page, t('act.text.note'), 'Skrevet med session');
  await pointer.done(page, 'note');
  await has(page, row, t('done.note'));
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: t('frame.sign-out') }).click()]);
  must(new URL(page.url()).pathname.startsWith('/sign-in'), 'out: ' + page.url());
  await page.close_all();
});

test('ten thousand rows come in pages of a hundred', async () => {
  const { duties } = await get(`/api/parties/${ward}/list?limit=500`, ward);
  const all = Array.from({ length: 10000 }, (_, i) => ({ ...duties[i % duties.length], citizen: 1 + i, duty: 1, name: 'Borger ' + i, group: 'today' }));
  const before = (page) => page.route('**/list*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('after') ?? 0);
    return route.fulfill({ json: { position: 1, now: new Date().toISOString(), counts: { asked: 0, overdue: 0, today: 10000, 'coming-home': 0, waiting: 0, told: 0, rest: 0 }, duties: all.slice(from, from + 100), next: String(from + 100) } });
  });
  const page = await list(ward, { before });
  const cost = await page.evaluate(async () => {
    const [next, times] = [() => [...document.querySelectorAll('.pages button')].at(-1), []];
    for (let i = 0; i < 5; ++i) {
      const [began, first] = [performance.now(), document.querySelector('tr[data-key]').dataset.key];
      next().click();
      while (document.querySelector('tr[data-key]').dataset.key === first) await new Promise(requestAnimationFrame);
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[2];
  });
  console.log(`  a page of a hundred rows: ${cost.toFixed(0)} ms in the middle of five, with its answer`);
  same(await page.locator('tr[data-key]').count(), 100, 'rows that stand there');
  must((await page.locator('.pages').textContent()).includes('501–600'), await page.locator('.pages').textContent());
  await page.close_all();
});

// --- figures and messages ---
for (const screen of ['desktop', 'phone'])
  test(`from a figure of the area one gets to the rows behind it, by keyboard too, ${screen}`, async () => {
    const page = await open('/area', { screen, party: municipality });
    await page.locator('.sums dd').first().waitFor();
    const link = page.locator(`a[href^="/party/${municipality}?group=overdue"]`).first();
    const figure = Number((await link.evaluate((element) => element.firstChild.textContent)).trim());
    must(figure > 0, 'a figure: ' + figure);
    if (screen === 'desktop') {
      while (!(await focused(page, link))) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    } else await link.click();
    await page.locator('tr[data-key]').first().waitFor();
    const pressed = page.locator('.filters button[aria-pressed=true]');
    same((await pressed.textContent()).trim(), `${t('group.overdue')} ${figure}`, 'the group, and as many rows');
    same(await page.locator('tr[data-key]').count(), figure, 'rows');
    same(page.complaints, [], 'complaints');
    await page.close_all();
  });

test('the area keeps itself up to date, says of when it is, and prints on one page', async () => {
  const page = await open('/area', { party: ward });
  await page.locator('.sums dd').first().waitFor();
  must((await page.locator('main').textContent()).includes(t('area.counted')), 'of when');
  const pages = (await page.pdf({ format: 'A4', margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } })).toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
  same(pages, 1, 'pages on paper');
  await page.close_all();
});

test('a message is looked at and not kept: complaints stand where they belong', async () => {
  const page = await open('/messages', { party: ward });
  const { position } = await get('/health');
  await page.locator('#file').setInputFiles({ name: 'message.json', mimeType: 'application/json', buffer: Buffer.from(complaint) });
  const marked = page.locator('.text .marked').first();
  await marked.waitFor();
  must((await marked.textContent()).includes('"resource"'), 'the place: ' + (await marked.textContent()));
  must(/status/.test(await page.locator('.text .under').first().textContent()), 'and what is wrong');
  same((await get('/health')).position, position, 'nothing was kept');
  await page.locator('#message').fill('<Bundle xmlns="http://hl7.org/fhir"><id value="x"/></Bundle>');
  await page.getByRole('button', { name: t('messages.look.button') }).click();
  await page.locator('.text .marked', { hasText: '<Bundle' }).first().waitFor();
  await page.close_all();
});

test('a refused message is shown to its receiver with its place, and not to others', async () => {
  const page = await open('/messages', { party: refused.to, screen: 'phone' });
  await page.locator('#state').selectOption('refused');
  const row = page.locator('li.card').first();
  await row.getByRole('button', { name: t('messages.open') }).click();
  await row.locator('.text .marked').first().waitFor();
  await page.close_all();
  const other = await open('/messages', { party: ward });
  await other.locator('#state').selectOption('refused');
  await other.locator('section div.card').waitFor();
  must((await other.locator('section div.card').textContent()).includes(t('messages.none')), 'nothing of others');
  await other.close_all();
});

// --- the demonstration's time ---
test('messages that come while one reads wait above, and what stands there does not move', async () => {
  const page = await open('/messages', { party: ward });
  const all = page.locator('li.card');
  await all.first().waitFor();
  const [first, count] = [await all.first().textContent(), await all.count()];
  const { now } = await get('/api/clockwork');
  same((await send(living.port, admitted(790, danish(Date.parse(now) - 3600e3), 'Ny'))).status, 200, 'one more');
  await page.evaluate(() => dispatchEvent(new Event('online')));  // it asks by itself each half minute, and now
  const news = page.locator('p[role=status] button.main');
  await news.waitFor();
  same([await all.first().textContent(), await all.count()], [first, count], 'what stood there');
  await news.click();
  await news.waitFor({ state: 'detached' });
  must((await all.first().textContent()) !== first, 'the newest first: ' + (await all.first().textContent()));
  await page.close_all();
});

test('time stands, steps and goes on by the buttons', async () => {
  const page = await open('/', { tongue: 'en' });
  const clock = async () => Date.parse(await page.locator('.clockwork time').getAttribute('datetime'));
  const until = async (what) => {
    for (let i = 0; i < 400 && !what(await clock()); ++i) await page.evaluate(() => new Promise(requestAnimationFrame));
    must(what(await clock()), 'the clock says ' + new Date(await clock()).toISOString());
  };
  const began = await clock();
  await page.getByRole('button', { name: 'An hour ahead' }).click();
  await until((at) => at >= began + 3600e3 - 1000);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await until((at) => at > began + 3700e3);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await page.close_all();
});

for (const tongue of ['da', 'en'])
  test(`five things worth seeing, each with something to see, ${tongue}`, async () => {
    const page = await open('/', { tongue, screen: 'phone' });
    await page.locator('li.card').first().waitFor();
    const links = await page.locator('li.card a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
    must(links.length >= 3, 'links: ' + links);
    for (const link of links) {
      await page.goto(life + link);
      await page.locator('tr[data-key], #call').first().waitFor();
      same(await page.getAttribute('html', 'lang'), tongue, 'language of ' + link);
    }
    await page.close_all();
  });

test('only its own pages turn the time', async () => {
  const host = new URL(life).host;
  const turn = async (headers, back = '/citizen/1?lang=en') => ask(living.port, 'POST', '/demonstration/pause?back=' + encodeURIComponent(back), { headers });
  same((await turn({ Origin: 'http://' + host })).headers.location, '/citizen/1?lang=en', 'back to where the button was');
  same((await turn({ Origin: 'http://elsewhere.example' })).status, 403, 'a page elsewhere');
  same((await turn({ Origin: 'null' })).status, 403, 'a page that does not say where it is');
  same((await turn({ Host: 'elsewhere.example' })).status, 403, 'a name made to point here');
  for (const back of ['//elsewhere.example', 'http://elsewhere.example', '/\\elsewhere.example', '/a\r\nX: y'])
    same((await turn({}, back)).headers.location, '/', 'never to ' + JSON.stringify(back));
});
