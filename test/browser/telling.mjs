// What a person tells and opens on the citizen's page: a duty, the stay, the 72 hours, the GP; and letters. Only what the server says may be done stands there.
import { must, post, same, send, test } from '../server/klynge.mjs';
import { get, living, open, parties, sound } from './browser.mjs';
import { admitted, danish, desk, home, surgery } from './discharge.mjs';
import { be } from './my.mjs';
import { words } from './pages.mjs';

const t = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words.da[key]);
const hour = 3600e3;
const now = async () => Date.parse((await get('/api/clockwork')).now);
let made = 740;
// A citizen of one's own, in hospital for so many hours, and home again since so many.
async function citizen(family, since, back) {
  const clock = await now();
  const stay = admitted(++made, danish(clock - since * hour), family);
  same((await send(living.port, stay)).status, 200, 'admitted');
  if (back !== undefined) same((await send(living.port, home(stay, danish(clock - back * hour)))).status, 200, 'home');
  return (await post(living.port, '/api/citizens/find', { cpr: stay.cpr })).json.citizen;
}
const seen = (number, party) => get('/api/citizens/' + number, party.sor);
const at = async (number, party, more = {}) => {
  const page = await open('/citizen/' + number, { party: party.sor, ...more });
  await page.locator('#call').waitFor();
  return page;
};
const unfold = (page) => page.locator('details', { has: page.getByText(t('tell.title'), { exact: true }) }).locator('summary').first().click();
const button = (page, key) => page.getByRole('button', { name: new RegExp('^' + t(key)) });
const does = (page) => page.locator('dialog button.main').click();
const gone = (page) => page.locator('dialog').waitFor({ state: 'detached' });
const leave = async (page) => {
  same(page.complaints, [], 'complaints of the browser');
  await page.close_all();
};

test('a duty that somebody sees the need of is opened, and offered to one who may have it', async () => {
  const number = await citizen('Åbnesen', 30);
  const page = await at(number, surgery, { bypassCSP: true });
  await button(page, 'open.title').click();
  await page.locator('dialog').getByLabel('Genoptræningsplan').waitFor();
  must(await page.locator('dialog').getByText(t('open.we')).count() === 1, 'oneself, first');
  await sound(page, 'opening a duty', { tongue: 'da', screen: 'desktop' });
  await page.locator('dialog').getByLabel('Genoptræningsplan').check();
  same(await page.locator('dialog').getByLabel(/Kommune/).count(), 0, 'only who may have it');
  await does(page);
  await gone(page);
  const plan = page.locator('.duties li, .checks li', { hasText: 'Genoptræningsplan' });
  await plan.waitFor();
  const mine = (await seen(number, surgery)).courses[0].duties.find((each) => each.task === 'rehabilitation-plan');
  same(mine.holder.sor, surgery.sor, 'the ward has it');

  // Told in words, for the municipality: it is the ward's until they say yes, and what was written stands there.
  await button(page, 'open.title').click();
  same(await page.locator('dialog').getByLabel('Genoptræningsplan').count(), 0, 'what is open is not opened twice');
  await page.locator('dialog').getByLabel(t('open.other')).check();
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('act.text-needed') }).waitFor();
  await page.locator('dialog').getByLabel(t('open.text-other')).fill('Nøglen skal hentes hos naboen');
  await page.locator('dialog').getByRole('searchbox').fill('Prøvekøbing Kommune, visitation');
  await page.locator('dialog').getByLabel(desk.name).check();
  await does(page);
  await gone(page);
  await page.locator('.duties li', { hasText: 'Nøglen skal hentes' }).locator('.asked', { hasText: desk.name }).waitFor();
  must((await page.locator('.opens').textContent()).includes(desk.name), 'what came of it: ' + (await page.locator('.opens').textContent()));
  await leave(page);
});

test('a duty is opened by keyboard alone', async () => {
  const number = await citizen('Tastesen', 30);
  const page = await at(number, surgery);
  await button(page, 'open.title').focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog input[type=radio]').first().waitFor();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await gone(page);
  must((await seen(number, surgery)).courses[0].duties.some((each) => each.task === 'rehabilitation-plan'), 'opened');
  await page.locator('.opens', { hasText: 'Genoptræningsplan' }).waitFor();
  await leave(page);
});

