// What the real server must survive. `node test/server/run.mjs [part of a name]`, with KLYNGE=path of the binary.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomInt, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import {
  Server, Skip, acknowledgement, admission, ask, binary, cpr, folder, klynge, long, must, pause, post, resend, root, run, same, send,
  test,
} from './klynge.mjs';

const municipality = '953741000016009', nurses = '99900061000016009', team = '99900071000016004';
const directory = path.join(root, 'data/directory/demonstration.yaml');
const key = () => ({ 'Idempotency-Key': randomUUID() });
const as = (party) => ({ 'X-Klynge-Party': party });

function verify(data) {
  const result = klynge(['verify', '--data', data, '--json']);
  same(result.code, 0, 'verify after it: ' + result.out + result.err);
  return JSON.parse(result.out);
}

// Eight connections, new messages and resends of answered ones, until the server is gone.
async function load(server, state) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const one = async () => {
    for (;;) {
      const old = state.answered.size > 0 && randomInt(5) === 0;
      const message = old ? [...state.recent][randomInt(state.recent.length)] : admission(state.made++);
      if (!old) state.sent.set(message.id, message);
      let answer;
      try {
        answer = await send(server.port, old ? resend(message) : message, { agent });
      } catch {
        return;  // the server went away: nothing was promised
      }
      if (answer.status === 503) continue;
      const got = acknowledgement(answer);
      must(answer.status === 200 && got, `a message was answered ${answer.status} ${answer.text.slice(0, 300)}`);
      const before = state.answered.get(message.id);
      if (before) same(got, before, 'the answer to a repeat');
      state.answered.set(message.id, got);
      state.recent.push(message);
      if (state.recent.length > 200) state.recent.shift();
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  agent.destroy();
}
const newState = () => ({ made: randomInt(10000), sent: new Map(), answered: new Map(), recent: [] });

async function everythingIsThere(server, state, ids) {
  for (const id of ids) {
    const answer = await send(server.port, resend(state.sent.get(id)));
    same(answer.status, 200, 'status of a resend');
    same(acknowledgement(answer), state.answered.get(id), 'the answer to a resend after a restart');
  }
}

// In the journal: every answered message once, and none that was never sent.
function accountFor(data, state) {
  const exported = klynge(['export-journal', '--data', data]);
  same(exported.code, 0, 'export-journal: ' + exported.err);
  const first = new Map();
  for (const line of exported.out.trim().split('\n')) {
    const entry = JSON.parse(line);
    if (!entry.message || JSON.stringify(entry.facts).includes('uplicate')) continue;
    const id = JSON.stringify(entry.message.id);
    must(!first.has(id), 'a message stands twice in the journal as new');
    first.set(id, entry.message.acknowledgement_id ?? entry.message.acknowledgement);
  }
  must(first.size >= state.answered.size, `${state.answered.size} answered, ${first.size} in the journal`);
  must(first.size <= state.sent.size, `${state.sent.size} sent, ${first.size} in the journal`);
  const acknowledged = new Set(first.values());
  for (const { id } of state.answered.values()) must(acknowledged.has(id), 'an acknowledgement that no entry knows');
}

test('kill -9 under load: what was answered is there, once, with the same answer', async () => {
  const data = path.join(folder(), 'data');
  const state = newState();
  let server = await Server.start(data);
  for (let round = 0; round < (long ? 200 : 20); ++round) {
    const before = new Set(state.answered.keys());
    const loading = load(server, state);
    await pause(randomInt(30, 400));
    await server.kill('SIGKILL');
    await loading;
    verify(data);
    server = await Server.start(data);
    const fresh = [...state.answered.keys()].filter((id) => !before.has(id));
    await everythingIsThere(server, state, fresh.slice(-300));
    const earlier = [...before];
    if (earlier.length > 0)
      await everythingIsThere(server, state, Array.from({ length: 20 }, () => earlier[randomInt(earlier.length)]));
  }
  await server.stop();
  verify(data);
  accountFor(data, state);
  console.log(`  ${state.answered.size} messages answered, ${state.sent.size} sent`);
});

test('SIGTERM under load finishes what was taken and ends well', async () => {
  const data = path.join(folder(), 'data');
  const state = newState();
  const server = await Server.start(data);
  const loading = load(server, state);
  await pause(400);
  same(await server.stop(), { code: 0, signal: null }, 'how it ended');
  await loading;
  must(state.answered.size > 0, 'nothing was answered before the stop');
  must(/event=stopping signal=TERM[^]*event=stopped/.test(server.log), 'the log says so');
  verify(data);
  const again = await Server.start(data);
  await everythingIsThere(again, state, [...state.answered.keys()].slice(-200));
  await again.stop();
  accountFor(data, state);
});

test('a second server, and receive, on the same folder are refused in clear words', async () => {
  const data = path.join(folder(), 'data');
  const server = await Server.start(data);
  for (const args of [['serve', '--demo', '--listen', '127.0.0.1:0'], ['receive', directory]]) {
    const second = klynge([...args, '--data', data]);
    same(second.code, 3, 'exit code of ' + args[0] + ': ' + second.err);
    must(second.err.includes(data) && /process|in use|server/i.test(second.err), 'clear words: ' + second.err);
  }
  same((await ask(server.port, 'GET', '/health')).status, 200, 'the first goes on');
  const reading = klynge(['list', '--data', data]);
  same(reading.code, 0, 'reading beside it: ' + reading.err);
  await server.stop();
});

test('a wrong or missing key refuses to start', async () => {
  const place = folder(), data = path.join(place, 'data'), keys = data + '.keys', aside = path.join(place, 'aside');
  const server = await Server.start(data);
  await send(server.port, admission(1));
  await server.stop();
  fs.renameSync(keys, aside);
  for (const command of [['serve', '--demo', '--listen', '127.0.0.1:0'], ['list'], ['verify']]) {
    const missing = klynge([...command, '--data', data]);
    same(missing.code, 4, `${command[0]} with missing keys: ${missing.err}`);
    must(!fs.existsSync(keys), 'no new keys are made for a folder that has data');
  }
  const other = path.join(place, 'other');
  same(klynge(['receive', '--data', other, path.join(root, 'test/samples/hospital-notification/STIN.json')]).code, 0, 'another folder');
  fs.cpSync(other + '.keys', keys, { recursive: true });
  for (const command of [['serve', '--demo', '--listen', '127.0.0.1:0'], ['verify'], ['list'], ['export-journal']]) {
    const wrong = klynge([...command, '--data', data]);
    must(wrong.code === 4 && /not the keys/.test(wrong.err), `${command[0]} with wrong keys: ${wrong.code} ${wrong.err}`);
  }
  fs.rmSync(keys, { recursive: true });
  fs.renameSync(aside, keys);
  verify(data);
});

// A small disk of its own; needs root.
function smallDisk(size) {
  const place = folder();
  if (process.getuid() !== 0) throw new Skip('needs root, to mount a small disk');
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'klynge-test', place]).status !== 0)
    throw new Skip('a small disk could not be mounted here');
  return { place, end: () => spawnSync('umount', ['-l', place]) };
}
async function until(condition, what) {
  for (let i = 0; i < 1200; ++i) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error('in vain waited for: ' + what);
}

