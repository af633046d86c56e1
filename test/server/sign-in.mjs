// Who asks: the demonstration's people, sessions, cookies and their tokens, over HTTP.
import { Browser } from './browser.mjs';
import { Server, admission, ask, folder, must, pause, same, test } from './klynge.mjs';
import path from 'node:path';

const ward = '99910121000016002';
const browser_of = (server) => new Browser(`http://127.0.0.1:${server.port}`);
async function be(server, person) {
  const browser = browser_of(server);
  const answer = await browser.form('/sign-in', { person, return: '/party/' + ward });
  same(answer.status, 303, 'signed in: ' + answer.text);
  return browser;
}

test('in a demonstration one is anybody in one click, and the session says who', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const page = await browser_of(server).get('/sign-in?lang=en');
  const people = [...page.text.matchAll(/name="person" value="([^"]+)"/g)].map((each) => each[1]);
  must(people.length > 25 && people.some((each) => each.startsWith('citizen-')) && people.some((each) => each.startsWith('relative-')), 'people: ' + people);
  const roles = new Set();
  for (const person of people) {
    const browser = await be(server, person);
    const { json } = await browser.get('/api/me');
    roles.add(json.role);
    same([json.person.id, json.demonstration, json.parties.length], ['demonstration:' + person, true, 1], 'who ' + person + ' is');
    must(json.person.name && json.csrf.length === 43 && Date.parse(json.idle_until) < Date.parse(json.until), 'what there is to know: ' + JSON.stringify(json));
    same(json.role === 'person', json.party !== null && !['operations', 'administrator'].includes(json.role), 'a party of ' + person);
    if (json.citizen) same(person.split('-')[1], String(json.citizen), 'whose record');
  }
  same([...roles].sort(), ['administrator', 'citizen', 'forum', 'operations', 'person', 'relative'], 'roles');
  for (const nobody of ['nobody', '', 'citizen-0', 'citizen-999999', 'citizen-x', 'demonstration:operations'])
    must([404].includes((await browser_of(server).form('/sign-in', { person: nobody })).status), 'nobody is ' + nobody);
  // With a session it counts, whatever one asks to be seen as.
  const nurse = await be(server, 'ward-nurse-medicine');
  same((await nurse.get('/metrics')).status, 403, 'a nurse is not operations');
  same((await nurse.get('/metrics?as=' + ward, { 'X-Klynge-Party': '' })).status, 403, 'nor by saying nothing');
  same((await nurse.get('/api/parties/99910511000016002/duties', { 'X-Klynge-Party': '99910511000016002' })).status, 403, 'nor another party');
  same((await nurse.get(`/api/parties/${ward}/duties`)).status, 200, 'her own list');
  same((await browser_of(server).get('/metrics')).status, 200, 'without a session all is as it was');
  const shown = await nurse.get('/me');
  must(shown.text.includes('Mette Skitsholm') && shown.text.includes('action="/sign-out"'), 'the page says who');
  same((await (await be(server, 'citizen-1')).get('/api/parties/0/duties')).status, 403, 'a citizen sees no list');
  const message = await nurse.ask('POST', '/fhir/$process-message', { body: admission(1).text, headers: {
    'Content-Type': 'application/fhir+json', Origin: nurse.origin, 'X-Klynge-CSRF': (await nurse.get('/api/me')).json.csrf } });
  same(message.status, 403, 'nobody hands in messages by a session');
  must(!/Skitsholm|ward-nurse-medicine|citizen-1\b/.test(server.log), 'who signs in is not in the log');
  await server.stop();
});

test('outside klynge demo nobody is played', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const browser = browser_of(server);
  const answer = await browser.form('/sign-in', { person: 'operations' });
  same([answer.status, browser.cookie('klynge')], [404, undefined], 'refused');
  same((await browser.get('/api/me')).status, 401, 'nobody');
  must(!(await browser.get('/sign-in')).text.includes('name="person"'), 'no people');
  await server.stop();
});

