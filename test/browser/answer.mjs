// Answering by a link: the code, the answer, the end; on a phone and a desktop, in both languages, without scripts.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Server, ask, folder, must, post, root, same, send, test } from '../server/klynge.mjs';
import { open, sound } from './browser.mjs';

const server = await Server.start(path.join(folder(), 'data'));
const demo = path.join(root, 'test/samples/demo');
for (const name of fs.readdirSync(demo).filter((each) => each.endsWith('.json')).sort())
  await send(server.port, { text: fs.readFileSync(path.join(demo, name), 'utf8') });
export const stop = () => server.stop();

// A key or a click that leads to another page has led there when that page is loaded, not before.
const leads = (page, act) => Promise.all([page.waitForEvent('load'), act()]);
const target = (where, tongue) => `http://127.0.0.1:${server.port}${where}${tongue === 'en' ? (where.includes('?') ? '&' : '?') + 'lang=en' : ''}`;
const act = (one, verb, body, party) =>
  post(server.port, `/api/duties/${one.citizen}/${one.duty}/${verb}`, body, { 'Idempotency-Key': randomUUID(), 'X-Klynge-Party': party });
const clinic = '99900111000016008';
for (const screen of ['desktop', 'phone'])
  for (const tongue of ['da', 'en'])
    test(`answering by link, ${tongue}, ${screen}`, async () => {
      const list = (await ask(server.port, 'GET', '/api/parties/0/duties')).json.duties;
      const one = list.find((each) => !each.strand && !each.asked && each.holder.sor !== clinic);
      same((await act(one, 'offer', { to: clinic, text: 'Kan I se borgeren mandag?' }, one.holder.sor)).status, 200, 'offered');
      const link = (await act(one, 'link', { until: new Date(Date.now() + 3600000).toISOString() }, one.holder.sor)).json;
      const page = await open(target(link.url, tongue), { tongue, screen, bypassCSP: true });
      const seems = async (name, h1) => {
        if (h1) same(await page.locator('h1').textContent(), h1[tongue], name);
        await sound(page, `${name}-${tongue}-${screen}`, { tongue, screen });
      };
      await seems('answer-code', { da: 'Skriv koden', en: 'Write the code' });
      await page.keyboard.press('Tab');
      await page.getByLabel(tongue === 'da' ? 'Kode' : 'Code').fill('12');
      await leads(page, () => page.keyboard.press('Enter'));
      await seems('answer-wrong-code', { da: 'Skriv koden', en: 'Write the code' });
      await page.getByLabel(tongue === 'da' ? 'Kode' : 'Code').fill(link.code);
      await leads(page, () => page.getByRole('button').click());
      await seems('answer-duty');
      must((await page.locator('main').textContent()).includes('Kan I se borgeren mandag?'), 'what is asked');
      await page.getByLabel(tongue === 'da' ? 'Ja, vi tager opgaven' : 'Yes, we take it').check();
      await page.getByLabel(tongue === 'da' ? 'Dit navn' : 'Your name').fill('Anna Lægesen');
      await page.getByLabel(tongue === 'da' ? 'Telefon, hvor I kan nås' : 'Phone where you can be reached').fill('00 00 30 01');
      await leads(page, () => page.getByRole('button').click());
      await seems('answer-thanks', { da: 'Tak for svaret', en: 'Thank you for the answer' });
      await page.goto(target(link.url, tongue));
      await seems('answer-over', { da: 'Linket gælder ikke mere', en: 'The link is over' });
      await page.close_all();
    });

