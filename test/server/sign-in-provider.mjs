// Signing in by a real provider, and the systems: everything that may be forged, replayed, late or somebody else's.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Browser } from './browser.mjs';
import { Server, Skip, admission, ask, cpr, folder, free_port, klynge, must, pause, root, same, send, test } from './klynge.mjs';
import { Provider, is_installed, jose, key_pair } from './provider.mjs';

const ward = '265161000016000', municipality = '953741000016009', nurses = '99900061000016009';
const accounts = {
  nurse: { name: 'Mette Skitsholm', roles: ['ward-nurse'] },
  both: { name: 'Lone Modelsen', roles: ['ward-nurse', 'municipal'], organisations: [municipality, '4711', nurses] },
  boss: { name: 'Torben Påfundet', roles: ['operations'] },
  stranger: { name: 'Ingen Regel', roles: ['porter'] },
  citizen: { name: 'Anna Prøvesen', cpr: cpr(1).slice(0, 6) + '-' + cpr(1).slice(6) },
  niece: { name: 'Karen Niece', power: ['health'], principals: [cpr(1), cpr(2), cpr(777)], power_ends: 'none' },
  daughter: { name: 'Ida Datter', cpr: cpr(2), power: 'health', principals: cpr(1), power_ends: Math.floor(Date.now() / 1000) + 3600 },
  over: { name: 'Ole Udløbet', power: ['health'], principals: cpr(1), power_ends: Math.floor(Date.now() / 1000) - 60 },
  tax: { name: 'Tage Skat', power: ['tax'], principals: cpr(1) },
  powerless: { name: 'Uden Fuldmagt', principals: cpr(1) },
  unnamed: { name: 'Ingen Nævnt', power: ['health'], principals: ['1', 'x'], power_ends: 'none' },
  elsewhere: { name: 'Else Andetsteds', power: ['health'], principals: cpr(777), power_ends: 'none' },
  nobody: { name: 'Aksel Eksempel', cpr: cpr(777) },
  '0101010000': { name: 'Nummer Navn', roles: ['ward-nurse'] },
};
const mapping = `
person: {id: sub, name: name}
rules:
  - when: {claim: roles, has: ward-nurse}
    role: person
    party: ${ward}
    health_person: true
  - when: [{claim: roles, has: [municipal, visitator]}]
    role: person
    party: {claim: organisations}
    health_person: false
  - {when: {claim: roles, has: operations}, role: operations}
  - {role: citizen, cpr: cpr}
  - {when: [{claim: power, has: health}, {claim: power_ends, has: none}], role: relative, cpr: principals}
  - {when: {claim: power, has: health}, role: relative, cpr: principals, until: power_ends}
`;

const proof = (name, body) =>
  test(name, () => {
    if (!is_installed) throw new Skip('the npm packages of test/sign-in are not installed');
    return body();
  });

// A provider and a Klynge that knows it, each told of the other.
async function both_of({ keys, client = {}, options = '', more = '', systems, in_id_token = true, sign_in = '', public_address } = {}) {
  keys ??= [await key_pair('RS256', 'one')];
  const place = folder(), data = path.join(place, 'data'), port = await free_port();
  const address = `http://127.0.0.1:${port}`;
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(place, 'secret'), 'a secret that is long enough\n');
  fs.writeFileSync(path.join(data, 'mapping.yaml'), mapping);
  if (systems) fs.writeFileSync(path.join(data, 'systems.yaml'), systems);
  const known = { client_id: 'klynge', client_secret: 'a secret that is long enough', redirect_uris: [address + '/sign-in/staff/back'],
    post_logout_redirect_uris: [address + '/sign-in'], ...client };
  const provider = await Provider.start({ clients: [known], accounts, keys, in_id_token });
  fs.writeFileSync(path.join(data, 'klynge.yaml'), `
operations: 99900121000016004
directory: ${path.join(root, 'data/directory/demonstration.yaml')}
acts_for: [${municipality}]
pathway_unsigned: accept
sign_in:
  public_address: ${public_address ?? address}
${sign_in}${systems ? '  systems: systems.yaml\n' : ''}  providers:
    - id: staff
      name: {da: Medarbejdere, en: Staff}
      issuer: ${provider.issuer}
      client_id: klynge
      mapping: mapping.yaml
${options || '      secret: ../secret\n'}${more}`);
  for (const [name, text] of Object.entries(client.files ?? {})) fs.writeFileSync(path.join(place, name), text);
  const server = await Server.start(data, { options: [], port });
  return { provider, server, address, data, keys, place, browser: () => new Browser(address),
    stop: async () => {
      await server.stop();
      provider.stop();
    } };
}