test('a stay that no message ended is closed by the municipality, with how it is known', async () => {
  const number = await citizen('Lukkesen', 60);
  const page = await at(number, desk, { bypassCSP: true });
  await unfold(page);
  same(await button(page, 'tell.ready').count(), 0, 'that is the hospital\'s to say');
  await button(page, 'tell.close-stay').click();
  await page.locator('dialog').getByLabel(t('because.seen-at-home')).waitFor();
  await sound(page, 'closing a stay', { tongue: 'da', screen: 'desktop' });
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('tell.because-needed') }).waitFor();
  await page.locator('dialog').getByLabel(t('because.seen-at-home')).check();
  await page.locator('dialog').getByLabel(t('tell.close-stay.at')).fill(danish((await now()) - 2 * hour).slice(0, 16));
  await page.locator('dialog').getByLabel(t('tell.close-stay.text')).fill('Borgeren åbnede selv døren');
  await does(page);
  await gone(page);
  await page.locator('[aria-labelledby=state]', { hasText: t('stay.home') }).waitFor();
  same((await seen(number, desk)).courses[0].stay, 'home', 'at home');
  await unfold(page).catch(() => {});
  same(await button(page, 'tell.close-stay').count(), 0, 'and not once more');
  await leave(page);
});

test('a stay is expected, said again at another time, and called off', async () => {
  const number = await citizen('Ventesen', 60);
  const page = await at(number, surgery, { screen: 'phone', bypassCSP: true });
  await unfold(page);
  await button(page, 'tell.expect-stay').click();
  await page.locator('dialog').getByText(t('open.we')).waitFor();
  await sound(page, 'expecting a stay', { tongue: 'da', screen: 'phone' });
  await does(page);
  await gone(page);
  const expected = async () => (await seen(number, surgery)).courses.find((each) => each.stay === 'expected');
  await page.locator('[aria-labelledby=state]', { hasText: t('stay.expected') }).waitFor();
  same((await expected()).ward.sor, surgery.sor, 'at one\'s own ward');
  const course = (await expected()).course;
  const telling = page.locator('details', { hasText: t('tell.expect-stay.again') }).first();
  if (!(await telling.evaluate((each) => each.open))) await telling.locator('summary').first().click();
  await button(page, 'tell.expect-stay.again').click();
  const later = danish((await now()) + 72 * hour).slice(0, 16);
  await page.locator('dialog').getByLabel(t('tell.expect-stay.at')).fill(later);
  await does(page);
  await gone(page);
  must((await seen(number, surgery)).history.stays.some((each) => each.course === course), 'the same course');
  await button(page, 'tell.call-off-stay').click();
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('act.text-needed') }).waitFor();
  await page.locator('dialog').getByLabel(t('act.text.why')).fill('Behandles ambulant');
  await does(page);
  await gone(page);
  await button(page, 'tell.call-off-stay').waitFor({ state: 'detached' });
  same(await expected(), undefined, 'nobody expects it');
  await leave(page);
});

test('the 72 hours are prolonged by who has them, where the clock stands', async () => {
  const number = await citizen('Forlængesen', 90, 2);
  const page = await at(number, surgery, { bypassCSP: true });
  await page.locator('meter').waitFor();
  const before = (await seen(number, surgery)).courses[0].duties.find((each) => each.task === 'treatment-questions').passes.at;
  await page.locator('.hours').getByRole('button', { name: new RegExp(t('tell.prolong')) }).click();
  await page.locator('dialog').getByRole('button', { name: t('tell.prolong.by', { n: 24 }) }).click();
  await sound(page, 'prolonging the 72 hours', { tongue: 'da', screen: 'desktop' });
  await does(page);
  await gone(page);
  await page.locator('[role=status]', { hasText: t('tell.done') }).first().waitFor();
  const after = (await seen(number, surgery)).courses[0].duties.find((each) => each.task === 'treatment-questions').passes.at;
  must(Math.abs(Date.parse(after) - Date.parse(before) - 24 * hour) < 60e3, `from ${before} to ${after}`);
  await leave(page);
  const other = await at(number, desk);
  same(await button(other, 'tell.prolong').count(), 0, 'not the municipality\'s');
  await leave(other);
});