test('a full disk: says so, serves reads, loses nothing, resumes', async () => {
  const disk = smallDisk('24m');
  try {
    const data = path.join(disk.place, 'data');
    const state = newState();
    const server = await Server.start(data);
    for (let i = 0; i < 20; ++i) {
      const message = admission(i);
      state.sent.set(message.id, message);
      state.answered.set(message.id, acknowledgement(await send(server.port, message)));
    }
    same((await ask(server.port, 'GET', '/')).status, 200, 'the page before');
    const ballast = path.join(disk.place, 'ballast');
    const file = fs.openSync(ballast, 'w');
    try {
      for (;;) fs.writeSync(file, Buffer.alloc(4096));
    } catch (error) {
      same(error.code, 'ENOSPC', 'the disk is full');
    }
    fs.closeSync(file);
    const refusedOnes = [];
    await until(async () => {
      const message = admission(1000 + refusedOnes.length);
      const answer = await send(server.port, message);
      if (answer.status === 503) {
        must(answer.headers['retry-after'], 'it says when to try again');
        refusedOnes.push(message);
      }
      state.sent.set(message.id, message);
      if (answer.status === 200) state.answered.set(message.id, acknowledgement(answer));
      return answer.status === 503;
    }, 'a message that is not taken');
    const health = await ask(server.port, 'GET', '/health');
    same(health.status, 503, 'health on a full disk');
    must(health.json.reason.length > 10, 'health gives the reason');
    same((await ask(server.port, 'GET', '/')).status, 200, 'the page is served on a full disk');
    const listed = await ask(server.port, 'GET', '/api/parties/0/duties');
    same(listed.status, 200, 'the list is served on a full disk: ' + listed.text);
    same((await ask(server.port, 'GET', '/api/citizens/1')).status, 200, 'a citizen is shown, and that is written down, on a full disk');
    fs.rmSync(ballast);
    await until(async () => (await ask(server.port, 'GET', '/health')).status === 200, 'health once there is room');
    for (const message of refusedOnes) {
      const answer = await send(server.port, message);
      same(answer.status, 200, 'the resend');
      state.answered.set(message.id, acknowledgement(answer));
    }
    await everythingIsThere(server, state, state.answered.keys());
    await server.stop();
    verify(data);
    accountFor(data, state);
  } finally {
    disk.end();
  }
});

test('a read-only folder: refused at the start in clear words, and writable again it goes on', async () => {
  const disk = smallDisk('32m');
  try {
    const data = path.join(disk.place, 'data');
    const keys = data + '.keys';
    let server = await Server.start(data);
    await send(server.port, admission(1));
    await server.stop();
    must(fs.existsSync(keys), 'the keys lie beside it');
    same(spawnSync('mount', ['-o', 'remount,ro', disk.place]).status, 0, 'remount');
    const refusedStart = klynge(['serve', '--demo', '--listen', '127.0.0.1:0', '--data', data]);
    must([3, 4].includes(refusedStart.code) && /read-only|readonly|cannot be written|permission/i.test(refusedStart.err),
         `clear words: ${refusedStart.code} ${refusedStart.err}`);
    spawnSync('mount', ['-o', 'remount,rw', disk.place]);
    server = await Server.start(data);
    same((await send(server.port, admission(2))).status, 200, 'writable again');
    await server.stop();
    verify(data);
  } finally {
    disk.end();
  }
});

// Files that may be changed no more, not even by who has them open: where the file system has that, and root may. The shared memory
// of SQLite is left out: it is mapped, and a process that may not write to what it has mapped is ended by the kernel.
function frozenFiles(at, change) {
  const files = fs.readdirSync(at, { recursive: true }).map((name) => path.join(at, name))
    .filter((file) => fs.statSync(file).isFile() && !file.endsWith('-shm'));
  return spawnSync('chattr', [change, ...files]).status === 0;
}