test('the cookie: its attributes, a new one at each sign-in, forged and stale ones', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const browser = browser_of(server);
  const [line] = (await browser.form('/sign-in', { person: 'operations' })).headers['set-cookie'];
  must(/^klynge=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/.test(line), line);
  const first = browser.cookie('klynge');
  await browser.form('/sign-in', { person: 'administrator' });
  must(browser.cookie('klynge') !== first, 'a new id');
  same((await ask(server.port, 'GET', '/api/me', { headers: { Cookie: 'klynge=' + first } })).status, 401, 'the old one is over');
  const good = browser.cookie('klynge');
  for (const cookie of ['x', '', good.slice(1), good + 'A', 'A'.repeat(43), `${good}; klynge=${good}`, 'A'.repeat(8000)]) {
    const answer = await ask(server.port, 'GET', '/metrics', { headers: { Cookie: 'klynge=' + cookie } });
    must(cookie.includes(';') || answer.status === 401, `a forged cookie is nobody, and not the demonstration's anybody: ${cookie.slice(0, 60)} ${answer.status}`);
  }
  const page = await ask(server.port, 'GET', '/party/' + ward + '?lang=en', { headers: { Cookie: 'klynge=x' } });
  same([page.status, page.headers.location], [303, `/sign-in?lang=en&return=/party/${ward}%3Flang%3Den`], 'a page leads to where one signs in');
  must(/^klynge=; .*Max-Age=0/.test(page.headers['set-cookie'][0]), 'and the cookie goes');
  await server.stop();
});

test('CSRF: no token, another\'s, no origin, another origin', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const browser = await be(server, 'operations'), other = await be(server, 'operations');
  const { csrf } = (await browser.get('/api/me')).json, foreign = (await other.get('/api/me')).json.csrf;
  const confirm = async (headers) => (await browser.ask('POST', '/api/clock/confirm', { headers })).status;
  const ours = { Origin: browser.origin };
  same(await confirm({ ...ours, 'X-Klynge-CSRF': csrf }), 204, 'as a page of ours does it');
  same(await confirm({ 'Sec-Fetch-Site': 'same-origin', 'X-Klynge-CSRF': csrf }), 204, 'or so');
  for (const [what, headers] of Object.entries({
    'nothing': {},
    'no token': ours,
    'no origin': { 'X-Klynge-CSRF': csrf },
    'another\'s token': { ...ours, 'X-Klynge-CSRF': foreign },
    'half a token': { ...ours, 'X-Klynge-CSRF': csrf.slice(1) },
    'another origin': { Origin: 'http://elsewhere.example', 'X-Klynge-CSRF': csrf },
    'another port': { Origin: 'http://127.0.0.1:1', 'X-Klynge-CSRF': csrf },
    'no origin at all': { Origin: 'null', 'X-Klynge-CSRF': csrf },
    'another site': { ...ours, 'Sec-Fetch-Site': 'cross-site', 'X-Klynge-CSRF': csrf },
    'a site beside it': { ...ours, 'Sec-Fetch-Site': 'same-site', 'X-Klynge-CSRF': csrf },
    'the cookie as token': { ...ours, 'X-Klynge-CSRF': browser.cookie('klynge') },
  })) same(await confirm(headers), 403, what);
  // The field of a form counts for our own forms, and nowhere else.
  const form = { ...ours, 'Content-Type': 'application/x-www-form-urlencoded' };
  same((await browser.ask('POST', '/api/clock/confirm', { body: 'csrf=' + csrf, headers: form })).status, 403, 'a field for the API');
  same((await browser.ask('POST', '/sign-out', { body: 'csrf=' + foreign, headers: form })).status, 403, 'another\'s field');
  same((await browser_of(server).form('/sign-in', { person: 'operations' }, { Origin: 'http://elsewhere.example' })).status, 403, 'signed in from elsewhere');
  same((await browser.get('/api/me')).status, 200, 'still signed in');
  await server.stop();
});

test('a page that is only kept up to date keeps nobody signed in', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const nurse = await be(server, 'ward-nurse-medicine');
  const idle_until = async () => Date.parse((await nurse.get('/api/me')).json.idle_until);
  const list = (headers) => nurse.get(`/api/parties/${ward}/list`, headers);
  const first = await idle_until();
  await pause(2100);  // it is said in whole seconds
  same((await list({ 'X-Klynge-By-Itself': '1' })).status, 200, 'it is answered');
  same(await idle_until(), first, 'and nobody was there');
  await list();
  must((await idle_until()) > first, 'somebody was there');
  await server.stop();
});