// As far as the provider sends the browser back, and no further.
async function come_back(world, browser, account, back = '/') {
  world.provider.account = account;
  let answer = await browser.get('/sign-in/staff?return=' + encodeURIComponent(back));
  same(answer.status, 303, 'sent to the provider: ' + answer.text);
  while (!answer.location?.startsWith(world.address)) {
    must(answer.location, `the provider stopped at ${answer.url} with ${answer.status}: ${answer.text.slice(0, 500)}`);
    answer = await browser.get(new URL(answer.location, answer.url).href);
  }
  return new URL(answer.location);
}
async function sign_in(world, account, back = '/') {
  const browser = world.browser();
  const at = await come_back(world, browser, account, back);
  return { browser, answer: await browser.get(at.href) };
}
const me = async (browser) => (await browser.get('/api/me')).json;
const signed_in = async (world, account) => {
  const { browser, answer } = await sign_in(world, account);
  same([answer.status, answer.text], [303, ''], account + ' signs in');
  return browser;
};

proof('a whole sign-in: sent to the provider, back with a code, in, and out', async () => {
  const world = await both_of();
  const page = await world.browser().get('/sign-in?return=/party/' + ward);
  must(page.text.includes(`href="/sign-in/staff?return=/party/${ward}"`) && page.text.includes('Medarbejdere'), 'the way in: ' + page.text);
  const sent = new URL((await world.browser().get('/sign-in/staff')).location);
  const asked = Object.fromEntries(sent.searchParams);
  same([sent.origin, asked.response_type, asked.client_id, asked.redirect_uri, asked.scope, asked.code_challenge_method],
    [world.provider.issuer, 'code', 'klynge', world.address + '/sign-in/staff/back', 'openid', 'S256'], 'what is asked for');
  must(asked.state.length === 43 && asked.nonce.length === 43 && asked.code_challenge.length === 43, 'state, nonce, challenge');

  same((await world.browser().get('/api/me')).status, 401, 'nobody yet');
  const away = await world.browser().get('/party/' + ward);
  same([away.status, away.location], [303, '/sign-in?return=/party/' + ward], 'a page leads there');
  const { browser, answer } = await sign_in(world, 'nurse', '/party/' + ward);
  same([answer.status, answer.location], [303, '/party/' + ward], 'back to where one wanted to go');
  const who = await me(browser);
  same([who.person, who.role, who.party.sor, who.demonstration], [{ id: 'staff:nurse', name: 'Mette Skitsholm' }, 'person', ward, false], 'who');
  same((await browser.get('/party/' + ward)).status, 200, 'her list');
  same((await browser.get('/metrics')).status, 403, 'not hers');

  const out = await browser.form('/sign-out', { csrf: who.csrf });
  same(out.location, '/sign-in?out=staff', 'out');
  const end = /href="(http[^"]+\/session\/end[^"]*)"/.exec((await browser.get(out.location)).text)[1].replaceAll('&amp;', '&');
  must(end.startsWith(world.provider.issuer) && end.includes('client_id=klynge') && !end.includes('id_token_hint'), 'and out of the provider: ' + end);
  same((await browser.get(end)).status, 200, 'which takes it');
  same((await browser.get('/api/me')).status, 401, 'nobody');
  const again = await signed_in(world, 'nurse');
  const { end_session } = (await again.call('/sign-out', {})).json;
  same(end_session, end, 'a script is told where too');
  must(!/Skitsholm|staff:nurse/.test(world.server.log), 'nobody is named in the log: ' + world.server.log);
  await world.stop();
});

proof('who has several organisations chooses one first, and may change', async () => {
  const world = await both_of();
  const { browser, answer } = await sign_in(world, 'both', '/citizen/1');
  same(answer.location, '/me?return=/citizen/1', 'to choose');
  const who = await me(browser);
  same([who.role, who.party, who.parties.map((each) => each.sor)], [null, null, [ward, municipality, nurses]], 'none yet, and no party that is not here');
  const list = await browser.get('/api/parties/' + municipality + '/duties');
  same([list.status, list.json.type.split(':').pop()], [403, 'choose-party'], 'the API waits for it');
  same((await browser.get('/party/' + ward)).location, '/me?return=/party/' + ward, 'and so does a page');
  same((await browser.call('/api/me/party', { party: '99900071000016004' })).status, 403, 'not one of hers');
  const chosen = await browser.call('/api/me/party', { party: municipality });
  same([chosen.status, chosen.json.party.sor], [200, municipality], 'chosen');
  same((await browser.get('/api/parties/' + municipality + '/duties')).status, 200, 'its list');
  same((await browser.get('/api/parties/' + ward + '/duties')).status, 403, 'and no other');
  const page = await browser.get('/me?return=/citizen/1');
  const value = /value="(\d)">[^<]*(?:afdeling|Hjerte)/.exec(page.text)?.[1];
  same(value, '0', 'the page offers the others: ' + page.text);
  same((await browser.form('/me/party', { csrf: who.csrf, choice: value, return: '/citizen/1' })).location, '/citizen/1', 'changed');
  same((await me(browser)).party.sor, ward, 'is the ward now');
  await world.stop();
});

proof('whom no rule fits has no access, and is told so; nor whom a CPR number names', async () => {
  const world = await both_of();
  for (const account of ['stranger', '0101010000', undefined]) {
    const { browser, answer } = await sign_in(world, account);
    same([answer.status, browser.cookie('klynge')], [403, undefined], 'no access: ' + account);
    must(answer.text.includes('Ingen adgang'), 'said plainly');
  }
  must(!world.server.log.includes('0101010000'), 'not in the log');
  await world.stop();
});