test('the citizen does not want the GP told, and then does', async () => {
  const number = await citizen('Nejsen', 30);
  const page = await at(number, surgery);
  await unfold(page);
  await button(page, 'tell.object').first().click();
  await page.locator('dialog').getByText(t('tell.object.help')).waitFor();
  await does(page);
  await gone(page);
  await page.getByText(t('citizen.objected')).waitFor();
  await button(page, 'tell.object-no-more').click();
  await does(page);
  await gone(page);
  await page.getByText(t('citizen.objected')).waitFor({ state: 'detached' });
  await leave(page);
});

test('"not ready after all" is asked once before it is done', async () => {
  const number = await citizen('Fortrydesen', 30);
  const page = await at(number, surgery, { bypassCSP: true });
  await unfold(page);
  await button(page, 'tell.ready').click();
  await button(page, 'tell.not-ready').click();
  await page.getByText(t('tell.not-ready.sure')).waitFor();
  await sound(page, 'not ready, asked once', { tongue: 'da', screen: 'desktop' });
  must((await seen(number, surgery)).courses[0].ready_since, 'nothing is done yet');
  await page.locator('.sure').getByRole('button', { name: t('act.cancel') }).click();
  await button(page, 'tell.not-ready').click();
  await button(page, 'tell.not-ready.yes').click();
  await button(page, 'tell.ready').waitFor();
  same((await seen(number, surgery)).courses[0].ready_since, undefined, 'taken back');
  await leave(page);
});

const seldom = async (page) => {
  await unfold(page);
  await page.getByText(t('tell.seldom'), { exact: true }).click();
};

test('a call to 112 is told by who is with the citizen, asked once, and is over when somebody says so', async () => {
  const inside = await citizen('Ringesen', 30);
  const ward = await at(inside, surgery);
  await unfold(ward);
  await button(ward, 'tell.ready').waitFor();
  same(await button(ward, 'tell.emergency-call').count(), 0, 'not of whoever is in hospital');
  await leave(ward);

  const number = await citizen('Alarmsen', 90, 2);
  const may = async () => (await get(`/api/citizens/${number}?may=1`, desk.sor)).courses[0].may.tell;
  const page = await at(number, desk, { screen: 'phone', bypassCSP: true });
  await unfold(page);
  await button(page, 'tell.emergency-call').click();
  await page.locator('dialog').getByText(t('tell.emergency-call.help')).waitFor();
  await sound(page, '112, asked once', { tongue: 'da', screen: 'phone' });
  await page.locator('dialog').getByRole('button', { name: t('act.cancel') }).click();
  await gone(page);
  must((await may()).includes('emergency-call'), 'nothing is told yet');
  await button(page, 'tell.emergency-call').click();
  await does(page);
  await gone(page);
  const called = page.locator('.called', { hasText: t('citizen.112') });
  await called.waitFor();
  await sound(page, '112 was called', { tongue: 'da', screen: 'phone' });
  must(!(await may()).includes('emergency-call'), 'and not once more');
  await called.getByRole('button').click();
  await page.locator('dialog').getByText(t('tell.emergency-over.help')).waitFor();
  await does(page);
  await called.waitFor({ state: 'detached' });
  must((await may()).includes('emergency-call'), 'it is over');
  await leave(page);
});

test('that the citizen is dying is behind two doors, is asked once, and is the hospital\'s to say', async () => {
  const number = await citizen('Døendesen', 30);
  const page = await at(number, surgery, { bypassCSP: true });
  await unfold(page);
  same(await button(page, 'tell.terminal').isVisible(), false, 'not beside what is pressed every day');
  await page.getByText(t('tell.seldom'), { exact: true }).click();
  await button(page, 'tell.terminal').click();
  await sound(page, 'dying, asked once', { tongue: 'da', screen: 'desktop' });
  await page.locator('dialog').getByText(t('tell.terminal.help')).waitFor();
  await does(page);
  await gone(page);
  await button(page, 'tell.terminal').waitFor({ state: 'detached' });
  must((await seen(number, surgery)).timeline.some((each) => JSON.stringify(each.happened).includes('Døende')), 'told');
  await leave(page);
  const other = await at(number, desk);
  await seldom(other);
  await button(other, 'tell.move').waitFor();
  same(await button(other, 'tell.terminal').count(), 0, 'not the municipality\'s');
  await leave(other);
});

