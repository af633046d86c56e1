// Every page in every state a person can bring it into, for axe and for pictures.
import { admission, ask, send } from '../server/klynge.mjs';
import { get, life, living, parties } from './browser.mjs';

const lists = await Promise.all(parties.filter((each) => ['hospital', 'municipality', 'gp'].includes(each.kind)).map(async (each) => ({ sor: each.sor, list: await get(`/api/parties/${each.sor}/list?limit=500`, each.sor) })));
const most = (measure) => lists.reduce((best, each) => (measure(each.list) > measure(best.list) ? each : best)).sor;
export const ward = most(({ duties }) => duties.filter((row) => row.ward && row.part === 'holds' && !row.strand && !row.asked && row.ward.sor === row.holder.sor).length);
export const municipality = most(({ counts }) => 100 * (counts.overdue > 0) + 100 * (counts.waiting > 0) + counts.rest);
const empty = lists.find(({ list }) => list.duties.length === 0).sor;
const { worth } = await get('/api/worth-seeing');
const of = (kind) => worth.find((each) => each.kind === kind);

export const home = of('coming-home');
const asked = most(({ duties }) => duties.filter((each) => each.part === 'is-asked').length);

const row = (page) => page.locator('tr[data-key]').filter({ has: page.locator('input[type=checkbox]') }).first();
const press = (verb) => async (page, words) => row(page).getByRole('button', { name: new RegExp('^' + words[`verb.${verb}`]) }).click();
const behind = (verb) => async (page, words) => { await row(page).getByRole('button', { name: new RegExp('^' + words['act.others']) }).click(); await press(verb)(page, words); };
// The first row of all lists of which that is so, and the press on it.
const found = (fits) => lists.flatMap(({ sor, list }) => list.duties.filter((each) => fits(each, list)).map((each) => ({ sor, key: `${each.citizen}-${each.duty}` })))[0];
const marks = found((each) => each.markable && each.part === 'holds' && !each.asked);
const waits = found((each) => each.part === 'holds' && each.asked);
const pressOn = ({ key }, verb) => async (page, words) => {
  const place = page.locator(`tr[data-key="${key}"]`), button = place.getByRole('button', { name: new RegExp('^' + words[`verb.${verb}`]) });
  if (!(await button.count())) await place.getByRole('button', { name: new RegExp('^' + words['act.others']) }).click();
  await button.click();
  await page.locator('dialog').waitFor();
};
const loaded = (page) => page.locator('tr[data-key], .empty').first().waitFor();
const failing = (status) => (page) => page.route(/\/api\/(parties|citizens)\//, (route) => route.fulfill({ status, contentType: 'application/problem+json', body: '{}' }));

// A home-care nurse with a session, on the road.
export const nurses = parties.find((each) => each.name === 'Eksempelby Kommune, hjemmesygepleje').sor;
export const asNurse = (page, context) => context.request.post(life + '/sign-in', { form: { person: 'home-nurse-eksempelby' }, headers: { Origin: life }, maxRedirects: 0 });
const onRoad = (page) => page.locator('article').first().waitFor();
const pocket = (status) => async (page, context) => { await asNurse(page, context); await page.route('**/api/me/pocket', (route) => route.fulfill({ status, contentType: 'application/problem+json', body: '{}' })); };
// The session of a citizen or a relative of the demonstration, before the page is opened.
const signed = (person) => async (page, context) => {
  const answer = await context.request.post(life + '/sign-in', { form: { person }, headers: { Origin: life }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`${person} is not signed in: ${answer.status()}`);
};
const relative = /value="(relative-\d+)"/.exec((await ask(living.port, 'GET', '/sign-in')).text)?.[1];
const called = (page) => page.locator('#call').waitFor();
const figures = (page) => page.locator('.sums dd').first().waitFor();
// As one of the people of the demonstration, by its own page.
const signedIn = (who) => async (page) => {
  await page.goto(life + '/sign-in');
  const people = await page.locator('[name=person]').evaluateAll((all) => all.map((each) => each.value));
  await page.locator(`[name=person][value="${people.find((each) => (who instanceof RegExp ? who.test(each) : each === who))}"]`).first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
};
// A message with a complaint: handed in, it is refused.
export const refused = { to: '99910511000016002' };
export const complaint = (() => {
  const bundle = JSON.parse(admission(900).text);
  delete bundle.entry.find((each) => each.resource.resourceType === 'Encounter').resource.status;
  return JSON.stringify(bundle, null, 2).replaceAll('953741000016009', refused.to);
})();
await send(living.port, { text: complaint });

export const states = [
  { name: 'guide', path: '/', ready: (page) => page.locator('li.card a').first().waitFor() },
  { name: 'list of a municipality', path: '/party/' + municipality, ready: loaded },
  { name: 'list of a ward', path: '/party/' + ward, ready: loaded },
  { name: 'list, one group', path: '/party/' + municipality, ready: loaded, act: (page) => page.locator('.filters button').nth(1).click() },
  { name: 'list, nothing found', path: '/party/' + municipality, ready: loaded, act: (page) => page.locator('#find').fill('qqq') },
  { name: 'list, empty', path: '/party/' + empty, ready: loaded },
  { name: 'list, why', path: '/party/' + municipality, ready: loaded, act: (page) => page.locator('.why').first().click() },
  { name: 'list, several', path: '/party/' + municipality, ready: loaded, act: async (page) => { for (const at of [0, 1]) await page.locator('tr[data-key] input[type=checkbox]').nth(at).check(); } },
  { name: 'list, more', path: '/party/' + municipality, ready: loaded, act: (page, words) => row(page).getByRole('button', { name: new RegExp('^' + words['act.others']) }).click() },
  { name: 'list, offer', path: '/party/' + ward, ready: loaded, act: press('offer') },
  { name: 'list, loading', path: '/party/' + ward, before: (page) => page.route(/\/list/, () => {}), ready: (page) => page.locator('.loading p').waitFor() },
  { name: 'list, not now', path: '/party/' + ward, before: failing(503), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'list, not allowed', path: '/party/' + ward, before: failing(403), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'list, not signed in', path: '/party/' + ward, before: failing(401), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'list, offline', path: '/party/' + ward, ready: loaded, act: async (page, words) => { await page.context().setOffline(true); await row(page).getByRole('button', { name: new RegExp('^' + words['verb.complete']) }).click(); await page.locator('tr [role=alert].bad').waitFor(); } },
  { name: 'citizen coming home', path: '/citizen/' + home.citizen, party: home.as.sor, ready: (page) => page.locator('#call').waitFor() },
  { name: 'citizen inside the 72 hours', path: '/citizen/' + of('in-window').citizen, party: of('in-window').as.sor, ready: (page) => page.locator('meter').waitFor() },
  { name: 'citizen, all open', path: '/citizen/' + of('refused').citizen, party: of('refused').as.sor, ready: (page) => page.locator('#call').waitFor(), act: async (page) => { const closed = page.locator('main details:not([open]) > summary'); while (await closed.count()) await closed.first().click(); await page.locator('table[role=table] tbody tr').first().waitFor(); } },
  { name: 'citizen, missing', path: '/citizen/999999', party: ward, ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'on the road', path: '/road', before: asNurse, ready: onRoad },
  { name: 'on the road, all open', path: '/road', before: asNurse, ready: onRoad, act: async (page) => { for (const each of await page.locator('article summary').all()) await each.click(); } },
  { name: 'on the road, measuring', path: '/road', before: asNurse, ready: onRoad, act: (page, words) => page.getByRole('button', { name: new RegExp('^' + words['road.measure']) }).first().click() },
  { name: 'on the road, no net, not sent', path: '/road', before: asNurse, ready: onRoad, act: async (page, words) => { await page.context().setOffline(true); await page.locator('article button').filter({ hasText: words['verb.note'] }).first().click(); await page.locator('dialog textarea').fill('Nøglen er hos naboen'); await page.locator('dialog button.main').click(); await page.locator('.sent').first().waitFor(); } },
  { name: 'on the road, loading', path: '/road', before: async (page, context) => { await asNurse(page, context); await page.route('**/api/me/pocket', () => {}); }, ready: (page) => page.locator('.loading p').waitFor() },
  { name: 'on the road, not signed in', path: '/road', before: pocket(401), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'on the road, not allowed', path: '/road', before: pocket(403), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'on the road, not now', path: '/road', before: pocket(503), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'my course in hospital', path: '/my', before: signed('citizen-' + home.citizen), ready: called },
  { name: 'my course at home', path: '/my', before: signed('citizen-' + of('in-window').citizen), ready: called, act: async (page, words) => { await page.getByRole('button', { name: new RegExp(`${words['my.goals.write']}|${words['my.goals.change']}`) }).click(); } },
  { name: 'my course, no course', path: '/my', before: async (page, context) => { await signed('citizen-' + home.citizen)(page, context); await page.route(/\/api\/citizens\/\d+$/, async (route) => { const answer = await route.fetch(); const it = await answer.json(); await route.fulfill({ response: answer, json: { ...it, courses: [], duties: [], answers: [], goals: undefined, questions: [], standing: { ...it.standing, protected_address: true } } }); }); }, ready: called },
  { name: 'my course of another', path: '/my', before: signed(relative), ready: called },
  { name: 'my course, mandate over', path: '/my', before: async (page, context) => { await signed(relative)(page, context); await failing(404)(page); }, ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'my course, not now', path: '/my', before: async (page, context) => { await signed('citizen-' + home.citizen)(page, context); await failing(503)(page); }, ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'my course, nobody', path: '/my', ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'find', path: '/find', party: ward },
  { name: 'find, no part', path: '/find', party: ward, act: async (page, words) => { await page.locator('#cpr').fill('0101010000'); await page.getByRole('button', { name: words['find.button'], exact: true }).click(); await page.locator('#none').waitFor(); } },
  { name: 'in, no course', path: '/in', ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'in, missing', path: '/in#course=nothing', party: ward, ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'in, not now', path: '/in#course=nothing', party: ward, before: (page) => page.route('**/api/courses/find', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' })), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'directory', path: '/directory', ready: (page) => page.locator('svg .tile').first().waitFor() },
  { name: 'directory, 1 January 2027', path: '/directory', ready: (page) => page.locator('svg .tile').first().waitFor(), act: async (page, words) => { await page.getByRole('button', { name: words['directory.change'] }).click(); await page.getByRole('heading', { name: words['directory.councils'] }).waitFor(); await page.locator('.areas button').first().click(); } },
  { name: 'area, of operations', path: '/area/cluster-midtjylland-midt', ready: figures },
  { name: 'area, of a municipality', path: '/area', party: municipality, ready: figures },
  { name: 'area, numbers behind', path: '/area', party: ward, ready: figures, act: async (page) => { for (const each of await page.locator('section summary').all()) await each.click(); } },
  { name: 'area, of a forum', path: '/area/cluster-midtjylland-midt', before: signedIn('forum-member'), ready: figures },
  { name: 'area, to be chosen', path: '/area', before: signedIn('forum-member'), ready: (page) => page.locator('#area').waitFor() },
  { name: 'area, loading', path: '/area', before: (page) => page.route(/\/api\/area/, () => {}), ready: (page) => page.locator('.loading p').waitFor() },
  { name: 'area, not now', path: '/area', before: (page) => page.route(/\/api\/area/, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' })), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'area, of a citizen', path: '/area', before: signedIn(/^citizen-/), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'messages', path: '/messages', ready: (page) => page.locator('li.card').first().waitFor() },
  { name: 'messages, refused', path: '/messages', party: refused.to, ready: (page) => page.locator('li.card').first().waitFor(), act: async (page) => { await page.locator('#state').selectOption('refused'); await page.locator('li.card button').first().click(); await page.locator('li .text').waitFor(); } },
  { name: 'messages, none', path: '/messages', ready: (page) => page.locator('li.card').first().waitFor(), act: async (page) => { await page.locator('#state').selectOption('no-basis'); await page.locator('section div.card').waitFor(); } },
  { name: 'messages, looked at', path: '/messages', ready: (page) => page.locator('li.card').first().waitFor(), act: async (page) => { await page.locator('#message').fill(complaint); await page.locator('form button.main').click(); await page.locator('.text .marked').first().waitFor(); } },
  { name: 'messages, not now', path: '/messages', before: (page) => page.route(/\/api\/messages/, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' })), ready: (page) => page.locator('main [role=alert]').waitFor() },
  { name: 'list, dialog: decline', path: '/party/' + asked, ready: loaded, act: press('decline') },
  { name: 'list, dialog: note', path: '/party/' + ward, ready: loaded, act: behind('note') },
  { name: 'list, dialog: assign', path: '/party/' + ward, ready: loaded, act: behind('assign') },
  { name: 'list, dialog: leave to the citizen', path: '/party/' + ward, ready: loaded, act: behind('leave-to-citizen') },
  { name: 'list, dialog: void', path: '/party/' + ward, ready: loaded, act: behind('void') },
  { name: 'citizen, telling', path: '/citizen/' + home.citizen, party: home.ward?.sor ?? home.as.sor, ready: (page) => page.locator('#call').waitFor(), act: (page, words) => page.getByText(words['tell.title']).click() },
  { name: 'find, no number', path: '/find', party: ward, act: async (page, words) => { await page.locator('#cpr').fill('1'); await page.getByRole('button', { name: words['find.button'], exact: true }).click(); await page.locator('form [role=alert]:not(:empty)').waitFor(); } },
  // What each page says while it is fetched, when it cannot be had, and when what it shows is not up to date.
  ...[
    ['guide', '/', '/api/worth-seeing'], ['citizen', '/citizen/' + home.citizen, '/api/citizens/', { party: home.as.sor }], ['directory', '/directory', '/api/directory'],
    ['messages', '/messages', '/api/messages'], ['my course', '/my', '/api/citizens/', { before: signed('citizen-' + home.citizen) }],
  ].flatMap(([name, path, asks, more = {}]) => {
    const stopped = (how) => async (page, context) => { await more.before?.(page, context); await page.route((url) => url.pathname.startsWith(asks), how); };
    return [
      { name: `${name}, being fetched`, path, ...more, before: stopped(() => {}), ready: (page) => page.locator('main .loading p').waitFor() },
      { name: `${name}, no net`, path, ...more, before: stopped((route) => route.abort()), ready: (page) => page.locator('main [role=alert]').waitFor() },
    ];
  }),
  ...[['list', '/party/' + ward, {}, loaded], ['citizen', '/citizen/' + home.citizen, { party: home.as.sor }, (page) => page.locator('#call').waitFor()], ['my course', '/my', { before: signed('citizen-' + home.citizen) }, called]]
    .map(([name, path, more, ready]) => ({ name: `${name}, not up to date`, path, ...more, before: async (page, context) => { await more.before?.(page, context); await page.route('**/api/events*', (route) => route.abort()); }, ready: async (page) => { await ready(page); await page.locator('.stale').waitFor(); } })),
  { name: 'list, dialog: link', path: '/party/' + waits.sor, ready: loaded, act: pressOn(waits, 'link') },
  { name: 'list, dialog: complete with a mark', path: '/party/' + marks.sor, ready: loaded, act: pressOn(marks, 'complete') },
  { name: 'citizen, dialog: opening a duty', path: '/citizen/' + home.citizen, party: home.ward?.sor ?? home.as.sor, ready: called, act: async (page, words) => { await page.getByRole('button', { name: new RegExp('^' + words['open.title']) }).first().click(); await page.locator('dialog').getByRole('button', { name: new RegExp(words['open.more'].split('{n}')[1].trim()) }).click(); } },
  { name: 'citizen, dialog: closing a stay', path: '/citizen/' + home.citizen, party: home.ward?.sor ?? home.as.sor, ready: called, act: async (page, words) => { await page.getByText(words['tell.title']).click(); await page.getByRole('button', { name: new RegExp('^' + words['tell.close-stay']) }).click(); await page.locator('dialog').waitFor(); } },
  ...[['more to tell', home], ['a circumstance', home, 'state'], ['dying', home, 'terminal'], ['112', of('in-window'), 'emergency-call']].map(([name, who, verb]) => ({ name: `citizen, ${verb ? 'dialog: ' : ''}${name}`, path: '/citizen/' + who.citizen, party: who.ward?.sor ?? who.as.sor, ready: called, act: async (page, words) => { await page.getByText(words['tell.title']).first().click(); if (verb !== 'emergency-call') await page.getByText(words['tell.seldom']).first().click(); if (!verb) return; await page.getByRole('button', { name: new RegExp('^' + words[`tell.${verb}`]) }).click(); await page.locator('dialog').waitFor(); } })),
  { name: 'citizen, writing a letter', path: '/citizen/' + home.citizen, party: home.ward?.sor ?? home.as.sor, ready: called, act: async (page, words) => { await page.getByRole('button', { name: new RegExp('^' + words['letters.write']) }).click(); await page.locator('#letters').locator('xpath=ancestor::section').locator('form textarea').waitFor(); } },
  ...['area', 'messages'].map((name) => ({ name: `${name}, not up to date`, path: '/' + name, party: municipality, ready: async (page) => { await page.locator('.sums dd, li.card').first().waitFor(); await page.route('**/api/**', (route) => route.abort()); await (name === 'area' ? page.locator('main [role=group] button').nth(1).click() : page.locator('#state').selectOption('refused')); await page.locator('.stale').waitFor(); } })),
  { name: 'on the road, nobody on the list', path: '/road', before: async (page, context) => { await asNurse(page, context); await page.route('**/api/me/pocket', async (route) => { const answer = await route.fetch(); const it = await answer.json(); await route.fulfill({ response: answer, json: { ...it, list: { ...it.list, duties: [] }, citizens: [] } }); }); }, ready: (page, words) => page.locator('main .card').first().waitFor() },
  ...['settings', 'help'].map((name) => ({ name: `${name}, no net`, path: '/' + name, before: (page) => page.route('**/api/**', (route) => route.abort()), ready: (page) => page.locator('main h1:not([role=alert] h1)').waitFor() })),  // they are words, and stand without the server
  { name: 'sign in', path: '/sign-in' },
  { name: 'settings', path: '/settings' },
  { name: 'settings, signed in', path: '/settings', before: asNurse, ready: (page) => page.locator('main form').waitFor() },
  { name: 'help', path: '/help' },
  { name: 'accessibility', path: '/accessibility' },
];