proof('a citizen is found by the CPR number, which goes nowhere', async () => {
  const world = await both_of({ systems: await systems_file() });
  const token = (await token_of(world)).json.access_token;
  same((await send(world.server.port, admission(1), { headers: { Authorization: 'Bearer ' + token } })).status, 200, 'a message about her');
  const { browser, answer } = await sign_in(world, 'citizen');
  same(answer.status, 303, answer.text);
  const who = await me(browser);
  same([who.role, who.citizen, who.party, who.parties], ['citizen', 1, null, [{ role: 'citizen' }]], 'a citizen');
  const stranger = await sign_in(world, 'nobody');
  same(stranger.answer.status, 403, 'nobody here');
  must(stranger.answer.text.includes('Intet om dig'), 'said plainly');
  const boss = await signed_in(world, 'boss');
  const seen = JSON.stringify((await boss.get('/api/sessions')).json);
  for (const n of [1, 777]) must(!(world.server.log + seen + JSON.stringify(who)).includes(cpr(n)), 'the number is nowhere');
  must(!seen.includes('Anna Prøvesen'), 'nor her name where operations look');
  await world.stop();
});

proof('a relative acts by a mandate that the provider proves, for whom it names, while it lasts; and the citizen reads who looked', async () => {
  const world = await both_of({ systems: await systems_file() });
  const token = (await token_of(world)).json.access_token;
  for (const n of [1, 2]) same((await send(world.server.port, admission(n), { headers: { Authorization: 'Bearer ' + token } })).status, 200, 'a message');
  const number_of = async (account) => (await me(await signed_in(world, account))).citizen;
  const principal = await number_of('citizen');

  // One mandate beside one's own course: which is it for now?
  const { browser, answer } = await sign_in(world, 'daughter', '/my');
  same([answer.status, answer.location], [303, '/me?return=/my'], 'to choose');
  const choices = (await me(browser)).parties;
  const [own, of_mother] = choices;
  same([own.role, of_mother.role, of_mother.citizen], ['citizen', 'relative', principal], 'her own, and her mother\'s');
  const chosen = await browser.call('/api/me/party', { party: '', role: 'relative', citizen: principal });
  same([chosen.status, chosen.json.role, chosen.json.citizen], [200, 'relative', principal], 'as a relative');
  const here = '/api/citizens/' + principal;
  const seen = (await browser.get(here)).json;
  same([seen.scope, seen.why, seen.asker], ['full', 'mandate', 'relative'], 'all of it');
  same(of_mother.name, seen.name, 'she was told whose it is');
  same((await browser.get('/api/citizens/' + (principal === 1 ? 2 : 1))).status, 404, 'nobody else, and as a relative not even herself');
  const headers = { 'Idempotency-Key': randomUUID() };
  const wrote = await browser.call(here + '/tell/write-goals', { text: 'Hjem til haven' }, headers);
  same(wrote.status, 200, 'and acts for her: ' + wrote.text);
  const message = seen.timeline.find((each) => each.message_bytes);
  same((await browser.get(`${here}/messages/${message.position}`)).status, 200, 'also a message as it came');

  const citizen = await signed_in(world, 'citizen');
  const { looks } = (await citizen.get(here + '/looks')).json;
  const by_her = looks.filter((one) => one.name === 'Ida Datter');
  must(by_her.length >= 3 && by_her.every((one) => one.role === 'relative' && one.why === 'mandate'), 'the citizen reads of each: ' + JSON.stringify(looks));
  same(by_her.filter((one) => one.of_a_message).length, 1, 'and which was of a message');

  // Several mandates; of whom nothing is kept here is not among them.
  const niece = await signed_in(world, 'niece');
  const both = (await me(niece)).parties;
  same(both.map((each) => [each.role, each.citizen]), [['relative', principal], ['relative', principal === 1 ? 2 : 1]], 'two of three');
  same((await niece.get(here)).status, 403, 'nothing before one is chosen');
  const page = await niece.get('/me');
  must(both.every((each) => each.name && page.text.includes(each.name)), 'the page names them: ' + page.text);

  for (const account of ['over', 'tax', 'powerless', 'unnamed']) {
    const refused = await sign_in(world, account);
    same([refused.answer.status, refused.browser.cookie('klynge')], [403, undefined], 'no mandate: ' + account);
  }
  const stranger = await sign_in(world, 'elsewhere');
  same(stranger.answer.status, 403, 'a mandate of somebody who is not here');
  must(stranger.answer.text.includes('Intet om den, du handler for'), 'said plainly');

  // Forged: another key under the same name, and claims changed on their way.
  const forged = await key_pair('RS256', 'one');
  const changed = (make) => (world.provider.answers['/token'] = async (json) => ({ ...json, id_token: await make(jose.decodeJwt(json.id_token), json.id_token) }));
  changed((claims) => new jose.SignJWT({ ...claims, power: ['health'], principals: cpr(1), power_ends: 'none' }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(forged.privateKey));
  same((await sign_in(world, 'powerless')).answer.status, 400, 'signed by another key');
  changed((claims, token) => {
    const [head, , tail] = token.split('.');
    return [head, Buffer.from(JSON.stringify({ ...claims, power: ['health'], power_ends: 'none' })).toString('base64url'), tail].join('.');
  });
  same((await sign_in(world, 'powerless')).answer.status, 400, 'claims put in');
  delete world.provider.answers['/token'];

  const boss = await signed_in(world, 'boss');
  const told = JSON.stringify((await boss.get('/api/sessions')).json);
  must(!/Ida Datter|Karen Niece/.test(told + world.server.log), 'no relative is named where operations look');
  for (const n of [1, 2, 777]) must(!(world.server.log + told).includes(cpr(n)), 'the number is nowhere');
  await world.stop();
});

proof('keys are rotated; each way of signing is known; the client shows itself by a key', async () => {
  const own = await key_pair('ES256', 'ours');
  const pem = await jose.exportPKCS8(own.privateKey);
  const client = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [own.jwk] }, id_token_signed_response_alg: 'PS256', client_secret: undefined };
  const first = await key_pair('PS256', 'one');
  const place = folder();
  fs.writeFileSync(path.join(place, 'key.pem'), pem);
  const world = await both_of({ keys: [first], client, options: `      key: ${path.join(place, 'key.pem')}\n      key_id: ours\n` });
  await signed_in(world, 'nurse');
  await signed_in(world, 'nurse');
  same(world.provider.asked.filter((each) => each === '/jwks').length, 1, 'the keys are fetched once');
  same(world.provider.asked.filter((each) => each.includes('openid-configuration')).length, 1, 'and where they are');
  await world.provider.use([await key_pair('PS256', 'two')]);
  await signed_in(world, 'nurse');
  same(world.provider.asked.filter((each) => each === '/jwks').length, 2, 'fetched anew');
  for (const alg of ['ES256', 'RS256', 'ES384']) {
    client.id_token_signed_response_alg = alg;
    Object.assign(world.provider.clients[0], { id_token_signed_response_alg: alg });
    await world.provider.use([await key_pair(alg, 'with ' + alg)]);
    const { answer } = await sign_in(world, 'nurse');
    // The bucket for fetching anew holds three: the fourth key is not looked for so soon.
    same(answer.status, alg === 'ES384' ? 400 : 303, alg);
  }
  await world.stop();
});

