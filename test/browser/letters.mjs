// Letters between people: a new one, its answer, one that is sent on; drafts, what is missing, and what came in between.
import { randomUUID } from 'node:crypto';
import { must, post, same, send, test } from '../server/klynge.mjs';
import { get, living, open, parties, sound } from './browser.mjs';
import { admitted, danish, desk, surgery } from './discharge.mjs';
import { be } from './my.mjs';
import { words } from './pages.mjs';

const t = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words.da[key]);
let made = 770;
async function citizen(family) {
  const stay = admitted(++made, danish(Date.parse((await get('/api/clockwork')).now) - 20 * 3600e3), family);
  same((await send(living.port, stay)).status, 200, 'admitted');
  return (await post(living.port, '/api/citizens/find', { cpr: stay.cpr })).json.citizen;
}
const seen = (number, party = surgery) => get('/api/citizens/' + number, party.sor);
const letters = (page) => page.locator('section[aria-labelledby=letters]');
const form = (page) => letters(page).locator('form');
const button = (place, key) => place.getByRole('button', { name: new RegExp('^' + t(key)) });
const leave = async (page) => {
  same(page.complaints, [], 'complaints of the browser');
  await page.close_all();
};
async function choose(page, name) {
  await form(page).getByRole('searchbox').fill(name);
  await form(page).getByLabel(name).check();
}
async function sign(page, family) {
  for (const [part, said] of [['given', 'Anna'], ['family', family], ['role', 'Sygeplejerske'], ['phone', '00 00 10 13']]) await form(page).getByLabel(t(`signature.${part}`), { exact: true }).fill(said);
}

test('a ward writes, the municipality answers, the ward sends it on: each with its receipts', async () => {
  const number = await citizen('Brevsen');
  const ward = await be('ward-nurse-surgery', {});
  await ward.goto(new URL('/citizen/' + number, ward.url()).href);
  await button(letters(ward), 'letters.write').click();
  await form(ward).locator('textarea').waitFor();
  await sound(ward, 'writing a letter', { tongue: 'da', screen: 'desktop' });
  // What is missing is told where it is missing.
  await form(ward).getByRole('button', { name: t('letters.keep') }).click();
  await form(ward).getByText(t('act.party-needed')).waitFor();
  await choose(ward, desk.name);
  await form(ward).getByLabel(t('letters.category')).selectOption('other');
  await form(ward).getByRole('button', { name: t('letters.keep') }).click();
  await form(ward).getByText(t('letters.topic-needed')).waitFor();
  await form(ward).getByLabel(t('letters.topic'), { exact: true }).fill('Sengen');
  await form(ward).getByLabel(t('letters.text'), { exact: true }).fill('Er sengen kommet?');
  // Kept, gone on with, and sent by a named person.
  await form(ward).getByRole('button', { name: t('letters.keep') }).click();
  await letters(ward).locator('.draft', { hasText: 'Er sengen kommet?' }).waitFor();
  same((await seen(number)).drafts.length, 1, 'the server has it');
  await ward.reload();
  await button(letters(ward).locator('.draft'), 'letters.go-on').click();
  same(await form(ward).getByLabel(t('letters.text'), { exact: true }).inputValue(), 'Er sengen kommet?', 'as it was');
  await form(ward).getByLabel(t('letters.text'), { exact: true }).fill('Er sengen kommet, og hvornår?');
  await form(ward).locator('input[type=file]').setInputFiles({ name: 'maal.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') });
  await form(ward).getByText('maal.pdf').waitFor();
  await form(ward).getByLabel(t('signature.role'), { exact: true }).fill('Sygeplejerske');
  await form(ward).locator('button.main').click();
  await letters(ward).locator('[role=status]', { hasText: t('letters.sent') }).waitFor();
  await letters(ward).locator('article', { hasText: 'Er sengen kommet, og hvornår?' }).getByText(t('receipt.delivered')).first().waitFor();
  must((await letters(ward).textContent()).includes('maal.pdf'), 'with what it brings');
  same((await seen(number)).drafts, [], 'no draft is left');

  const visitator = await open('/citizen/' + number, { party: desk.sor });
  await button(letters(visitator), 'letters.reply').click();
  await form(visitator).getByLabel(t('letters.text'), { exact: true }).fill('Den kommer i morgen.');
  await sign(visitator, 'Visitator');
  await form(visitator).locator('button.main').click();
  await letters(visitator).locator('[role=status]', { hasText: t('letters.sent') }).waitFor();
  // The ward's page has it without a reload.
  await letters(ward).getByText('Den kommer i morgen.').waitFor();

  // Its signature is remembered, for who wrote it; and it is sent on to another.
  await button(letters(ward), 'letters.forward').click();
  must((await form(ward).locator('summary').textContent()).includes('Sygeplejerske'), 'the signature: ' + (await form(ward).locator('summary').textContent()));
  await choose(ward, 'Prøvekøbing Sygehus, medicinsk afdeling');
  await form(ward).getByLabel(t('letters.text'), { exact: true }).fill('Til jeres orientering.');
  await sound(ward, 'sending a letter on', { tongue: 'da', screen: 'desktop' });
  await form(ward).locator('button.main').click();
  await letters(ward).locator('[role=status]', { hasText: t('letters.sent') }).waitFor();
  same((await seen(number)).threads.map((each) => each.letters.at(-1).kind).sort(), ['forward', 'reply'], 'a thread of its own');
  for (const page of [ward, visitator]) await leave(page);
});