test('that the GP was told is written down with why one might', async () => {
  const number = await citizen('Lægesen', 30);
  const page = await at(number, surgery, { bypassCSP: true });
  await seldom(page);
  same(await button(page, 'tell.tell-gp').count(), 0, 'nobody knows who it is');
  await button(page, 'tell.name-gp').click();
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('act.party-needed') }).waitFor();
  await page.locator('dialog').getByRole('searchbox').fill('Lægerne Prøvegade');
  await page.locator('dialog').getByLabel('Lægerne Prøvegade').check();
  await does(page);
  await gone(page);
  await button(page, 'tell.tell-gp').click();
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('tell.basis-needed') }).waitFor();
  await page.locator('dialog').getByLabel(t('basis.section-41')).check();
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('act.text-needed') }).waitFor();
  await sound(page, 'the GP was told', { tongue: 'da', screen: 'desktop' });
  await page.locator('dialog').getByLabel(t('tell.tell-gp.text')).fill('Ny medicin fra i dag');
  await does(page);
  await gone(page);
  must((await seen(number, surgery)).timeline.some((each) => each.happened.some((one) => one.fact === 'gp-told')), 'told');
  await leave(page);
});

test('what holds of the citizen is stated, stands on the page, is put right and ended', async () => {
  const number = await citizen('Forholdsen', 30);
  const page = await at(number, surgery, { screen: 'phone', bypassCSP: true });
  await seldom(page);
  await button(page, 'tell.state').click();
  const dialog = page.locator('dialog');
  await does(page);
  await dialog.locator('.wrong', { hasText: t('tell.state.kind-needed') }).waitFor();
  await dialog.getByLabel(t('circumstance.mandate')).check();
  await does(page);
  await dialog.locator('.wrong', { hasText: t('act.text-needed') }).waitFor();
  await dialog.getByLabel(t('tell.state.who')).fill('Ida Hansen, 00 00 00 11');
  await does(page);
  await dialog.locator('.wrong', { hasText: t('act.time-needed') }).waitFor();
  await sound(page, 'a circumstance', { tongue: 'da', screen: 'phone' });
  await dialog.getByLabel(t('tell.state.from')).fill(danish((await now()) - 2 * hour).slice(0, 16));
  await dialog.getByLabel(t('tell.state.to-needed'), { exact: true }).fill(danish((await now()) + 100 * hour).slice(0, 16));
  await does(page);
  await gone(page);
  const stands = page.locator('[aria-labelledby=state] li', { hasText: t('circumstance.mandate') });
  await stands.filter({ hasText: 'Ida Hansen' }).waitFor();
  await button(stands, 'tell.state.change').click();
  same(await dialog.locator('textarea').inputValue(), 'Ida Hansen, 00 00 00 11', 'what stands');
  await dialog.locator('textarea').fill('Ida Hansen, 00 00 00 12');
  await does(page);
  await stands.filter({ hasText: '00 12' }).waitFor();
  const all = async () => (await seen(number, surgery)).circumstances;
  same((await all()).length, 1, 'the same one');
  await button(stands, 'tell.state.change').click();
  await dialog.getByRole('button', { name: t('tell.state.ends') }).click();
  await does(page);
  await gone(page);
  await stands.waitFor({ state: 'detached' });
  same((await all()).length, 0, 'over');

  // Without a residence the municipality where the citizen is found acts.
  await button(page, 'tell.state').click();
  await dialog.getByLabel(t('circumstance.no-residence')).check();
  await does(page);
  await dialog.locator('.wrong', { hasText: t('act.party-needed') }).waitFor();
  await dialog.getByRole('searchbox').fill('Eksempelby Kommune, visitation');
  await dialog.getByLabel('Eksempelby Kommune, visitation').check();
  await does(page);
  await gone(page);
  await page.locator('[aria-labelledby=state] li', { hasText: 'Uden bopæl: Eksempelby Kommune' }).waitFor();
  await leave(page);
});