proof('what userinfo says counts where the settings ask for it, and only of the same person', async () => {
  const world = await both_of({ in_id_token: false, more: '      userinfo: true\n' });
  same((await me(await signed_in(world, 'nurse'))).person.name, 'Mette Skitsholm', 'from userinfo');
  world.provider.answers['/me'] = (json) => ({ ...json, sub: 'boss' });
  same((await sign_in(world, 'nurse')).answer.status, 400, 'about another');
  await world.stop();
});

proof('forged, foreign and late ID tokens sign nobody in', async () => {
  const good = await key_pair('RS256', 'one'), evil = await key_pair('RS256', 'one');
  const world = await both_of({ keys: [good] });
  const now = () => Math.floor(Date.now() / 1000);
  const made = (claims, { key = good.privateKey, ...header } = {}) => new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
  const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const spki = await jose.exportSPKI(good.publicKey);
  const ways = {
    'alg none': (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
    'alg None': (claims) => `${encoded({ alg: 'None' })}.${encoded(claims)}.`,
    'HMAC by the client\'s secret': (claims) => made(claims, { alg: 'HS256', key: Buffer.from('a secret that is long enough') }),
    'HMAC by the public key': (claims) => made(claims, { alg: 'HS256', key: Buffer.from(spki) }),
    'another key under the same name': (claims) => made(claims, { key: evil.privateKey }),
    'a name nobody knows': (claims) => made(claims, { key: evil.privateKey, kid: 'other' }),
    'a key brought along': (claims) => made(claims, { key: evil.privateKey, jwk: evil.jwk }),
    'no signature': async (claims) => (await made(claims)).replace(/[^.]*$/, ''),
    'a changed claim': async (claims) => {
      const [head, , signature] = (await made(claims)).split('.');
      return [head, encoded({ ...claims, sub: 'boss' }), signature].join('.');
    },
    'a critical extension': (claims) => made(claims, { crit: ['b64'], b64: true }),
    'over': (claims) => made({ ...claims, exp: now() - 120 }),
    'without an end': ({ exp, ...claims }) => made(claims),
    'for ever': (claims) => made({ ...claims, exp: now() + 400 * 86400 }),
    'of the future': (claims) => made({ ...claims, iat: now() + 600 }),
    'not yet': (claims) => made({ ...claims, nbf: now() + 600 }),
    'for another client': (claims) => made({ ...claims, aud: 'other' }),
    'for two, made for the other': (claims) => made({ ...claims, aud: ['klynge', 'other'], azp: 'other' }),
    'for two, made for nobody': (claims) => made({ ...claims, aud: ['klynge', 'other'] }),
    'of another issuer': (claims) => made({ ...claims, iss: 'http://127.0.0.1:1' }),
    'of another sign-in': (claims) => made({ ...claims, nonce: 'x'.repeat(43) }),
    'without a nonce': ({ nonce, ...claims }) => made(claims),
    'about nobody': ({ sub, ...claims }) => made(claims),
    'not a token': () => 'x.y.z',
    'nothing': () => '',
    'encrypted': () => 'a.b.c.d.e',
  };
  for (const [what, forge] of Object.entries(ways)) {
    world.provider.answers['/token'] = async (json) => ({ ...json, id_token: await forge(jose.decodeJwt(json.id_token)) });
    const { browser, answer } = await sign_in(world, 'nurse');
    must([400, 403].includes(answer.status) && browser.cookie('klynge') === undefined, `${what}: ${answer.status} ${answer.text}`);
  }
  world.provider.answers['/token'] = async (json) => ({ ...json, id_token: await made(jose.decodeJwt(json.id_token)) });
  await signed_in(world, 'nurse');  // made in the same way, and right
  delete world.provider.answers['/token'];
  await signed_in(world, 'nurse');
  same(world.server.log.match(/event=sign_in_failed/g).length, Object.keys(ways).length, 'each is in the log');
  await world.stop();
});

proof('codes and states: replayed, foreign, forged, another\'s', async () => {
  const world = await both_of();
  const victim = world.browser(), attacker = world.browser();
  const at = await come_back(world, attacker, 'boss');
  same((await victim.get(at.href)).status, 400, 'another\'s answer in a browser that began nothing');
  same((await attacker.get(at.href)).status, 400, 'and it was used up');
  // The attacker's whole answer, in a browser that waits for its own.
  const waiting = world.browser();
  await come_back(world, waiting, 'nurse');
  const lure = await come_back(world, attacker, 'boss');
  same([(await waiting.get(lure.href)).status, waiting.cookie('klynge')], [400, undefined], 'another\'s answer in a browser that waits');
  // The attacker's code behind the victim's own state: the code is of another verifier.
  const began = await come_back(world, victim, 'nurse'), theirs = await come_back(world, attacker, 'boss');
  const mixed = new URL(began);
  mixed.searchParams.set('code', theirs.searchParams.get('code'));
  same((await victim.get(mixed.href)).status, 400, 'an injected code');
  same((await victim.get(began.href)).status, 400, 'the state was used');

  const change = async (how, browser = world.browser()) => {
    const url = await come_back(world, browser, 'nurse');
    how(url.searchParams);
    return (await browser.get(url.href)).status;
  };
  same(await change((given) => given.set('state', 'x')), 400, 'another state');
  same(await change((given) => given.delete('state')), 400, 'no state');
  same(await change((given) => given.set('code', 'x')), 400, 'another code');
  same(await change((given) => given.delete('code')), 403, 'no code');
  same(await change((given) => given.set('iss', 'http://127.0.0.1:1')), 400, 'another issuer');
  same(await change((given) => given.delete('iss')), 400, 'no issuer, where the provider always says it');
  same(await change(() => {}), 303, 'and nothing changed');
  const browser = world.browser();
  const url = await come_back(world, browser, 'nurse');
  same((await browser.get(url.href)).status, 303, 'once');
  same((await browser.get(url.href)).status, 400, 'not twice');
  const cookieless = world.browser();
  const once = await come_back(world, cookieless, 'nurse');
  same((await cookieless.ask('GET', once.href, { cookies: false })).status, 400, 'without the cookie');
  // Two tabs of one browser.
  const tabs = world.browser();
  const one = await come_back(world, tabs, 'nurse'), other = await come_back(world, tabs, 'nurse');
  same([(await tabs.get(other.href)).status, (await tabs.get(one.href)).status], [303, 303], 'both come in');
  for (const path of ['/sign-in/other', '/sign-in/other/back', '/sign-in/staff/x']) same((await tabs.get(path)).status, 404, path);
  await world.stop();
});

proof('a provider that is away, lies about itself or answers nonsense', async () => {
  const world = await both_of();
  world.provider.is_down = true;
  same((await world.browser().get('/sign-in/staff')).status, 503, 'away');
  same((await ask(world.server.port, 'GET', '/health')).status, 200, 'nobody else waits for it');
  world.provider.is_down = false;
  const where = '/.well-known/openid-configuration';
  for (const lie of [{ issuer: 'http://127.0.0.1:1' }, { token_endpoint: 'http://elsewhere.example/token' }, { jwks_uri: undefined },
    { authorization_endpoint: 'javascript:alert(1)' }, { authorization_endpoint: world.provider.issuer + '/\r\nSet-Cookie: a=b' }]) {
    world.provider.answers[where] = (json) => ({ ...json, ...lie });
    same((await world.browser().get('/sign-in/staff')).status, 400, JSON.stringify(lie));
  }
  delete world.provider.answers[where];
  const browser = world.browser();
  const at = await come_back(world, browser, 'nurse');
  world.provider.is_down = true;
  same((await browser.get(at.href)).status, 503, 'away when the code is to be changed');
  world.provider.is_down = false;
  await signed_in(world, 'nurse');
  await world.stop();
});

proof('under an https address the cookies are Secure and of this host alone', async () => {
  const world = await both_of({ public_address: 'https://klynge.example' });
  const begun = await world.browser().get('/sign-in/staff');
  must(/^__Host-klynge-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/.test(begun.headers['set-cookie'][0]), begun.headers['set-cookie'][0]);
  same(new URL(begun.location).searchParams.get('redirect_uri'), 'https://klynge.example/sign-in/staff/back', 'the way back');
  const stale = await world.browser().get('/api/me', { Cookie: '__Host-klynge=x' });
  must(stale.status === 401 && /^__Host-klynge=; .*; Secure; Max-Age=0$/.test(stale.headers['set-cookie'][0]), 'and the session\'s too');
  same((await world.browser().get('/api/me', { Cookie: 'klynge=x' })).headers['set-cookie'], undefined, 'one of the other name is none');
  await world.stop();
});

proof('a session ends when it is idle, and after its time whatever happens', async () => {
  const idle_ms = 4000;
  const world = await both_of({ sign_in: `  idle: ${idle_ms / 1000} s\n  absolute: 8 s\n` });
  const idle = await signed_in(world, 'nurse'), busy = await signed_in(world, 'nurse');
  const { idle_until, until } = await me(idle);
  must(Date.parse(idle_until) < Date.parse(until), 'idle first');
  const end = Date.parse((await me(busy)).until);
  let asked = Date.now(), is_idle_gone = false;
  for (;;) {
    const before = Date.now();
    if ((await busy.get('/party/' + ward)).status !== 200) break;
    asked = before;
    if (!is_idle_gone && (await idle.get('/api/me')).status === 401) {
      is_idle_gone = true;
      must(Date.now() >= Date.parse(idle_until), 'it did not end early');
    }
    await pause(50);
  }
  must(is_idle_gone, 'asking who one is keeps nothing alive');
  must(Date.now() >= end || Date.now() - asked >= idle_ms, 'who is busy stays until the absolute end');
  await world.stop();
});

proof('who asks too often is slowed down, and nobody else', async () => {
  const world = await both_of({ sign_in: '  session_rate: 1\n' });
  const quick = await signed_in(world, 'nurse');
  let answer, asked = 0;
  do answer = await quick.get('/api/me');
  while (++asked < 1000 && answer.status === 200);
  must(answer.status === 429 && Number(answer.headers['retry-after']) >= 1 && asked > 10, `${answer.status} after ${asked}`);
  same((await (await signed_in(world, 'nurse')).get('/api/me')).status, 200, 'another session of the same person');
  await world.stop();
});

proof('attempts are counted by address, never by name; a proxy says whose they are', async () => {
  const world = await both_of({ sign_in: '  attempts: 5\n  proxy: 127.0.0.1\n' });
  const from = (address) => world.browser().get('/sign-in/staff', { 'X-Forwarded-For': '198.51.100.1, ' + address });
  const statuses = [];
  for (let i = 0; i < 8; ++i) statuses.push((await from('203.0.113.7')).status);
  same(statuses, [303, 303, 303, 303, 303, 429, 429, 429], 'the same address');
  same((await from('203.0.113.8')).status, 303, 'another');
  same((await from('2001:db8::1')).status, 303, 'yet another');
  await world.stop();
});

test('settings and mappings that are wrong refuse to start, with their line', async () => {
  const place = folder(), data = path.join(place, 'data');
  fs.mkdirSync(data);
  const base = `operations: 99900121000016004\ndirectory: ${path.join(root, 'data/directory/demonstration.yaml')}\npathway_unsigned: accept\n`;
  const provider = ['  providers:', '    - id: staff', '      name: {da: A, en: B}', '      issuer: https://idp.example', '      client_id: klynge',
    '      secret: ../secret', '      mapping: mapping.yaml', ''].join('\n');
  const start = (text) => {
    fs.writeFileSync(path.join(data, 'klynge.yaml'), base + text);
    return klynge(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  };
  const refused = (text, line, what) => {
    const result = start(text);
    must(result.code === 4 && result.err.includes(line), `${what}: ${result.code} ${result.err}`);
  };
  fs.writeFileSync(path.join(place, 'secret'), '');
  fs.writeFileSync(path.join(data, 'mapping.yaml'), mapping);
  const whole = 'sign_in:\n  public_address: https://klynge.example\n';
  refused('sign_in:\n  providers: []\n', 'klynge.yaml:', 'no address');
  refused('sign_in:\n  public_address: http://klynge.example\n' + provider, 'klynge.yaml:5', 'no https');
  refused('sign_in:\n  public_address: https://klynge.example/path\n' + provider, 'klynge.yaml:5', 'a path');
  refused(whole + '  idle: 3 h\n  absolute: 1 h\n' + provider, 'klynge.yaml:', 'idle longer');
  refused(whole + '  idel: 3 h\n' + provider, 'klynge.yaml:6', 'unknown');
  refused(whole + provider.replace('../secret', 'secret'), 'klynge.yaml:11', 'a secret in the data folder');
  refused(whole + provider.replace('https://idp', 'http://idp'), 'klynge.yaml:9', 'an issuer without TLS');
  refused(whole + provider + '      key: ../key\n', 'klynge.yaml:', 'a secret and a key');
  refused(whole + provider, 'secret', 'an empty secret');
  fs.writeFileSync(path.join(place, 'secret'), 'x\n');
  for (const [line, wrong] of [[5, '  - {role: operations}'], [5, '  - {when: {claim: roles, has: x}, role: door}'], [5, '  - {when: {claim: roles, has: x}, role: person, party: 5, health_person: true}'],
    [5, '  - {when: {claim: roles, has: x}, role: forum, party: 5}'], [5, '  - {when: {claim: roles}, role: forum}'], [5, '  - {role: citizen}'],
    [5, `  - {when: {claim: roles, has: x}, role: person, party: ${ward}}`]]) {
    fs.writeFileSync(path.join(data, 'mapping.yaml'), '# who is who\n\nperson: {id: sub, name: name}\nrules:\n' + wrong + '\n');
    refused(whole + provider, `mapping.yaml:${line}`, wrong);
  }
});

// --- systems ---

const system_keys = is_installed ? { rsa: await key_pair('RS384', 'rsa'), curve: await key_pair('ES384', 'curve'), foreign: await key_pair('ES384', 'curve') } : {};
async function systems_file(more = '') {
  const jwks = (...keys) => JSON.stringify({ keys: keys.map((key) => key.jwk) });
  return `
systems:
  - id: ward-system
    name: The wards' system
    role: door
    party: ${ward}
    senders: [${ward}]
    scopes: [system/message.write]
    keys: ${jwks(system_keys.curve, system_keys.rsa)}
  - id: dashboard
    name: A dashboard
    role: operations
    party: 99900121000016004
    scopes: [system/ledger.read, system/operations]
    keys: ${jwks(system_keys.rsa)}
${more}`;
}
async function assertion_of(world, { client = 'ward-system', key = system_keys.curve, claims = {}, header = {} } = {}) {
  const at = Math.floor(Date.now() / 1000);
  const whole = { iss: client, sub: client, aud: world.address + '/oauth/token', jti: randomUUID(), iat: at, exp: at + 240, ...claims };
  return new jose.SignJWT(JSON.parse(JSON.stringify(whole))).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header }).sign(key.privateKey);
}
async function token_of(world, { assertion, scope, form = {}, ...options } = {}) {
  const fields = { grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion ?? (await assertion_of(world, options)), ...(scope ? { scope } : {}), ...form };
  return ask(world.server.port, 'POST', '/oauth/token', { body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
}

proof('a system gets a token for a signed assertion, and may do what it is for', async () => {
  const world = await both_of({ systems: await systems_file() });
  const { port } = world.server;
  for (const where of ['/.well-known/oauth-authorization-server', '/fhir/.well-known/smart-configuration']) {
    const { json } = await ask(port, 'GET', where);
    same([json.token_endpoint, json.token_endpoint_auth_methods_supported], [world.address + '/oauth/token', ['private_key_jwt']], where);
    must(['RS384', 'ES384'].every((alg) => json.token_endpoint_auth_signing_alg_values_supported.includes(alg)), where);
  }
  for (const key of [system_keys.curve, system_keys.rsa]) {
    const answer = await token_of(world, { key });
    same([answer.status, answer.json.token_type, answer.json.expires_in, answer.json.scope, answer.headers['cache-control']],
      [200, 'bearer', 300, 'system/message.write', 'no-store'], answer.text);
    const headers = { Authorization: 'Bearer ' + answer.json.access_token };
    same((await send(port, admission(3), { headers })).status, 200, 'a message');
    same((await ask(port, 'GET', '/api/parties/0/duties', { headers })).status, 403, 'no list');
    const { json } = await ask(port, 'GET', '/api/me', { headers });
    same([json.person, json.role, json.party.sor], [{ id: 'system:ward-system', name: 'The wards\' system' }, 'door', ward], 'who');
  }
  const dash = (await token_of(world, { client: 'dashboard', key: system_keys.rsa, scope: 'system/ledger.read' })).json;
  same(dash.scope, 'system/ledger.read', 'less than it may have');
  const headers = { Authorization: 'Bearer ' + dash.access_token };
  same((await ask(port, 'GET', '/api/parties/0/duties', { headers })).status, 200, 'reads');
  const metrics = await ask(port, 'GET', '/metrics', { headers });
  same([metrics.status, metrics.json.type.split(':').pop()], [403, 'insufficient-scope'], 'no metrics by that token');
  must(/insufficient_scope.*system\/operations/.test(metrics.headers['www-authenticate']), 'and why');
  same((await ask(port, 'POST', '/api/clock/confirm', { headers })).status, 403, 'nor acts');
  const whole = (await token_of(world, { client: 'dashboard', key: system_keys.rsa })).json;
  same((await ask(port, 'GET', '/metrics', { headers: { Authorization: 'Bearer ' + whole.access_token } })).status, 200, 'by the other');
  same((await ask(port, 'POST', '/api/duties/1/1/accept', { headers: { Authorization: 'Bearer ' + whole.access_token } })).status, 403, 'acting was never granted');
  const wrong = await ask(port, 'POST', '/fhir/$process-message', { body: admission(1).text, headers: { Authorization: 'Bearer ' + whole.access_token, 'Content-Type': 'application/fhir+json' } });
  same(wrong.status, 403, 'nor messages');
  for (const token of ['x', whole.access_token + 'x', whole.access_token.slice(1), ''])
    same((await ask(port, 'GET', '/metrics', { headers: { Authorization: 'Bearer ' + token } })).status, 401, 'a forged token');
  must(!world.server.log.includes(whole.access_token), 'no token in the log');
  await world.stop();
});

proof('assertions that are forged, replayed, late, for others or of others get no token', async () => {
  const world = await both_of({ systems: await systems_file(), sign_in: '  attempts: 100000\n' });
  const at = Math.floor(Date.now() / 1000);
  const no = async (what, status, error, options) => {
    const answer = await token_of(world, options);
    same([answer.status, answer.json?.error], [status, error], what + ' ' + answer.text);
  };
  const client = (what, options) => no(what, 401, 'invalid_client', options);
  const used = await assertion_of(world);
  same((await token_of(world, { assertion: used })).status, 200, 'once');
  await client('replayed', { assertion: used });
  await client('another key under the same name', { key: system_keys.foreign });
  await client('a key it does not have', { client: 'dashboard', key: system_keys.curve });
  await client('a name nobody knows', { header: { kid: 'other' } });
  await client('without a key\'s name', { header: { kid: undefined } });
  await client('nobody', { client: 'nobody' });
  await client('about another', { claims: { sub: 'dashboard' } });
  await client('of another', { claims: { iss: 'dashboard' } });
  await client('for another', { claims: { aud: 'https://elsewhere.example/oauth/token' } });
  await client('for the address alone', { claims: { aud: world.address } });
  await client('for nobody', { claims: { aud: undefined } });
  await client('over', { claims: { exp: at - 120 } });
  await client('too long', { claims: { exp: at + 3600 } });
  await client('without an end', { claims: { exp: undefined } });
  await client('not yet', { claims: { nbf: at + 600 } });
  await client('without an id', { claims: { jti: undefined } });
  await client('RSA where the key is a curve', { header: { alg: 'ES384', kid: 'rsa' } });
  const claims = { iss: 'ward-system', sub: 'ward-system', aud: world.address + '/oauth/token', jti: randomUUID(), exp: at + 60 };
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await client('alg none', { assertion: `${encoded({ alg: 'none', kid: 'curve' })}.${encoded(claims)}.` });
  const hmac = await new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(Buffer.from(await jose.exportSPKI(system_keys.rsa.publicKey)));
  await client('HMAC by the public key', { assertion: hmac });
  await client('nothing', { assertion: 'x' });
  await client('a secret', { form: { client_assertion_type: '', client_id: 'ward-system', client_secret: 'x' } });
  await no('a scope it does not have', 400, 'invalid_scope', { scope: 'system/message.write system/operations' });
  await no('a scope nobody has', 400, 'invalid_scope', { scope: 'system/*.*' });
  await no('for a person', 400, 'unsupported_grant_type', { form: { grant_type: 'authorization_code' } });
  same((await token_of(world)).status, 200, 'and a right one');
  const json = await ask(world.server.port, 'POST', '/oauth/token', { body: '{}', headers: { 'Content-Type': 'application/json' } });
  same([json.status, json.json.error], [400, 'invalid_request'], 'no form');
  let last;
  for (let i = 0; i < 110 && (last?.status ?? 200) === 200; ++i) last = await token_of(world);
  must(last.status === 429 && last.headers['retry-after'], 'no more tokens than anybody needs: ' + last.status);
  same((await token_of(world, { client: 'dashboard', key: system_keys.rsa })).status, 200, 'others still get one');
  await world.stop();
});

proof('a system\'s keys may be behind an address, and change there', async () => {
  const host = await Provider.start({ clients: [], accounts: {}, keys: [await key_pair('RS256', 'x')] });
  let keys = [system_keys.curve.jwk];
  host.answers['/jwks'] = () => ({ keys });
  const world = await both_of({ systems: await systems_file(`  - id: far
    name: Far away
    role: person
    party: ${municipality}
    scopes: [system/ledger.read, system/ledger.write]
    keys_url: ${host.issuer}/jwks
`) });
  same((await token_of(world, { client: 'far' })).status, 200, 'by a key that is there');
  const next = await key_pair('ES384', 'next');
  same((await token_of(world, { client: 'far', key: next })).status, 401, 'by one that is not');
  keys = [next.jwk];
  const answer = await token_of(world, { client: 'far', key: next });
  same(answer.status, 200, 'now it is');
  const headers = { Authorization: 'Bearer ' + answer.json.access_token };
  same((await ask(world.server.port, 'GET', `/api/parties/${municipality}/duties`, { headers })).status, 200, 'as its party');
  same((await ask(world.server.port, 'GET', `/api/parties/${ward}/duties`, { headers })).status, 403, 'and no other');
  host.is_down = true;
  same((await token_of(world, { client: 'far' })).status, 503, 'the old one is not there, and nobody answers whether it is again');
  same((await token_of(world, { client: 'ward-system' })).status, 200, 'nobody else waits');
  host.stop();
  await world.stop();
});
