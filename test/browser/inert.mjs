// What people and messages bring into every text field of the pages stands there as text, for everybody who sees it, and does nothing.
import fs from 'node:fs';
import path from 'node:path';
import { ask, cpr, must, post, root, same, send, test } from '../server/klynge.mjs';
import { act, as, get, life, living, open, parties } from './browser.mjs';
import { admitted, danish, desk, surgery } from './discharge.mjs';
import { be } from './my.mjs';
import { words } from './pages.mjs';
import { asNurse, nurses, refused } from './states.mjs';
import { at, has, list, mine, pointer } from './stories.mjs';

const t = (key) => words.da[key];
const ward = surgery.sor, municipality = parties.find((each) => each.name === 'Eksempelby Kommune, visitation').sor;
// Each says where it was written.
const evil = (field) => `[${field}] <img src=x onerror="window.hit=1"> "><script>window.hit=1</script> '-window.hit-' javascript:window.hit=1 {{7*7}} \${7*7} =1+1|cmd @SUM(A1) %00 \\u0000 </textarea><svg onload=window.hit=1> \u202Etxet`;
const flat = (text) => text.replaceAll(/\s+/g, ' ');

// Every text field there is, by file: one that comes later is to be tried here too.
const fields = {
  'web/page/citizen/CircumstanceDialog.svelte': 1,
  'web/page/citizen/Letter.svelte': 2,
  'web/page/citizen/OpenDialog.svelte': 1,
  'web/page/citizen/Tell.svelte': 0,
  'web/page/citizen/TellDialog.svelte': 1,
  'web/page/directory/Directory.svelte': 1,
  'web/page/find/Find.svelte': 2,
  'web/page/list/List.svelte': 1,
  'web/page/messages/Look.svelte': 1,
  'web/page/my/My.svelte': 1,
  'web/page/my/Questions.svelte': 1,
  'web/page/road/Measure.svelte': 3,
  'web/part/SignatureFields.svelte': 1,
  'web/part/act/ActDialog.svelte': 1,
  'web/part/act/PartyPicker.svelte': 1,
  'src/server/answer_page.cc': 1,
};
test('every text field of the pages is one that is tried here', async () => {
  const found = {};
  for (const folder of ['web', 'src/server'])
    for (const file of fs.readdirSync(path.join(root, folder), { recursive: true })) {
      if (!/\.(svelte|cc)$/.test(file) || file.includes('node_modules')) continue;
      const tags = fs.readFileSync(path.join(root, folder, file), 'utf8').match(/<(input|textarea)\b[^\n]*/g) ?? [];
      const text = tags.filter((each) => !/type=\\?"(checkbox|radio|file|hidden|date|datetime-local)\\?"/.test(each)).length;
      if (text || fields[path.join(folder, file)] === 0) found[path.join(folder, file)] = text;
    }
  same(Object.entries(found).sort(), Object.entries(fields).sort(), 'text fields');
});

// A page that tells of whatever runs, asks or is stopped by the policy.
const guarded = (more) => ({ ...more, before: async (page, context) => {
  page.ran = [];
  page.on('dialog', (dialog) => (page.ran.push(dialog.message()), dialog.dismiss()));
  await context.addInitScript(() => addEventListener('securitypolicyviolation', (event) => (window.stopped = [...(window.stopped ?? []), event.violatedDirective])));
  await more?.before?.(page, context);
} });
async function inert(page, where) {
  const [hit, stopped, alive] = await page.evaluate(() => [
    window.hit ?? null, window.stopped ?? [],
    [...document.querySelectorAll('img[src=x], svg[onload], body script:not([src]), [onerror], a[href^="javascript" i], iframe, object, embed')].map((each) => each.outerHTML.slice(0, 80)),
  ]);
  same([hit, stopped, alive, page.ran ?? []], [null, [], [], []], where + ': something lives');
  same(page.complaints.filter((each) => /Content Security/.test(each)), [], where + ': the policy had something to stop');
  // Text that turns the direction ends with what it stands in.
  same(await page.evaluate(() => {
    const out = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const each = walk.currentNode, style = getComputedStyle(each.parentElement);
      if (each.data.includes('\u202E') && style.display.startsWith('inline') && style.display !== 'inline-block' && !style.unicodeBidi.startsWith('isolate')) out.push(each.parentElement.outerHTML.slice(0, 60));
    }
    return out;
  }), [], where + ': it turns what stands beside it');
}