test('a citizen moves to another municipality, which has what goes with residence', async () => {
  const number = await citizen('Flyttesen', 30);
  const page = await at(number, desk, { bypassCSP: true });
  await seldom(page);
  await button(page, 'tell.move').click();
  await does(page);
  await page.locator('dialog .wrong', { hasText: t('act.party-needed') }).waitFor();
  await sound(page, 'a move', { tongue: 'da', screen: 'desktop' });
  // Each other municipality is offered once; which unit of it, is asked when it is chosen.
  same(await page.locator('dialog [type=radio]').count(), new Set(parties.filter((each) => each.kind === 'municipality').map((each) => each.organisation)).size - 1, 'the other municipalities');
  const whither = async (name) => { await page.locator('dialog').getByRole('searchbox').fill(name); await page.locator('dialog').getByLabel(name, { exact: false }).first().check(); };
  await whither('Eksempelby Kommune, visitation');
  same(await page.getByLabel(t('tell.move.desk')).locator('option').first().textContent(), 'Eksempelby Kommune, visitation', 'its own desk first');
  // From a day that is still to come: it stands among what comes next, and can be called off there.
  await page.getByLabel(t('tell.move.at')).fill(danish((await now()) + 48 * hour).slice(0, 16).replace(' ', 'T'));
  await does(page);
  await gone(page);
  const moves = page.locator('.next li', { hasText: t('next.moves', { party: 'Eksempelby Kommune, visitation' }) });
  await moves.waitFor();
  same((await seen(number, surgery)).moving.to.name, 'Eksempelby Kommune, visitation', 'others in the course are told too');
  await moves.getByRole('button', { name: new RegExp('^' + t('next.moves.off')) }).click();
  await sound(page, 'a move, called off', { tongue: 'da', screen: 'desktop' });
  await moves.getByRole('button', { name: t('next.moves.yes') }).click();
  await moves.waitFor({ state: 'detached' });
  const after = await seen(number, desk);
  same([after.moving, after.municipality.name], [undefined, desk.name], 'the citizen stays');
  must(after.timeline.at(-1).happened.some(({ da }) => da.startsWith('Flytningen er aflyst')), 'and it is told as that');

  await button(page, 'tell.move').click();
  await page.locator('dialog').getByRole('searchbox').fill('Eksempelby Kommune, visitation');
  await page.locator('dialog').getByLabel('Eksempelby Kommune, visitation').check();
  await does(page);
  await gone(page);
  // Who has no part in it any more is told that it was done, and shown no more of it.
  await page.locator('main [role=alert]', { hasText: t('state.missing.title') }).waitFor();
  await page.locator('main [role=status]', { hasText: t('tell.done') }).waitFor();
  same(await page.locator('#call').count(), 0, 'what stood there is gone');
  same((await seen(number, surgery)).municipality.name, 'Eksempelby Kommune, visitation', 'moved');
  await leave(page);
});

test('a duty told in words says them on the lists of who has it and who is asked', async () => {
  const number = await citizen('Ordsen', 30);
  const page = await at(number, surgery);
  await button(page, 'open.title').click();
  await page.locator('dialog').getByLabel(t('open.other')).check();
  await page.locator('dialog').getByLabel(t('open.text-other')).fill('Katten skal passes');
  await page.locator('dialog').getByRole('searchbox').fill(desk.name);
  await page.locator('dialog').getByLabel(desk.name).check();
  await does(page);
  await gone(page);
  await leave(page);
  for (const party of [surgery, desk]) {
    const list = await open('/party/' + party.sor, { party: party.sor });
    await list.locator('tr[data-key], .empty').first().waitFor();
    await list.locator('#find').fill('katten');
    await list.locator('tr[data-key] .said', { hasText: 'Katten skal passes' }).waitFor();
    await leave(list);
  }
});

test('who has no part is offered nothing to tell', async () => {
  const number = await citizen('Udensen', 30);
  for (const party of [undefined, parties.find((each) => each.name === 'Eksempelby Kommune, visitation').sor]) {
    const page = await open('/citizen/' + number, { party });
    await page.locator('#call, main [role=alert]').first().waitFor();
    same([await page.getByText(t('tell.title')).count(), await button(page, 'open.title').count(), await button(page, 'letters.write').count()], [0, 0, 0], 'as ' + party);
    await leave(page);
  }
});