test('a letter that came while one wrote is told of, read, and answered', async () => {
  const number = await citizen('Krydsen');
  const verb = (name, body, party) => post(living.port, `/api/citizens/${number}/letters/${name}`, body, { 'X-Klynge-Party': party.sor, 'Idempotency-Key': randomUUID() });
  const signed = { given: 'Lone', family: 'Prøve', role: 'Visitator', phone: '00 00 00 05' };
  const one = (await verb('prepare', { to: surgery.sor, category: 'medicine', text: 'Hvilken dosis?' }, desk)).json.letter;
  const { thread } = (await verb('send', { draft: one, ...signed }, desk)).json;
  const page = await open('/citizen/' + number, { party: surgery.sor, screen: 'phone', bypassCSP: true });
  await button(letters(page), 'letters.reply').click();
  await form(page).getByLabel(t('letters.text'), { exact: true }).fill('To om dagen.');
  await sign(page, 'Afdeling');
  const two = (await verb('reply', { thread, text: 'Og hvor længe?' }, desk)).json.letter;
  same((await verb('send', { draft: two, ...signed }, desk)).status, 200, 'one more');
  await letters(page).getByText('Og hvor længe?').waitFor();
  await form(page).locator('button.main').click();
  await form(page).locator('[role=alert].wrong').waitFor();
  await sound(page, 'not the latest letter', { tongue: 'da', screen: 'phone' });
  await form(page).getByRole('button', { name: t('letters.answer-newest') }).click();
  await form(page).getByLabel(t('letters.text'), { exact: true }).fill('To om dagen i en uge.');
  await form(page).locator('button.main').click();
  await letters(page).locator('[role=status]', { hasText: t('letters.sent') }).waitFor();
  same((await seen(number)).threads[0].letters.length, 3, 'letters');
  await leave(page);
});

test('a draft is deleted when one is sure; only who takes letters is chosen', async () => {
  const number = await citizen('Kladdesen');
  const page = await open('/citizen/' + number, { party: surgery.sor });
  await button(letters(page), 'letters.write').click();
  const deaf = parties.find((each) => !each.letters && each.kind === 'hospital' && each.sor !== surgery.sor);
  await form(page).getByRole('searchbox').fill(deaf.name);
  await form(page).getByText(t('picker.none')).waitFor();
  await choose(page, desk.name);
  await form(page).getByLabel(t('letters.category')).selectOption('medicine');
  await form(page).getByLabel(t('letters.text'), { exact: true }).fill('Udkast');
  // What is written is not lost by one press.
  await form(page).getByRole('button', { name: t('act.cancel') }).click();
  await form(page).getByText(t('letters.leave.sure')).waitFor();
  await form(page).getByRole('button', { name: t('letters.keep') }).click();
  await button(letters(page).locator('.draft'), 'letters.throw').click();
  same((await seen(number)).drafts.length, 1, 'not yet');
  await button(letters(page), 'letters.throw.yes').click();
  await letters(page).locator('.draft').waitFor({ state: 'detached' });
  same((await seen(number)).drafts, [], 'gone');
  await leave(page);
});