test('a folder that becomes read-only while it serves: says so, loses nothing, goes on when it is writable', async () => {
  const place = folder(), data = path.join(place, 'data'), probe = path.join(place, 'probe');
  fs.mkdirSync(probe);
  const file = fs.openSync(path.join(probe, 'a'), 'w');
  let is_enforced = false;
  if (frozenFiles(probe, '+i')) {
    try {
      fs.writeSync(file, 'x');
    } catch {
      is_enforced = true;
    }
    frozenFiles(probe, '-i');
  }
  fs.closeSync(file);
  if (!is_enforced) throw new Skip('needs root, and a file system that knows files which may not be changed');

  const state = newState(), server = await Server.start(data);
  const keep = async (message) => {
    const answer = await send(server.port, message);
    state.sent.set(message.id, message);
    if (answer.status === 200) state.answered.set(message.id, acknowledgement(answer));
    return answer;
  };
  for (let i = 0; i < 20; ++i) same((await keep(admission(i))).status, 200, 'before');
  must(frozenFiles(data, '+i'), 'read-only');
  try {
    const refused = [];
    for (let i = 0; i < 3; ++i) {
      const message = admission(100 + i), answer = await keep(message);
      same([answer.status, Boolean(answer.headers['retry-after'])], [503, true], 'not now, and when to try again');
      refused.push(message);
    }
    const health = await ask(server.port, 'GET', '/health');
    must(health.status === 503 && health.json.reason.length > 10, 'health gives the reason: ' + health.text);
    same((await ask(server.port, 'GET', '/')).status, 200, 'pages are served');
    const listed = await ask(server.port, 'GET', '/api/parties/0/duties');
    must(listed.status === 200 || (listed.status === 503 && !listed.text.includes('duty')), 'what cannot be written down is not shown: ' + listed.text.slice(0, 200));
    must(frozenFiles(data, '-i'), 'writable again');
    await until(async () => (await ask(server.port, 'GET', '/health')).status === 200, 'health once it can write');
    for (const message of refused) same((await keep(message)).status, 200, 'the resend');
    await everythingIsThere(server, state, state.answered.keys());
  } finally {
    frozenFiles(data, '-i');
  }
  await server.stop();
  verify(data);
  accountFor(data, state);
});

