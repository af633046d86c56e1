// A letter that its receiver refused: the sender's page shows it, it is sent again from there, and its state follows.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Server, admission, ask, folder, must, post, root, same, send, test } from '../server/klynge.mjs';
import { open, sound } from './browser.mjs';
import { words } from './pages.mjs';

const t = (key) => words.da[key];
const municipality = '953741000016009', ward = '265161000016000';

function place(acts_for, more = '') {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: 99900121000016004\ndirectory: ${path.join(root, 'data/directory/demonstration.yaml')}\nacts_for: [${acts_for}]\npathway_unsigned: accept\ndemonstration: true\n${more}`);
  return data;
}

test('a letter refused by its receiver is shown, sent again, and its state follows', async () => {
  // The receiver's door refuses until somebody has put it right; behind it stands one that answers as it should.
  const behind = await Server.start(place(ward), { options: [] });
  let right = false;
  const door = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', async () => {
      if (!right) return response.writeHead(403).end();
      const answer = await send(behind.port, { text: Buffer.concat(parts).toString() });
      response.writeHead(answer.status, { 'Content-Type': answer.headers['content-type'] }).end(answer.text);
    });
  });
  await new Promise((resolve) => door.listen(0, '127.0.0.1', resolve));
  const server = await Server.start(place(municipality, `post:\n  ${ward}:\n    url: http://127.0.0.1:${door.address().port}/fhir\n    wait: 1 min\n    resends: 1\n`), { options: [] });
  const message = admission(1);
  same((await send(server.port, message)).status, 200, 'an admission');
  const { citizen } = (await post(server.port, '/api/citizens/find', { cpr: message.cpr })).json;
  const verb = (name, body) => post(server.port, `/api/citizens/${citizen}/letters/${name}`, body, { 'X-Klynge-Party': municipality, 'Idempotency-Key': randomUUID() });
  const draft = (await verb('prepare', { to: ward, category: 'discharge', topic: 'Hjem', text: 'Vi er der kl. 14.' })).json.letter;
  same((await verb('send', { draft, given: 'Lone', family: 'Hansen', role: 'sygeplejerske', phone: '44527000' })).status, 200, 'sent');
  for (let state; state !== 'in-error';) {
    state = (await ask(server.port, 'GET', '/api/post?state=')).json.letters[0]?.state;
    if (state !== 'in-error') await new Promise((after) => setTimeout(after, 20));
  }

  const page = await open(`http://127.0.0.1:${server.port}/messages`, { party: municipality });
  await page.locator('#state').selectOption('in-error');
  const row = page.locator('li.card').first();
  await row.locator('.badge.bad', { hasText: t('messages.state.in-error') }).waitFor();
  await sound(page, 'messages, refused by the receiver', { tongue: 'da', screen: 'desktop' });
  await page.locator('#state').selectOption('');
  const letter = page.locator('li.card').filter({ has: page.locator('.badge.bad') });
  right = true;
  await letter.getByRole('button', { name: t('messages.again') }).click();
  await page.locator('li.card', { hasText: t('messages.again.done') }).locator('.badge.good', { hasText: t('messages.state.acknowledged') }).waitFor();
  same(await page.getByRole('button', { name: t('messages.again') }).count(), 0, 'and may not go a third time');
  must(page.complaints.length === 0, 'complaints: ' + page.complaints);
  await page.close_all();
  door.closeAllConnections();
  door.close();
  for (const each of [server, behind]) await each.stop();
});