test('what is written in any field, and what messages bring, stands there as text for everybody who sees it', async () => {
  const seen = new Set();
  const wanted = ['note', 'offer', 'decline', 'decline-by-phone', 'accept-by-phone', 'contest', 'assign', 'left', 'complete', 'void', 'goals', 'question', 'answer', 'glass', 'measured', 'family', 'letter', 'topic', 'author', 'by-link', 'refused', 'opened', 'expected', 'relative', 'subject', 'letter written', 'signature', 'raw'];
  const look = async (page, where) => {
    const closed = page.locator('main details:not([open])');  // what is opened may bring more of them
    while (await closed.count()) await closed.first().evaluate((one) => (one.open = true));
    for (const each of await page.locator('main .why').all()) await each.click();
    await inert(page, where);
    const text = flat(await page.locator('main').innerText());
    // A message that was refused is shown as it came, in JSON.
    for (const each of wanted) if (text.includes(flat(evil(each))) || text.includes(flat(JSON.stringify(evil(each)).slice(1, -1)))) seen.add(each);
  };

  // --- what messages bring: a name, what a machine tells a reader, a letter with its topic and its author ---
  const now = (await get('/api/clockwork')).now;
  const named = (text, family) => text.replaceAll('Forløbsen', JSON.stringify(family).slice(1, -1));
  const inDiv = (text) => text.replaceAll(/<\/div>"/g, '<p>&lt;img src=x onerror=window.hit=1&gt;</p></div>"');
  const stay = admitted(902, danish(now));
  same((await send(living.port, { text: inDiv(named(stay.text, evil('family'))) })).status, 200, 'a notification');
  const citizen = (await post(living.port, '/api/citizens/find', { cpr: stay.cpr })).json.citizen;
  const letter = JSON.parse(fs.readFileSync(path.join(root, 'test/samples/care-communication/new.json'), 'utf8')
    .replaceAll('2509479989', cpr(902)).replaceAll('265161000016000', surgery.sor).replaceAll('5790000209354', surgery.gln).replaceAll('953741000016009', desk.sor).replaceAll('5790001348120', desk.gln));
  const of = (kind) => letter.entry.find((each) => each.resource.resourceType === kind).resource;
  of('Communication').payload[0].contentString = evil('letter');
  of('Communication').category[0].coding[0].code = 'other';
  of('Communication').topic = { text: evil('topic') };
  of('Practitioner').name[0].family = evil('author');
  same((await send(living.port, { text: JSON.stringify(letter) })).status, 200, 'a letter');
  const bad = JSON.parse(admitted(903, danish(now), 'Afvist').text.replaceAll(desk.sor, refused.to));
  delete bad.entry.find((each) => each.resource.resourceType === 'Encounter').resource.status;
  const bundle = JSON.stringify(bad, null, 2).replaceAll('Afvist', JSON.stringify(evil('refused')).slice(1, -1));
  same((await send(living.port, { text: bundle })).status, 200, 'one that is refused');

  // --- what people write on their pages ---
  const rows = [];
  for (let i = 0; i < 8; ++i) rows.push(await mine());
  const page = await list(ward, guarded({}));
  const [noted, declined, phoned, accepted, assigned, left, voided, linked] = rows;
  const opened = (row, verb) => pointer.press(page, row, verb);
  const text = page.locator('dialog textarea');
  const says = (row, verb) => has(page, row, t(`done.${verb}`));
  const offers = async (row, to) => {
    await opened(row, 'offer');
    await page.locator('dialog input[type=search]').fill(evil('picker'));
    await inert(page, 'picker');
    await pointer.choose(page, to);
    await text.fill(evil('offer'));
    await pointer.done(page, 'offer');
    await says(row, 'offer');
  };
  await opened(noted, 'note');
  await text.fill(evil('note'));
  await pointer.done(page, 'note');
  await says(noted, 'note');
  for (const row of [declined, phoned, accepted, linked]) await offers(row, 'Eksempelby Kommune, visitation');
  await opened(phoned, 'decline-by-phone');
  await text.fill(evil('decline-by-phone'));
  await pointer.reason(page, 'other');
  await says(phoned, 'decline-by-phone');
  await opened(accepted, 'accept-by-phone');
  await text.fill(evil('accept-by-phone'));
  await pointer.done(page, 'accept-by-phone');
  await says(accepted, 'accept-by-phone');
  await opened(left, 'leave-to-citizen');
  await text.fill(evil('left'));
  await page.locator('dialog').getByRole('button', { name: t('act.in-hours').replace('{n}', '24') }).click();
  await pointer.done(page, 'leave-to-citizen');
  await says(left, 'leave-to-citizen');
  await opened(voided, 'void');
  await page.locator('dialog').getByRole('button', { name: t('act.add-text') }).click();
  await text.fill(evil('void'));
  await page.locator('dialog').getByRole('button', { name: t('reason.other') }).click();
  await says(voided, 'void');
  await opened(assigned, 'assign');
  await pointer.choose(page, 'Prøvekøbing Sygehus, medicinsk afdeling');
  await text.fill(evil('assign'));
  await pointer.done(page, 'assign');
  await says(assigned, 'assign');
  await page.locator('#find').fill(evil('filter'));
  await page.locator('.empty').waitFor();
  await inert(page, 'the list, filtered');
  await page.close_all();

  const other = await list(municipality, guarded({}));
  await pointer.press(other, declined, 'decline');
  await other.locator('dialog').getByRole('button', { name: t('act.more') }).click();
  await other.locator('dialog textarea').fill(evil('decline'));
  await pointer.reason(other, 'other').catch(() => {});
  await has(other, declined, t('done.decline'));
  await pointer.press(other, accepted, 'contest');
  await other.locator('dialog textarea').fill(evil('contest'));
  await pointer.done(other, 'contest');
  await has(other, accepted, t('done.contest'));
  await other.close_all();

  // Answered by a link, without an account.
  const link = (await act(linked, 'link', { until: new Date(Date.parse(now) + 3600e3).toISOString() }, ward)).json;
  const clinic = await open(life + link.url, guarded({}));
  await clinic.locator('input[name=code]').fill(evil('code')).catch(() => {});
  await clinic.locator('input[name=code]').fill(link.code);
  await Promise.all([clinic.waitForEvent('load'), clinic.getByRole('button').click()]);
  await look(clinic, 'answering by link');
  await clinic.getByLabel('Ja, vi tager opgaven').check();
  for (const field of await clinic.locator('input:not([type=radio], [type=hidden]), textarea').all()) await field.fill(evil('by-link'));
  await Promise.all([clinic.waitForEvent('load'), clinic.getByRole('button').click()]);
  await look(clinic, 'thanks');
  await clinic.close_all();

  // The citizen's own page, and what is answered there.
  const signed = (person) => async (_, context) => same((await context.request.post(life + '/sign-in', { form: { person }, headers: { Origin: life }, maxRedirects: 0 })).status(), 303, 'signed in: ' + person);
  const self = await open('/my', guarded({ before: signed('citizen-' + citizen) }));
  await self.getByRole('button', { name: t('my.goals.write') }).click();
  await self.getByLabel(t('my.goals.label')).fill(evil('goals'));
  await self.getByRole('button', { name: t('my.goals.keep') }).click();
  await self.locator('blockquote', { hasText: '[goals]' }).waitFor();
  await self.getByLabel(t('my.ask.label')).fill(evil('question'));
  await self.getByRole('button', { name: t('my.ask.send') }).click();
  await self.locator('.standing').waitFor();
  await inert(self, 'my course');
  const asked = (await get('/api/citizens/' + citizen)).duties.find((each) => each.task === 'citizen-question');
  const answers = await open('/citizen/' + citizen, guarded({ party: asked.holder.sor }));
  await answers.locator('[aria-labelledby=asked]').getByRole('button', { name: new RegExp('^' + t('verb.complete')) }).click();
  await answers.locator('dialog textarea').fill(evil('answer'));
  await answers.locator('dialog button.main').click();
  await answers.locator('[aria-labelledby=asked] blockquote', { hasText: '[answer]' }).waitFor();
  await answers.close_all();

  // A look with its reason, by a doctor who has no part.
  const doctor = await open('/find', guarded({ before: signed('gp-ovesoen') }));
  await doctor.locator('#cpr').fill(evil('cpr'));
  await doctor.getByRole('button', { name: t('find.button'), exact: true }).click();
  await inert(doctor, 'find');
  await doctor.locator('#cpr').fill(stay.cpr);
  await doctor.getByRole('button', { name: t('find.button'), exact: true }).click();
  await doctor.getByLabel(t('glass.reason')).fill(evil('glass'));
  await doctor.getByRole('button', { name: t('glass.look') }).click();
  await doctor.locator('#call').waitFor();
  await look(doctor, 'a look with a reason');
  // Each message as it came is text, whatever it has in it.
  const raw = doctor.getByRole('button', { name: new RegExp('^' + t('citizen.raw')) });
  await raw.first().waitFor();
  for (let shown = 1; await raw.count(); ++shown) {  // its word is another once it is shown
    await raw.first().click();
    await doctor.locator('pre').nth(shown - 1).waitFor();
  }
  if ((await doctor.locator('pre').allTextContents()).some((each) => each.includes('[family]') && each.includes('&lt;img src=x'))) seen.add('raw');
  await inert(doctor, 'messages as they came');
  await doctor.close_all();

  // What a person opens, tells and writes on the citizen's page.
  const teller = await open('/citizen/' + citizen, guarded({ party: ward }));
  const begins = (place, key) => place.getByRole('button', { name: new RegExp('^' + t(key)) }).first();
  await begins(teller, 'open.title').click();
  await teller.locator('dialog').getByLabel(t('open.other')).check();
  await teller.locator('dialog textarea').fill(evil('opened'));
  await teller.locator('dialog button.main').click();
  await teller.locator('.said', { hasText: '[opened]' }).waitFor();
  await teller.getByText(t('tell.title'), { exact: true }).click();
  await teller.getByText(t('tell.seldom')).first().click();
  await begins(teller, 'tell.state').click();
  await teller.locator('dialog').getByLabel(t('circumstance.relative')).check();
  await teller.locator('dialog textarea').fill(evil('relative'));
  await teller.locator('dialog button.main').click();
  await teller.locator('[aria-labelledby=state] li', { hasText: '[relative]' }).waitFor();
  await begins(teller, 'tell.expect-stay').click();
  await teller.locator('dialog').getByText(t('open.we')).waitFor();
  await teller.locator('dialog textarea').fill(evil('expected'));
  await teller.locator('dialog button.main').click();
  await teller.locator('[aria-labelledby=state]', { hasText: t('stay.expected') }).waitFor();
  await begins(teller, 'letters.write').click();
  const paper = teller.locator('section[aria-labelledby=letters] form');
  await paper.getByRole('searchbox').fill(desk.name);
  await paper.getByLabel(desk.name).check();
  await paper.getByLabel(t('letters.category')).selectOption('other');
  await paper.getByLabel(t('letters.topic'), { exact: true }).fill(evil('subject').slice(0, 200));
  await paper.getByLabel(t('letters.text'), { exact: true }).fill(evil('letter written'));
  for (const [part, what] of [['given', 'Anna'], ['family', evil('signature').slice(0, 100)], ['role', 'x'], ['phone', '1']]) await paper.getByLabel(t(`signature.${part}`), { exact: true }).fill(what);
  await begins(paper, 'letters.keep').click();
  await teller.locator('.draft').waitFor();
  await inert(teller, 'a draft');
  await begins(teller.locator('.draft'), 'letters.go-on').click();
  for (const [part, what] of [['given', 'Anna'], ['family', evil('signature').slice(0, 100)], ['role', 'x'], ['phone', '1']]) await paper.getByLabel(t(`signature.${part}`), { exact: true }).fill(what);
  await paper.locator('button.main').click();
  await teller.locator('[role=status]', { hasText: t('letters.sent') }).waitFor();
  await look(teller, 'what a person tells');
  const read = flat(await teller.locator('main').innerText());
  for (const [field, length] of [['subject', 200], ['signature', 100]]) if (read.includes(flat(evil(field).slice(0, length)))) seen.add(field);
  await teller.close_all();

  // On the road: a note of what was seen, and values that are none.
  const road = await open('/road', guarded({ screen: 'phone', before: asNurse }));
  await road.locator('article').first().waitFor();
  await road.getByRole('button', { name: new RegExp('^' + t('road.measure')) }).first().click();
  for (const field of await road.locator('dialog input').all()) await field.fill(evil('value'));
  await road.locator('dialog button.main').click();
  await road.locator('dialog [role=alert]').waitFor();
  for (const field of await road.locator('dialog input').all()) await field.fill('');
  await road.locator('dialog input').first().fill('88');
  await road.locator('dialog textarea').fill(evil('measured'));
  await road.locator('dialog button.main').click();
  await road.locator('.sent').getByText(t('road.measured.done')).first().waitFor();
  const measured = Number(/\/citizen\/(\d+)/.exec(await road.locator('article', { has: road.locator('.sent') }).first().locator('a[href^="/citizen/"]').first().getAttribute('href'))[1]);
  await look(road, 'on the road');
  await road.close_all();

  // A message that is looked at, and the filters of the other pages.
  const messages = await open('/messages', guarded({ party: refused.to }));
  await messages.locator('#message').fill(evil('looked at'));
  await messages.locator('form button.main').click();
  await messages.locator('[role=status] .badge').waitFor();
  await messages.locator('#state').selectOption('refused');
  const refusal = messages.locator('li.card').first();
  await refusal.getByRole('button', { name: new RegExp('^' + t('messages.open')) }).click();
  await refusal.locator('.text').waitFor();
  await refusal.getByRole('button', { name: t('messages.whole') }).click();
  await look(messages, 'messages');
  await messages.close_all();
  const directory = await open('/directory', guarded({}));
  await directory.locator('#party-find').fill(evil('directory'));
  await inert(directory, 'directory');
  await directory.close_all();

  // What is done in words.
  const { duties } = await get(`/api/parties/${ward}/list?limit=500`, ward);
  const done = duties.find((each) => each.part === 'holds' && each.state === 'open' && !each.strand && !each.asked && each.citizen === noted.citizen);
  same((await act(done, 'complete', { text: evil('complete') }, ward)).status, 200, 'done in words');

  // --- everybody who sees it ---
  const citizens = [...new Set([citizen, measured, ...rows.map((each) => each.citizen)])];
  for (const party of [ward, municipality, nurses, desk.sor, '99910121000016002']) {
    for (const where of ['/party/' + party, '/area', '/messages', ...citizens.map((each) => '/citizen/' + each)]) {
      const each = await open(where, guarded({ party }));
      await each.locator('tr[data-key], .empty, .sums, #call, main [role=alert], li.card').first().waitFor();
      await look(each, `${where} as ${party}`);
      await each.close_all();
    }
  }
  for (const where of ['/', '/messages', '/area/cluster-midtjylland-midt', '/citizen/' + citizen]) {
    const each = await open(where, guarded({}));
    await look(each, where + ' as operations');
    await each.close_all();
  }
  for (const each of citizens) {
    const one = await open('/my', guarded({ before: signed('citizen-' + each) }));
    await one.locator('#call').waitFor();
    await look(one, `/my of ${each}`);
    await one.close_all();
  }
  same(wanted.filter((each) => !seen.has(each)), [], 'written, and not shown to anybody as it was written');
  await self.close_all();
});

test('an address with letters that are none of ours does nothing', async () => {
  for (const where of ['/party/' + ward, '/area', '/messages', '/directory', '/find', '/', '/sign-in']) {
    const page = await open(`${where}?${new URLSearchParams({ as: evil('as'), group: evil('group'), return: 'javascript:window.hit=1', back: '//elsewhere.example', on: evil('on') })}`, guarded({}));
    await inert(page, where);
    must(new URL(page.url()).origin === life, 'stayed: ' + page.url());
    await page.close_all();
  }
});

test('a NUL in what is written is refused, or stands there as text; and nothing breaks', async () => {
  const row = await mine();
  const answer = await act(row, 'note', { text: 'før\u0000efter' }, ward);
  must([200, 400, 422].includes(answer.status), 'answered: ' + answer.status);
  same((await ask(living.port, 'GET', '/api/citizens/' + row.citizen, as(ward))).status, 200, 'and the citizen is read');
});