test('settings: unknown ones, unsigned pathways, keys inside, and open addresses are refused', async () => {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  const start = (text, more = []) => {
    fs.writeFileSync(path.join(data, 'klynge.yaml'), text);
    return klynge(['serve', '--data', data, '--listen', '127.0.0.1:0', ...more]);
  };
  const base = `operations: 99900121000016004\ndirectory: ${directory}\n`;
  let refused = start(base + 'retention_dayz: 3\n');
  same(refused.code, 4, 'unknown setting');
  must(refused.err.includes('klynge.yaml:3') && refused.err.includes('retention_days'), 'line and what is known: ' + refused.err);
  refused = start(base);
  must(refused.code === 4 && /approved/.test(refused.err), 'unsigned pathway: ' + refused.err);
  must(/klynge pathway sign/.test(refused.err) && /pathway_unsigned: accept/.test(refused.err), 'and what to do: ' + refused.err);
  refused = start(base + 'pathway_unsigned: yes\n');
  must(refused.code === 4 && refused.err.includes('klynge.yaml:3'), 'not in so many words: ' + refused.err);
  refused = start(base + 'demonstration: true\nkeys: keys\n');
  must(refused.code === 4 && /outside/.test(refused.err), 'keys inside: ' + refused.err);
  refused = start(base + 'demonstration: true\nlisten: 0.0.0.0:8080\n');
  must(refused.code === 4 && /tls/.test(refused.err), 'open address: ' + refused.err);
  refused = klynge(['serve', '--data', data, '--listen', '0.0.0.0:0']);
  must(refused.code === 4 && /tls/.test(refused.err), 'open address by option: ' + refused.err);
  fs.rmSync(path.join(data, 'klynge.yaml'));
  refused = klynge(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  must(refused.code === 4 && /operations:/.test(refused.err), 'no settings: ' + refused.err);
});

test('an unsigned pathway is served in an evaluation that says so, and a signed one without a word', async () => {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  const token = 'evaluating';
  const settings = `operations: 99900121000016004\ndirectory: ${directory}\nacts_for: [${municipality}]\ntokens: tokens\n`;
  const page = async (more) => {
    fs.writeFileSync(path.join(data, 'klynge.yaml'), settings + more);
    fs.writeFileSync(path.join(data, 'tokens'), `${createHash('sha256').update(token).digest('hex')} person ${municipality}\n`);
    const server = await Server.start(data, { options: [] });
    const response = await fetch(`http://127.0.0.1:${server.port}/api/about`);
    same(response.status, 200, 'what the page is told');
    const { pathways_approved } = await response.json();
    await server.stop();
    return pathways_approved;
  };
  same(await page('pathway_unsigned: accept\n'), false, 'the banner');
  const pathways = path.join(data, 'pathways');
  fs.mkdirSync(pathways);
  const stay = path.join(pathways, 'hospital-stay.yaml');
  fs.copyFileSync(path.join(root, 'data/pathways/hospital-stay.yaml'), stay);
  for (const role of ['nurse', 'doctor', 'municipal-lead'])
    same(klynge(['pathway', 'sign', stay, '--role', role, '--name', 'Test Person', '--date', '2026-11-22']).code, 0, role);
  same(await page('pathways: pathways\n'), true, 'no banner');
  fs.appendFileSync(stay, '# a comment is not signed\n');
  same(await page('pathways: pathways\n'), true, 'no banner yet');
  fs.writeFileSync(stay, fs.readFileSync(stay, 'utf8').replace('answer_within: 2 h', 'answer_within: 3 h'));
  const refused = klynge(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  must(refused.code === 4 && /not signed by nurse, doctor, municipal-lead/.test(refused.err), 'changed: ' + refused.err);
});

test('tokens bind party, role and senders', async () => {
  const data = path.join(folder(), 'data');
  fs.mkdirSync(data);
  const hash = (token) => createHash('sha256').update(token).digest('hex');
  const bearer = (token) => ({ Authorization: 'Bearer ' + token });
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: 99900121000016004\ndirectory: ${directory}\nacts_for: [${municipality}]\ndemonstration: true\ntokens: tokens\n`);
  fs.writeFileSync(path.join(data, 'tokens'), [
    `${hash('nurse')} person ${municipality}  # home nursing`, `${hash('doctor')} person 265161000016000`,
    `${hash('mine')} door 265161000016000 265161000016000,399841000016000`, `${hash('theirs')} door 99900011000016007 99900011000016007`,
    `${hash('ops')} operations 99900121000016004`, ''].join('\n'));
  const server = await Server.start(data, { options: [] });
  const { port } = server;
  const message = admission(7);
  same((await send(port, message)).status, 401, 'a message without a token');
  same((await send(port, message, { headers: bearer('nobody') })).status, 401, 'a token that is nobody\'s');
  same((await send(port, message, { headers: bearer('nurse') })).status, 403, 'a person is no door');
  same((await send(port, message, { headers: bearer('theirs') })).status, 403, 'a door speaks for its senders only');
  same((await send(port, message, { headers: bearer('mine') })).status, 200, 'its own sender');
  same((await ask(port, 'GET', '/metrics', { headers: bearer('nurse') })).status, 403, 'metrics are for operations');
  same((await ask(port, 'GET', '/metrics', { headers: bearer('ops') })).status, 200, 'metrics');
  same((await ask(port, 'GET', `/api/parties/${municipality}/duties`)).status, 401, 'a list without a token');
  same((await ask(port, 'GET', `/api/parties/${municipality}/duties`, { headers: as(municipality) })).status, 401, 'naming a party is no token');
  same((await ask(port, 'GET', `/api/parties/${municipality}/duties`, { headers: bearer('doctor') })).status, 403, 'another\'s list');
  const list = await ask(port, 'GET', `/api/parties/${municipality}/duties`, { headers: bearer('nurse') });
  same([list.status, list.json.duties.some((each) => each.cpr === message.cpr)], [200, true], 'one\'s own list, with names');
  const all = await ask(port, 'GET', '/api/parties/0/duties', { headers: bearer('ops') });
  same([all.status, all.json.duties.some((each) => each.cpr || each.name)], [200, false], 'operations see no names');
  const basic = { Authorization: 'Basic ' + Buffer.from('me:nurse').toString('base64') };
  const home = await ask(port, 'GET', '/?lang=en', { headers: basic });
  same([home.status, home.headers.location], [303, `/party/${municipality}?lang=en`], 'in a browser the way to one\'s list');
  const page = await ask(port, 'GET', '/party/' + municipality, { headers: basic }), first = page.headers.link;
  same([page.status, page.text.includes('data-key="'), page.text.includes('lang="da"')], [200, true, true], 'its first rows are in the page');
  const foreign = await ask(port, 'GET', '/party/' + municipality, { headers: { Authorization: 'Basic ' + Buffer.from('me:doctor').toString('base64') } });
  same([foreign.status, foreign.text.includes('data-key="'), foreign.text.includes('<main')], [200, false, false], 'and in nobody else\'s');
  for (const what of ['/assets/index-', '/api/me>', `/api/parties/${municipality}/list?limit=100>`]) same(first.includes(what), true, 'asked for at once: ' + what);
  same((await ask(port, 'GET', '/help')).headers.link.includes('/api/'), false, 'for nobody nothing of the API is');
  same((await post(port, '/api/citizens/find', { cpr: message.cpr }, basic)).status, 401, 'Basic is for reading pages');
  const found = await post(port, '/api/citizens/find', { cpr: message.cpr }, bearer('nurse'));
  same([found.status, found.json.scope, found.json.cpr], [200, 'lane', message.cpr], 'finding a citizen of one\'s own');
  same((await ask(port, 'GET', `/api/citizens/${found.json.citizen}`, { headers: bearer('mine') })).status, 404, 'a door reads nothing');
  await server.stop();
  fs.appendFileSync(path.join(data, 'tokens'), 'nonsense person 1\n');
  const broken = klynge(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  must(broken.code === 4 && broken.err.includes('tokens:6'), 'a broken token file: ' + broken.err);
});

async function reportDuty(port, message) {
  const found = await post(port, '/api/citizens/find', { cpr: message.cpr });
  same(found.status, 200, 'find: ' + found.text);
  const duty = found.json.courses[0].duties.find((each) => each.task === 'admission-report');
  must(duty, 'an admission report is owed: ' + found.text);
  return { citizen: found.json.citizen, duty: duty.duty, holder: duty.holder.sor };
}

test('two accept at once: one does, the others are told who', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  for (let round = 0; round < 10; ++round) {
    const message = admission(round);
    await send(port, message);
    const { citizen, duty, holder } = await reportDuty(port, message);
    const verb = (name, party, body = {}) => post(port, `/api/duties/${citizen}/${duty}/${name}`, body, { ...key(), ...as(party) });
    const offered = await verb('offer', holder, { to: nurses });
    same(offered.status, 200, 'offer: ' + offered.text);
    const answers = await Promise.all([verb('accept', nurses), verb('accept', team), verb('accept', nurses), verb('take', team, { text: 'we are there' })]);
    const won = answers.filter((answer) => answer.status === 200);
    must(won.length >= 1, 'somebody got it: ' + answers.map((answer) => answer.text).join(' '));
    const after = await reportDuty(port, message);
    for (const answer of answers.filter((each) => each.status !== 200)) {
      must([403, 409].includes(answer.status), 'a refusal: ' + answer.text);
      must(answer.headers['content-type'] === 'application/problem+json', 'as problem details');
      must(answer.json.holder?.sor && answer.json.refusal, 'it says who: ' + answer.text);
    }
    const accepts = answers.slice(0, 3).filter((answer) => answer.status === 200);
    must(accepts.length <= 1, 'at most one acceptance');
    must([nurses, team].includes(after.holder), 'exactly one holder');
  }
  await server.stop();
});

