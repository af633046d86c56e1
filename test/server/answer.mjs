// A clinic without an account answers by a link and a code; what is shown before the code, what a lock is, and what a restart keeps.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Server, admission, ask, folder, klynge, must, post, same, send, test } from './klynge.mjs';

const clinic = '99900111000016008', municipality = '953741000016009';
const soon = (hours) => new Date(Date.now() + hours * 3600000).toISOString().replace(/\.\d+/, '');
const call = (port, citizen, duty, verb, body, party = municipality) =>
  post(port, `/api/duties/${citizen}/${duty}/${verb}`, body, { 'Idempotency-Key': randomUUID(), 'X-Klynge-Party': party });
const give = (port, url, fields) =>
  ask(port, 'POST', url, { body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
const look_ups = (data) => JSON.parse(klynge(['verify', '--data', data, '--json']).out).access_entries;

// An admission, whose report the clinic is asked about, and the words that name the citizen or the duty.
async function asked(port, n) {
  const message = admission(n);
  await send(port, message);
  const found = (await post(port, '/api/citizens/find', { cpr: message.cpr })).json;
  const seen = (await ask(port, 'GET', `/api/citizens/${found.citizen}`, { headers: { 'X-Klynge-Party': municipality } })).json;
  const duty = seen.courses[0].duties.find((each) => each.task === 'admission-report');
  const offered = await call(port, found.citizen, duty.duty, 'offer', { to: clinic, text: 'Blodtryk to gange om ugen' });
  same(offered.status, 200, offered.text);
  const secret = [message.cpr, message.cpr.slice(0, 6), ...seen.name.split(' '), duty.words.da, duty.words.en, 'Blodtryk', seen.courses[0].ward.name];
  return { citizen: found.citizen, duty: duty.duty, secret, name: seen.name };
}
async function link_for(port, { citizen, duty }, hours = 24) {
  const made = await call(port, citizen, duty, 'link', { until: soon(hours) });
  same(made.status, 200, made.text);
  return made.json;
}
// No byte of the patient, nothing that runs, nothing that tells another site.
function calm(answer, secret, status) {
  same(answer.status, status, answer.text);
  for (const word of secret) must(!answer.text.includes(word), `"${word}" stands on the page: ${answer.text}`);
  for (const word of secret) must(!JSON.stringify(answer.headers).includes(word), 'nor in its headers');
  must(!/<script|javascript:|onclick|<img|http-equiv/i.test(answer.text), 'nothing that runs or fetches');
  same([answer.headers['referrer-policy'], answer.headers['x-robots-tag'], answer.headers['cache-control']], ['no-referrer', 'noindex, nofollow', 'no-store'], 'headers');
  must(answer.headers['content-security-policy'].startsWith("default-src 'none'"), 'the policy');
  must(!answer.headers['set-cookie'], 'no cookie');
}

test('a clinic answers by link, once; nothing of the patient stands there before the code', async () => {
  const data = path.join(folder(), 'data');
  let server = await Server.start(data);
  const about = await asked(server.port, 5), { port } = server;
  const { url, code } = await link_for(port, about);
  must(!/\d{8}/.test(url.replace(/[0-9a-f]{32,}/, '')) && /^\d{8}$/.test(code), 'the link and the code are two things');
  const before = look_ups(data);
  const first = await ask(port, 'GET', url);
  calm(first, about.secret, 200);
  must(first.text.includes('Plejecenter Herlev') && first.text.includes('tel:'), 'whom to call');
  calm(await ask(port, 'GET', url + '?lang=en'), about.secret, 200);
  calm(await give(port, url, { code: '1' }), about.secret, 403);
  calm(await give(port, url, { pass: 'guessed', answer: 'accept', name: 'A', phone: '1' }), about.secret, 200);
  same(look_ups(data), before, 'nobody has looked yet');

  const opened = await give(port, url, { code: code.slice(0, 4) + ' ' + code.slice(4) });
  same(opened.status, 200, opened.text);
  for (const word of [about.name, 'Blodtryk to gange om ugen', 'tlf', 'Ja, vi tager opgaven'].slice(0, 2)) must(opened.text.includes(word), word + ' is shown: ' + opened.text);
  same(look_ups(data), before + 1, 'the look-up is written down');
  const pass = /name="pass" value="([0-9a-f]+)"/.exec(opened.text)[1];
  const incomplete = await give(port, url, { pass, answer: 'accept', name: 'Anna <Lægesen>', phone: '' });
  same(incomplete.status, 400, incomplete.text);
  must(incomplete.text.includes('Anna &lt;Lægesen&gt;') && !incomplete.text.includes('<Lægesen>'), 'what was written is kept, escaped');
  const thanks = await give(port, url, { pass, answer: 'accept', name: 'Anna Lægesen', phone: '00 00 30 01', words: 'fra mandag' });
  calm(thanks, about.secret, 200);
  calm(await ask(port, 'GET', url), about.secret, 410);
  calm(await give(port, url, { code }), about.secret, 410);
  calm(await give(port, url, { pass, answer: 'no-capacity', name: 'Anna', phone: '1' }), about.secret, 410);
  const seen = (await ask(port, 'GET', `/api/citizens/${about.citizen}`, { headers: { 'X-Klynge-Party': clinic } })).json;
  const duty = [...seen.courses[0].duties].find((each) => each.duty === about.duty);
  same([duty.holder.sor, duty.ground], [clinic, 'accepted'], 'the clinic has it');
  must(JSON.stringify(seen.timeline).includes('by a link') && JSON.stringify(seen.timeline).includes('Anna Lægesen, 00 00 30 01: fra mandag'), 'the timeline says who, and how');
  await server.stop();
  server = await Server.start(data);
  calm(await ask(server.port, 'GET', url), about.secret, 410);
  must(!server.log.includes(code) && !server.log.includes(url), 'neither stands in the log');
  await server.stop();
  same(klynge(['verify', '--data', data]).code, 0, 'verify');
});

test('a link is locked by wrong codes, over a restart and however many come at once; the offer is not', async () => {
  const data = path.join(folder(), 'data');
  let server = await Server.start(data);
  const about = await asked(server.port, 6);
  const { url, code } = await link_for(server.port, about);
  const wrong = code === '00000000' ? '1' : '00000000';
  for (let i = 0; i < 3; ++i) calm(await give(server.port, url, { code: wrong }), about.secret, 403);
  await server.kill('SIGKILL');
  server = await Server.start(data);
  const { port } = server;
  const burst = await Promise.all(Array.from({ length: 12 }, () => give(port, url, { code: wrong })));
  for (const answer of burst) calm(answer, about.secret, 403);
  calm(await give(port, url, { code }), about.secret, 403);
  calm(await ask(port, 'GET', url), about.secret, 403);
  const timeline = JSON.stringify((await ask(port, 'GET', `/api/citizens/${about.citizen}`, { headers: { 'X-Klynge-Party': municipality } })).json.timeline);
  same(timeline.split('a wrong code for the link').length - 1, 5, 'five were tried, no more');
  const other = await asked(port, 7);
  const others = await link_for(port, other);
  same((await give(port, others.url, { code: others.code })).status, 200, 'another link is as before');
  const again = await link_for(port, about, 30);
  must(again.url !== url, 'another link');
  calm(await ask(port, 'GET', url), about.secret, 410);
  same((await give(port, again.url, { code: again.code })).status, 200, 'which opens');
  same((await call(port, about.citizen, about.duty, 'accept', {}, clinic)).status, 200, 'and the offer may be accepted otherwise');
  await server.stop();
});

test('a forged link, another installation\'s and one whose time is up get a page that says what to do', async () => {
  const data = path.join(folder(), 'data'), elsewhere = path.join(folder(), 'data');
  const server = await Server.start(data), other = await Server.start(elsewhere);
  const about = await asked(server.port, 8);
  const { url, code } = await link_for(server.port, about);
  for (const at of [8, 20, 40, 60, url.length - 1]) {
    const forged = url.slice(0, at) + (url[at] === 'a' ? 'b' : 'a') + url.slice(at + 1);
    calm(await ask(server.port, 'GET', forged), about.secret, 404);
    calm(await give(server.port, forged, { code }), about.secret, 404);
  }
  calm(await ask(server.port, 'GET', '/answer/%3Cb%3E'), [...about.secret, '<b>'], 404);
  calm(await ask(other.port, 'GET', url), about.secret, 404);
  const made = await call(server.port, about.citizen, about.duty, 'link', { until: new Date(Date.now() + 1500).toISOString() });
  same(made.status, 200, made.text);
  while (Date.now() < Date.parse(made.json.until) + 5) await new Promise((resolve) => setTimeout(resolve, 50));
  calm(await give(server.port, made.json.url, { code: made.json.code }), about.secret, 410);
  same((await call(server.port, about.citizen, about.duty, 'link', { until: soon(24) }, clinic)).status, 403, 'only the holder makes one');
  await server.stop();
  await other.stop();
});