test('sign-out and revoking end a session at once', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const nurse = await be(server, 'ward-nurse-medicine'), same_nurse = await be(server, 'ward-nurse-medicine');
  const copy = nurse.cookie('klynge');
  const { csrf } = (await nurse.get('/api/me')).json;
  const out = await nurse.form('/sign-out?lang=en', { csrf });
  same([out.status, out.location, nurse.cookie('klynge')], [303, '/sign-in?lang=en&out=yes', undefined], 'out');
  must((await nurse.get(out.location)).text.includes('You are signed out'), 'and told so');
  same((await ask(server.port, 'GET', '/api/me', { headers: { Cookie: 'klynge=' + copy } })).status, 401, 'a copy of the cookie is worth nothing');
  // What goes on being told ends with the session too.
  const listening = same_nurse.get(`/api/events?party=${ward}`);
  same((await same_nurse.get('/api/me')).status, 200, 'the other session goes on');
  same((await same_nurse.call('/api/sessions/revoke', { person: 'demonstration:operations' })).status, 403, 'a nurse revokes nobody else');
  const administrator = await be(server, 'administrator');
  await be(server, 'citizen-2');
  const { sessions } = (await administrator.get('/api/sessions')).json;
  same(sessions.map((each) => [each.role, each.person.name !== '']), [['person', true], ['administrator', true], ['citizen', false]], 'who is signed in; of citizens no name');
  same((await administrator.call('/api/sessions/revoke', { person: 'demonstration:ward-nurse-medicine' })).json, { ended: 1 }, 'revoked');
  must((await listening).text.startsWith('event: changed'), 'it was told, and then no more');
  same((await same_nurse.get('/api/me')).status, 401, 'over');
  same((await administrator.call('/api/sessions/revoke', { person: 'demonstration:administrator' })).json, { ended: 1 }, 'one\'s own');
  same((await administrator.get('/api/me')).status, 401, 'over too');
  await server.stop();
});

test('one is led to own paths only', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  for (const wanted of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', '/\telsewhere', '/ x', '', 'x',
    '/sign-out', '/a\r\nSet-Cookie: x=y'])
    same((await browser_of(server).form('/sign-in', { person: 'forum-member', return: wanted })).location, '/', wanted);
  same((await browser_of(server).form('/sign-in', { person: 'forum-member', return: '/citizen/1?lang=en' })).location, '/citizen/1?lang=en', 'a path of ours');
  const page = await browser_of(server).get('/sign-in?return=' + encodeURIComponent('"><script>alert(1)</script>'));
  must(!page.text.includes('<script'), 'inert');
  same((await ask(server.port, 'GET', '/sign-in', { headers: { Host: 'elsewhere.example' } })).status, 200, 'the page itself is no secret');
  same((await ask(server.port, 'POST', '/sign-in', { body: 'person=operations', headers: { Host: 'elsewhere.example', Origin: 'http://elsewhere.example', 'Content-Type': 'application/x-www-form-urlencoded' } })).status,
    403, 'another name for this machine');
  await server.stop();
});

test('every answer guards itself: no inline code, no frames, no guessing, nothing told to others', async () => {
  const server = await Server.start(undefined, { command: 'demo' });
  const browser = await be(server, 'ward-nurse-medicine');
  for (const [who, target] of [[browser_of(server), '/'], [browser, '/'], [browser, '/me'], [browser, '/sign-in'], [browser, '/citizen/1'], [browser, '/api/me'],
    [browser, '/style.css'], [browser, '/health'], [browser, '/openapi.json'], [browser, '/nowhere'], [browser, '/answer/x']]) {
    const { headers, text } = await who.get(target);
    const policy = headers['content-security-policy'] ?? '';
    must(policy.includes("default-src 'none'") && policy.includes("frame-ancestors 'none'") && policy.includes("base-uri 'none'") && !policy.includes('unsafe'), target + ': ' + policy);
    same([headers['x-content-type-options'], headers['cross-origin-opener-policy'], headers['cross-origin-resource-policy']], ['nosniff', 'same-origin', 'same-origin'], target);
    must(headers['permissions-policy'] && ['no-referrer', 'same-origin'].includes(headers['referrer-policy']), target);
    must(!/<script(?! type="module" crossorigin src="\/assets\/[\w.-]+"><\/script>)|<style|\son[a-z]+=|\sstyle=/.test(text) || target === '/openapi.json', 'no code in ' + target);
    same(headers['strict-transport-security'], undefined, 'no TLS, no HSTS');
  }
  await server.stop();
});