test('verbs: idempotency keys, strict bodies, refusals', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  const message = admission(3);
  await send(port, message);
  const { citizen, duty, holder } = await reportDuty(port, message);
  const target = `/api/duties/${citizen}/${duty}/offer`;
  const id = key();
  same((await post(port, target, { to: nurses }, as(holder))).status, 400, 'no key');
  const first = await post(port, target, { to: nurses }, { ...id, ...as(holder) });
  same(first.status, 200, first.text);
  const again = await post(port, target, { to: nurses }, { ...id, ...as(holder) });
  same([again.status, again.json.position, again.json.repeated], [200, first.json.position, true], 'the same request again');
  same((await post(port, target, { to: team }, { ...id, ...as(holder) })).status, 422, 'the same key, another request');
  const misspelt = await post(port, target, { too: team }, { ...key(), ...as(holder) });
  same([misspelt.status, misspelt.json.where], [400, 'to'], 'a missing member');
  const extra = await post(port, target, { to: team, colour: 1 }, { ...key(), ...as(holder) });
  same([extra.status, extra.json.where], [400, 'colour'], 'an unknown member');
  const notMine = await post(port, `/api/duties/${citizen}/${duty}/complete`, {}, { ...key(), ...as(team) });
  same([notMine.status, notMine.json.refusal, notMine.json.holder.sor], [403, 'not-yours', holder], 'not the holder');
  const phone = '/api/duties/' + citizen + '/999/accept';
  same((await post(port, phone, {}, { ...key(), ...as(holder) })).status, 404, 'no such duty');
  same((await post(port, '/api/duties/99999/1/accept', {}, { ...key(), ...as(holder) })).status, 404, 'no such citizen');
  const declined = await post(port, `/api/duties/${citizen}/${duty}/decline`, { reason: 'no-capacity', text: 'full tonight' }, { ...key(), ...as(nurses) });
  same(declined.status, 200, declined.text);
  const done = await post(port, `/api/duties/${citizen}/${duty}/complete`, {}, { ...key(), ...as(holder) });
  same(done.status, 200, done.text);
  await server.stop();
});

test('what no message carries is told, and whom to call is answered', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  const message = admission(3);
  await send(port, message);
  const { citizen, holder } = await reportDuty(port, message);
  const shown = async (query = '') => (await ask(port, 'GET', `/api/citizens/${citizen}${query}`)).json;
  const { course, ward } = (await shown()).courses[0];
  const tell = (verb, body, party) => post(port, `/api/citizens/${citizen}/tell/${verb}`, { course, ...body }, { ...key(), ...as(party) });
  const at = new Date(Date.now() + 86400000).toISOString().replace(/\.\d+/, '');
  same((await tell('expect-discharge', { at }, ward.sor)).status, 200, 'a discharge is expected');
  const notTheirs = await tell('ready', {}, holder);
  same([notTheirs.status, notTheirs.json.refusal], [403, 'not-yours'], 'the municipality cannot say ready');
  same((await tell('ready', {}, ward.sor)).status, 200, 'ready');
  const ready = (await shown()).courses[0];
  must(ready.ready_since && ready.discharge_expected, 'both are shown: ' + JSON.stringify(ready));
  must(ready.strands.some((each) => each.task === 'take-home'), 'the municipality has the decision');
  same((await tell('ready', {}, ward.sor)).json.refusal, 'other-state', 'twice is once');
  same((await tell('not-ready', {}, ward.sor)).status, 200, 'not ready after all');
  same((await tell('admitted', {}, ward.sor)).status, 404, 'a message says that');
  const relative = await shown('?asker=relative');
  same([relative.asker, relative.answers[0].phone], ['relative', '112'], '112 comes first');
  must(relative.answers.some((each) => each.about === 'treatment' && each.call.da === ward.name), 'then the ward');
  same((await ask(port, 'GET', `/api/citizens/${citizen}?asker=journalist`)).status, 400, 'who else asks is not known');
  await server.stop();
});

test('the look-up says what may be told, opened and written; the rest is refused', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  const message = admission(4);
  await send(port, message);
  const { citizen, holder } = await reportDuty(port, message);
  const shown = async (party) => (await ask(port, 'GET', `/api/citizens/${citizen}?may=1`, { headers: as(party) })).json;
  const { course, ward } = (await ask(port, 'GET', '/api/citizens/' + citizen)).json.courses[0];
  const soon = (hours) => new Date(Date.now() + hours * 3600e3).toISOString().replace(/\.\d+/, '');
  const gp = '99900111000016008';
  const bodies = { 'call-off-stay': { course, text: 'x' }, 'expect-discharge': { course, at: soon(24) }, ready: { course }, 'not-ready': { course }, 'close-stay': { course, because: 'other', text: 'x' }, prolong: { course, until: soon(500) },
    'name-gp': { gp }, object: {}, 'object-no-more': {}, terminal: { course }, 'emergency-call': { course }, 'emergency-over': { course }, 'tell-gp': { course, basis: 'consent' }, state: { kind: 'relative', text: 'Ida' },
    move: { municipality: '99900051000016006' } };
  const told = async (verb, party) => (await post(port, `/api/citizens/${citizen}/tell/${verb}`, bodies[verb], { ...key(), ...as(party) })).status;
  const may = async (party) => {
    const it = await shown(party);
    return [...(it.may?.tell ?? []), ...(it.courses?.find((each) => each.course === course)?.may?.tell ?? [])];
  };
  for (const party of [ward.sor, holder, gp]) {
    const allowed = await may(party);
    for (const verb of Object.keys(bodies)) if (!allowed.includes(verb)) must((await told(verb, party)) >= 400, `${verb} by ${party} stands nowhere, and was done`);
  }
  same((await shown('')).may, undefined, 'nothing for operations, who read no more than what stands');
  for (const [verb, party, then] of [['expect-discharge', ward.sor], ['ready', ward.sor, 'not-ready'], ['not-ready', ward.sor, 'ready'], ['object', holder, 'object-no-more'], ['object-no-more', holder, 'object'], ['state', ward.sor], ['terminal', ward.sor, 'expect-discharge'],
    ['name-gp', holder], ['tell-gp', ward.sor], ['close-stay', holder, 'emergency-call'], ['emergency-call', holder, 'emergency-over'], ['emergency-over', ward.sor, 'emergency-call']]) {
    must((await may(party)).includes(verb), `${verb} may be told by ${party}`);
    same(await told(verb, party), 200, verb);
    if (then) must((await may(party)).includes(then) && !(await may(party)).includes(verb), `then ${then}`);
  }

  const opened = async (party) => (await shown(party)).courses.find((each) => each.course === course).may.open;
  const plan = (await opened(ward.sor)).find((each) => each.task === 'rehabilitation-plan');
  same([plan.words.en, plan.by_person, plan.takers], ['Rehabilitation plan', true, ['hospital']], 'what may be opened');
  must(!(await opened(ward.sor)).some((each) => ['contact', 'discharge', 'admission', 'answer', 'first-visit'].includes(each.task)), 'no strand, nothing that a message proves, nothing that is open');
  const open = (body, party) => post(port, `/api/citizens/${citizen}/duties`, { course, ...body }, { ...key(), ...as(party) });
  same((await open({ task: 'rehabilitation-plan', text: 'Efter faldet' }, ward.sor)).status, 201, 'opened');
  must(!(await opened(ward.sor)).some((each) => each.task === 'rehabilitation-plan'), 'once');
  const said = (await shown(ward.sor)).courses[0].duties.find((each) => each.task === 'rehabilitation-plan').said;
  const others = (await shown(holder)).courses[0].duties.find((each) => each.task === 'rehabilitation-plan').said;
  same([said, others], ['Efter faldet', undefined], 'what was written, for whom it is');

  must((await shown(holder)).may.write, 'a letter');
  const letter = async (verb, body, party) => post(port, `/api/citizens/${citizen}/letters/${verb}`, body, { ...key(), ...as(party) });
  const draft = (await letter('prepare', { to: ward.sor, category: 'medicine', text: 'Dosis?' }, holder)).json.letter;
  same((await shown(holder)).drafts.map((each) => [each.draft, each.category]), [[draft, 'medicine']], 'a draft');
  same((await letter('send', { draft, given: 'Lone', family: 'Prøve', role: 'Visitator', phone: '99 99 00 05' }, holder)).status, 200, 'sent');
  const thread = (await shown(ward.sor)).threads[0];
  same([thread.may_reply, thread.may_forward], [true, true], 'answered, sent on');
  const { parties } = (await ask(port, 'GET', '/api/directory')).json;
  for (const each of parties.filter((one) => one.sor !== holder).slice(0, 20))
    same((await letter('prepare', { to: each.sor, category: 'medicine', text: 'x' }, holder)).status === 200, !!each.letters, `a letter to ${each.name}`);
  await server.stop();
});

test('a backup taken under load is whole, and goes on elsewhere', async () => {
  const data = path.join(folder(), 'data'), copy = path.join(folder(), 'copy'), other = path.join(folder(), 'other');
  const server = await Server.start(data);
  const answered = [];
  let going = true;
  const load = (async () => {
    while (going) {
      const message = admission(answered.length);
      answered.push({ message, was: acknowledgement(await send(server.port, message)) });
    }
  })();
  while (answered.length < 50) await pause(10);
  const before = answered.length;
  const taken = await new Promise((resolve) => {
    const child = spawn(binary, ['backup', copy, '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (part) => (out += part));
    child.stderr.on('data', (part) => (out += part));
    child.on('close', (code) => resolve({ code, out }));
  });
  same(taken.code, 0, taken.out);
  must(/copy holds: \d+ entries/.test(taken.out), taken.out);
  going = false;
  await load;
  await server.stop();
  same(klynge(['backup', copy, '--data', data]).code, 4, 'a folder that is there is not written over');

  same(klynge(['restore', copy, '--data', other]).code, 4, 'without the keys it is refused');
  fs.rmSync(other, { recursive: true });
  fs.cpSync(data + '.keys', other + '.keys', { recursive: true });
  const restored = klynge(['restore', copy, '--data', other]);
  same(restored.code, 0, restored.out + restored.err);
  const again = await Server.start(other);
  for (const { message, was } of answered.slice(0, before))  // what was answered before the backup began is in it
    same(acknowledgement(await send(again.port, message)), was, 'the same answer');
  const metrics = (await ask(again.port, 'GET', '/metrics')).text;
  must(new RegExp(`duplicates_total ${before}\\b`).test(metrics), 'as repeats');
  same((await send(again.port, admission(answered.length + 1))).status, 200, 'and something new');
  await again.stop();
  const proof = JSON.parse(klynge(['verify', '--data', other, '--json']).out);
  must(proof.ok, JSON.stringify(proof.faults));
});

test('HTTP at its edges is answered in clear words', async () => {
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  const to = '/fhir/$process-message';
  const raw = (text) => new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (part) => (got += part));
    socket.on('close', () => resolve(got));
    socket.on('error', () => resolve(got));
  });
  const large = await ask(port, 'POST', '/api/citizens/find', { body: Buffer.alloc(3 << 20, 32), headers: { 'Content-Type': 'application/json' } });
  must(large.status === 413 && /256 kB/.test(large.text), 'too large: ' + large.status + large.text);
  const csv = await ask(port, 'POST', to, { body: 'a;b', headers: { 'Content-Type': 'text/csv' } });
  must(csv.status === 415 && csv.json.resourceType === 'OperationOutcome', 'neither JSON nor XML: ' + csv.text);
  const xml = { 'Content-Type': 'application/fhir+xml' }, gzip = { 'Content-Encoding': 'gzip' };
  const message = fs.readFileSync(path.join(root, 'test/fuzz/corpus/xml/admission.xml'));
  const answer = await ask(port, 'POST', to, { body: zlib.gzipSync(message), headers: { ...xml, ...gzip } });
  must(answer.status === 200 && answer.headers['content-type'] === 'application/fhir+xml', 'XML in gzip: ' + answer.status + answer.text);
  must(/<Bundle xmlns="http:\/\/hl7.org\/fhir">/.test(answer.text) && /<response>.*<code value="ok"\/>/.test(answer.text), 'is acknowledged in XML');
  const cut = await ask(port, 'POST', to, { body: message.subarray(0, 900), headers: xml });
  must(cut.status === 400 && /<OperationOutcome /.test(cut.text) && /line \d+, column \d+/.test(cut.text), 'half of it: ' + cut.text);
  const entities = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><Bundle xmlns="http://hl7.org/fhir"><id value="&y;"/></Bundle>';
  same((await ask(port, 'POST', to, { body: entities, headers: xml })).status, 400, 'entities');
  const bomb = await ask(port, 'POST', to, { body: zlib.gzipSync(Buffer.alloc(128 << 20, 32)), headers: { ...xml, ...gzip } });
  must(bomb.status === 413, 'a bomb: ' + bomb.status + bomb.text);
  same((await ask(port, 'POST', to, { body: 'not gzip', headers: { ...xml, ...gzip } })).status, 400, 'not gzip');
  const broken = await ask(port, 'POST', to, { body: '{"a":', headers: { 'Content-Type': 'application/fhir+json' } });
  must(broken.status === 400 && broken.json.resourceType === 'OperationOutcome', 'not JSON: ' + broken.status + broken.text);
  const encoded = await ask(port, 'POST', '/fhir/%24process-message', { body: admission(1).text, headers: { 'Content-Type': 'application/json' } });
  same(encoded.status, 200, 'the dollar may be encoded');
  same((await ask(port, 'GET', to)).status, 405, 'wrong method');
  same((await ask(port, 'GET', '/nowhere')).status, 404, 'nothing there');
  same((await ask(port, 'GET', '/%zz')).status, 400, 'a broken path');
  must(/^HTTP\/1.1 431 /.test(await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20000)}\r\n\r\n`)), 'a long header');
  must(/^HTTP\/1.1 400 /.test(await raw('nonsense\r\n\r\n')), 'no HTTP');
  must(/^HTTP\/1.1 401 /.test(await raw('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')), 'a name that is not ours');
  const many = await raw('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  same(many.match(/HTTP\/1.1 200 OK/g)?.length, 2, 'two requests in one write');
  same((await send(port, admission(2))).status, 200, 'the next is unharmed');
  const metrics = await ask(port, 'GET', '/metrics');
  must(/klynge_http_seconds_bucket\{le="\+Inf"\} \d+/.test(metrics.text), 'metrics');
  must(!/\b\d{10}\b/.test(metrics.text.replace(/klynge_http_seconds_sum.*/, '')), 'no CPR number in metrics');
  await server.stop();
});

test('TLS with a certificate', async () => {
  const place = folder(), data = path.join(place, 'data');
  fs.mkdirSync(data);
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-keyout', path.join(place, 'key.pem'), '-out', path.join(place, 'cert.pem')]);
  if (made.status !== 0) throw new Skip('openssl is not here to make a certificate');
  fs.writeFileSync(path.join(data, 'klynge.yaml'),
    `operations: 99900121000016004\ndirectory: ${directory}\ndemonstration: true\ntls: {certificate: ../cert.pem, key: ../key.pem}\n`);
  const server = await Server.start(data, { options: [], agent: true });
  const answer = await new Promise((resolve, reject) =>
    https.get({ host: '127.0.0.1', port: server.port, path: '/health', rejectUnauthorized: false }, (response) => {
      response.resume();
      response.on('end', () => resolve([response.statusCode, response.headers['strict-transport-security']]));
    }).on('error', reject));
  same(answer, [200, 'max-age=31536000'], 'health over TLS');
  same(await server.stop(), { code: 0, signal: null }, 'how it ended');
});

test('the command line: CPR numbers, look-ups beside a server, heads, help', async () => {
  const place = folder(), data = path.join(place, 'data');
  const server = await Server.start(data);
  const message = admission(11);
  await send(server.port, message);
  const leaked = klynge(['who', '--data', data, message.cpr]);
  must(leaked.code === 2 && !leaked.err.includes(message.cpr) && /standard input/.test(leaked.err), 'a CPR number as argument: ' + leaked.err);
  const dashed = klynge(['who', '--data', data, '--cpr-file=' + message.cpr.slice(0, 6) + '-' + message.cpr.slice(6)]);
  must(dashed.code === 2 && !dashed.err.includes(message.cpr.slice(6) + '\n'), 'with a dash');
  const text = klynge(['who', '--data', data], message.cpr + '\n');
  must(text.code === 0 && /Ring nu til: /.test(text.out), 'who: ' + text.out + text.err);
  const json = klynge(['who', '--data', data, '--json'], message.cpr);
  const seen = JSON.parse(json.out);
  must(seen.call_now?.sor && seen.courses[0].strands.some((strand) => strand.strand === 'contact'), 'who --json');
  must(seen.courses[0].strands.every((strand) => strand.rule?.text.da), 'the rule in words');
  const stranger = klynge(['who', '--data', data, '--as', '99900111000016008'], message.cpr);
  same([stranger.code, stranger.out], [1, ''], 'who is not involved sees nothing');
  same(klynge(['who', '--data', data], '0101010000').code, 1, 'nobody by that number');
  same(klynge(['who', '--data', data], 'x').code, 2, 'not a number');
  const list = klynge(['list', '--data', data, '--party', municipality, '--json']);
  must(list.code === 0 && list.out.trim().split('\n').every((line) => JSON.parse(line).duty), 'list: ' + list.err);
  const head = klynge(['verify', '--data', data, '--head']);
  same(head.code, 0, head.err);
  fs.writeFileSync(path.join(place, 'head'), head.out);
  await send(server.port, admission(12));
  const since = klynge(['verify', '--data', data, '--since', path.join(place, 'head')]);
  same(since.code, 0, 'an earlier head is in the chain: ' + since.out + since.err);
  const changed = head.out.replace(/[0-9a-f]{8}(\s)/, '00000000$1');
  fs.writeFileSync(path.join(place, 'head'), changed);
  same(klynge(['verify', '--data', data, '--since', path.join(place, 'head')]).code, 4, 'a forged head');
  const open = klynge(['export-journal', '--data', data, '--open']), sealed = klynge(['export-journal', '--data', data]);
  must(open.out.includes(message.cpr) && !sealed.out.includes(message.cpr), 'sealed unless opened');
  await server.stop();
  must(!server.log.includes(message.cpr) && !server.log.includes('Elmer'), 'nothing personal in the log: ' + server.log);
  const soon = klynge(['erase', '--data', data, '--reason', 'r', '--basis', 'b', '--person-a', 'A', '--person-b', 'B'], message.cpr);
  must(soon.code === 1 && /duty|open/.test(soon.err), 'erasing with a duty open: ' + soon.err);
  for (const command of ['serve', 'receive', 'validate', 'who', 'list', 'verify', 'erase', 'export-journal']) {
    const help = klynge([command, '--help']);
    must(help.code === 0 && help.out.includes('klynge ' + command) && help.out.includes('Exit codes'), 'help of ' + command);
  }
  same(klynge(['nothing']).code, 2, 'an unknown subcommand');
});

test('receive and validate: one object a message, acknowledgements where told, the next unharmed', async () => {
  const place = folder(), data = path.join(place, 'data'), acks = path.join(place, 'acks'), inbox = path.join(place, 'in');
  fs.mkdirSync(inbox);
  const messages = Array.from({ length: 300 }, (_, i) => admission(i));
  messages.forEach((message, i) => fs.writeFileSync(path.join(inbox, String(i).padStart(4, '0') + '.json'), message.text));
  fs.writeFileSync(path.join(inbox, '0100a.json'), '{"not": "whole"');
  const first = klynge(['receive', '--data', data, '--json', '--acks', acks, inbox, path.join(place, 'missing.json')]);
  same(first.code, 3, 'an unreadable file is "not now": ' + first.err);
  const lines = first.out.trim().split('\n').map((line) => JSON.parse(line));
  same(lines.length, 302, 'one line a file');
  same(lines.filter((line) => line.answer === 'ok' && line.type === 'HN STIN').length, 300, 'all whole ones are taken');
  const broken = lines.find((line) => line.file.endsWith('0100a.json'));
  must(broken.issues[0].rule && broken.issues[0].severity === 'error', 'the broken one: ' + JSON.stringify(broken));
  same(Object.keys(lines[0]).slice(0, 4), ['file', 'type', 'answer', 'issues'], 'the keys');
  same(fs.readdirSync(acks).filter((name) => name.endsWith('.ack.json')).length, 300, 'acknowledgements');
  const again = klynge(['receive', '--data', data, '--json', '-'], resend(messages[5]).text);
  const answer = JSON.parse(again.out);
  same([again.code, answer.answer, answer.repeated], [0, 'ok', true], 'a repeat from standard input');
  const checked = klynge(['validate', '--json', inbox]);
  same([checked.code, checked.out.trim().split('\n').length], [1, 301], 'validate');
  verify(data);
});

// The lines of a code block of README's: "$ " is a command, what follows is what it prints.
test('README: the five minutes of a municipality alone print what they say they print', async () => {
  const text = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  const lines = text.slice(text.indexOf('## Five minutes'), text.indexOf('## What there is now')).split('\n');
  const told = lines.filter((line) => line.startsWith('    ')).map((line) => line.slice(4));
  must(told.length > 20, 'the example is there');
  const place = path.join(folder(), 'alone');
  const steps = [];
  for (const line of told) {
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), out: [] });
    else steps.at(-1).out.push(line);
  }
  for (const { command, out } of steps) {
    const real = command.replaceAll('build/klynge', `"${binary}"`).replaceAll('var/alone', place);
    const result = spawnSync('sh', ['-c', real], { cwd: root, encoding: 'utf8' });
    same([result.status, result.stderr], [0, ''], command);
    same(result.stdout.split('\n').map((line) => line.trimEnd()).filter((line) => line), out, command);
  }
  const demand = klynge(['list', '--data', place, '--json', '--at', '2026-11-20T08:00:00+01:00']);
  must(!demand.out.includes('"silent_since"'), 'nobody is silent');
  verify(place);
});

await import('./large.mjs');
await import('./nothing-left.mjs');
await import('./folder.mjs');
await import('./answer.mjs');
await import('./upgrade.mjs');
await import('./post.mjs');
await import('./attachment.mjs');
await import('./raw.mjs');
await import('./record-system.mjs');
await import('./sign-in.mjs');
await import('./looks.mjs');
await import('./pocket.mjs');
await import('./area.mjs');
await import('./denied.mjs');
await import('./sign-in-provider.mjs');

if (!fs.existsSync(binary)) {
  console.log(`no binary at ${binary}: build it, or say KLYNGE=path`);
  process.exit(1);
}
await run();
