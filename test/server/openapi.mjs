// The description of the doors (data/openapi.yaml) beside the doors: sound in itself, and true of every operation, used well
// and badly. Whoever adds a route adds here how it is used. `node test/server/openapi.mjs`, with KLYNGE=path of the binary.
import crypto, { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { Contract, faults_of_document, yaml } from './contract.mjs';
import { Server, admission, ask, folder, free_port, must, root, run, same, test } from './klynge.mjs';

const document = yaml.parse(fs.readFileSync(path.join(root, 'data/openapi.yaml'), 'utf8'));
const municipality = '953741000016009', nurses = '99900061000016009', team = '99900071000016004';
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
const soon = (hours) => new Date(Date.now() + hours * 3600000).toISOString().replace(/\.\d+/, '');

test('the document is sound, and its examples are what it says', async () => {
  same(await faults_of_document(document), [], 'faults');
  same(new Contract(document).faults_of_examples(), [], 'faults of examples');
  same(document.info.version, /project\(klynge VERSION (\S+)/.exec(read('CMakeLists.txt'))[1], 'the version');
});

test('the judge notices: another member, a missing one, another status', async () => {
  const judge = (answer, body = '{"to":"5"}') => {
    const contract = new Contract(document);
    contract.judge('POST', '/api/duties/1/1/offer', { headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'a' }, body },
      { headers: { 'content-type': answer.status < 300 ? 'application/json' : 'application/problem+json' }, ...answer });
    return contract.faults.length;
  };
  const good = { answer: 'ok', position: 1, citizen: 1, duty: 1, repeated: false };
  same(judge({ status: 200, text: JSON.stringify(good) }), 0, 'good');
  must(judge({ status: 200, text: JSON.stringify({ ...good, colour: 1 }) }) > 0, 'a member that is not described');
  must(judge({ status: 200, text: JSON.stringify({ ...good, duty: undefined }) }) > 0, 'a missing member');
  must(judge({ status: 302, text: '' }) > 0, 'another status');
  must(judge({ status: 200, text: JSON.stringify(good) }, '{"too":"5"}') > 0, 'a request that should have been refused');
  must(judge({ status: 400, text: '{"type":"urn:klynge:problem:x","title":"x","status":400}' }) > 0, 'a refusal of what is allowed');
});

test('every operation, well and badly, is as the document says', async () => {
  const contract = new Contract(document);
  const server = await Server.start(path.join(folder(), 'data'));
  const { port } = server;
  const exchange = async (method, target, options = {}, judged = {}) => {
    const answer = await ask(port, method, target, options);
    contract.judge(method, target, options, answer, judged);
    return answer;
  };
  const get = (target, headers = {}, judged) => exchange('GET', target, { headers }, judged);
  const send = (body, headers = {}) => exchange('POST', '/fhir/$process-message', { body, headers: { 'Content-Type': 'application/fhir+json', ...headers } });
  const post = (target, party, value, headers = {}, judged) =>
    exchange('POST', target, {
      body: value === undefined ? '' : JSON.stringify(value),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...(party ? { 'X-Klynge-Party': party } : {}), ...headers },
    }, judged);
  const well = async (target, party, value, status = 200) => {
    const answer = await post(target, party, value);
    same(answer.status, status, target + ': ' + answer.text);
    return answer.json;
  };
  const badly = async (status, target, party, value, headers, judged) => {
    const answer = await post(target, party, value, headers, judged);
    same(answer.status, status, target + ': ' + answer.text);
    return answer.json;
  };

  // --- messages ---
  const message = admission(1);
  same((await send(message.text)).status, 200, 'a message');
  same((await send(zlib.gzipSync(admission(2).text), { 'Content-Encoding': 'gzip' })).status, 200, 'packed');
  same((await send('{}')).status, 400, 'no message');
  same((await send(message.text, { 'Content-Type': 'text/plain' })).status, 415, 'no FHIR');
  same((await send(message.text, { Host: 'elsewhere.example' })).status, 401, 'a name that is not ours');
  same((await send('x'.repeat(100_000_001))).status, 413, 'too large');

  // --- look-ups ---
  const { citizen } = await well('/api/citizens/find', '', { cpr: message.cpr });
  await badly(400, '/api/citizens/find', '', { cpr: '1' }, {}, { beyond: true });
  await badly(404, '/api/citizens/find', '', { cpr: '0101010000' });
  await badly(415, '/api/citizens/find', '', { cpr: message.cpr }, { 'Content-Type': 'text/plain' });
  const course_id = JSON.parse(message.text).entry.find((each) => each.resource.resourceType === 'Encounter').resource.episodeOfCare[0].identifier.value;
  same((await well('/api/courses/find', '', { course: course_id })).citizen, citizen, 'by the course');
  await badly(400, '/api/courses/find', '', { course: '' }, {}, { beyond: true });
  await badly(404, '/api/courses/find', '', { course: 'no-course-of-anybody' });
  await badly(415, '/api/courses/find', '', { course: course_id }, { 'Content-Type': 'text/plain' });
  const here = `/api/citizens/${citizen}`;
  const shown = async (query = '') => (await get(here + query)).json;
  same((await get(here + '?asker=relative')).status, 200, 'who asks');
  same((await get(here + '?may=1')).status, 200, 'what may be done');
  same((await get(here + '?asker=journalist')).status, 400, 'who else asks');
  same((await get('/api/citizens/99999')).status, 404, 'nobody');
  const first = await get('/api/parties/0/duties?limit=1');
  same([first.status, first.json.duties.length], [200, 1], 'a list');
  same((await get(`/api/parties/0/duties?limit=2&after=${first.json.next}`)).status, 200, 'its next page');
  same((await get('/api/parties/0/duties?limit=0')).status, 400, 'no rows');
  same((await get('/api/parties/0/duties?after=x', {}, { beyond: true })).status, 400, 'no such place');
  same((await get(`/api/parties/${nurses}/duties`, { 'X-Klynge-Party': team })).status, 200, 'a colleague\'s list');
  same((await get(`/api/parties/${nurses}/duties`, { 'X-Klynge-Party': municipality })).status, 403, 'another\'s list');

  const needs = await get(`/api/parties/${municipality}/list?limit=1`);
  same([needs.status, needs.json.duties.length], [200, 1], 'by need');
  must(needs.json.counts[needs.json.duties[0].group] > 0, 'the sums say so');
  same((await get(`/api/parties/${municipality}/list?limit=1&after=${needs.json.next}`)).status, 200, 'its next page');
  same((await get(`/api/parties/${municipality}/list?group=overdue`)).status, 200, 'one need');
  same((await get(`/api/parties/${municipality}/list?group=everything`)).status, 400, 'no such need');
  same((await get(`/api/parties/${municipality}/list?after=x`, {}, { beyond: true })).status, 400, 'no such place');
  same((await get(`/api/parties/${nurses}/list`, { 'X-Klynge-Party': municipality })).status, 403, 'another\'s by need');
  same((await get('/api/directory?on=2027-01-01')).json.areas.filter((one) => one.kind === 'health-council').length, 17, 'councils');
  same((await get('/api/directory?on=soon', {}, { beyond: true })).status, 400, 'no date');
  same((await exchange('GET', `/api/events?party=${municipality}`, { begun: true })).text, 'event: changed\ndata: {"position":' + needs.json.position + '}\n\n', 'told');
  same((await exchange('GET', `/api/events?citizen=${citizen}`, { begun: true })).status, 200, 'told of a citizen');
  same((await get('/api/events', {}, { beyond: true })).status, 400, 'of what?');
  same((await get('/api/events?citizen=99999')).status, 404, 'of nobody');
  same((await get(`/api/events?party=${nurses}`, { 'X-Klynge-Party': municipality })).status, 403, 'another\'s changes');

  // --- of everybody at once ---
  const area = (await get('/api/area?area=cluster-hovedstaden-midt')).json;
  must(area.sum.open > 0 && area.sectors.some((one) => one.kind === 'municipality' && one.parties.some((party) => party.sor === municipality)), 'the area: ' + JSON.stringify(area));
  must((await get('/api/area')).json.areas.length > 0, 'areas to choose from');
  same((await get('/api/area?area=council-midt')).status, 404, 'not there today');
  same((await get('/api/area?on=soon', {}, { beyond: true })).status, 400, 'no date');
  const messages = (await get('/api/messages?limit=2')).json;
  same([messages.messages.length, messages.messages[0].state], [2, 'refused'], 'messages: ' + JSON.stringify(messages));
  same((await get(`/api/messages?before=${messages.next}&state=refused&gaps=false&party=${municipality}`)).status, 200, 'a page of some');
  same((await get('/api/messages?state=lost')).status, 400, 'no such state');
  same((await get('/api/messages?limit=0')).status, 400, 'no messages');
  same((await get('/api/messages?gaps=some')).status, 400, 'neither true nor false');
  const refused = (await get('/api/messages?state=refused')).json.messages[0];
  same((await get('/api/messages/' + refused.position)).json.answer, 'none', 'one that was refused');
  same((await get('/api/messages/' + refused.position, { 'X-Klynge-Party': municipality })).status, 404, 'another\'s');
  const look = (body, type) => exchange('POST', '/api/messages/look', { body, headers: { 'Content-Type': type } });
  same((await look(message.text, 'application/fhir+json')).json.answer, 'ok', 'a good message');
  must((await look('<Bundle/>', 'application/fhir+xml')).json.issues.length > 0, 'a bad one');
  same((await look('a;b', 'text/csv')).status, 415, 'no message');

  // --- who may look ---
  const self = (value) => post(`/api/citizens/${citizen}/tell/bar`, municipality, value);
  same((await self({ unit: '99900111000016008', text: 'Said so at the ward' })).status, 200, 'barred');
  same((await self({ unit: '99900111000016008', text: 'again' })).status, 409, 'twice');
  same((await self({ unit: 'x' })).status, 400, 'no unit');
  await well(here + '/tell/bar-no-more', municipality, { unit: '99900111000016008', text: 'Has changed her mind' });
  await badly(409, here + '/tell/bar-no-more', municipality, { unit: '99900111000016008', text: 'again' });
  const clinic = '99900111000016008';
  same((await get(here, { 'X-Klynge-Party': clinic })).status, 404, 'no part in it');
  await badly(422, here + '/tell/break-glass', clinic, {}, {}, { beyond: true });
  await badly(400, '/api/citizens/break-glass', clinic, { cpr: '1', reason: 'x' }, {}, { beyond: true });
  await badly(404, '/api/citizens/break-glass', clinic, { cpr: '0101010000', reason: 'x' });
  same((await well('/api/citizens/break-glass', clinic, { cpr: message.cpr, reason: 'Unconscious' })).citizen, citizen, 'who it is');
  same((await get(here, { 'X-Klynge-Party': clinic })).json.why, 'broken-glass', 'open now');
  await well(here + '/tell/break-glass', clinic, { text: 'Still unconscious' });
  const came = (await get(here, { 'X-Klynge-Party': clinic })).json.timeline.find((one) => one.message_bytes);
  same((await get(`${here}/messages/${came.position}`, { 'X-Klynge-Party': clinic })).text, message.text, 'a message as it came');
  for (const [position, party] of [[came.position, municipality], [999999, clinic], ['x', clinic]])
    same((await get(`${here}/messages/${position}`, { 'X-Klynge-Party': party }, { beyond: position === 'x' })).status, 404, `message ${position} for ${party}`);
  same((await get(here + '/looks')).status, 404, 'for the citizen alone');

  // --- what the citizen wants, and what is measured at home ---
  await well(here + '/tell/write-goals', municipality, { text: 'To walk to the baker\'s again' });
  await badly(422, here + '/tell/write-goals', municipality, {}, {}, { beyond: true });
  await badly(403, here + '/tell/ask', municipality, { text: 'Who may ask?' });
  await well(here + '/tell/measure', municipality, { lines: [{ name: 'Temperature', value: '38.4', unit: 'Cel' }], tobs: '5', text: 'Short of breath' });
  await badly(400, here + '/tell/measure', municipality, { lines: [{ value: '5' }] }, {}, { beyond: true });
  await badly(400, here + '/tell/measure', municipality, {}, {}, { beyond: true });
  await badly(422, here + '/tell/measure', municipality, { at: soon(2), tobs: '5' });
  const wanted = (await get(here, { 'X-Klynge-Party': municipality })).json;
  same(wanted.goals.text, 'To walk to the baker\'s again', 'the goals');
  must(wanted.timeline.some((one) => one.happened.some((what) => what.fact === 'measured') && one.texts.some((text) => /^TOBS score;Pt: 5/.test(text)) && one.texts.includes('Short of breath')), 'as a message would have it');

  // --- the post ---
  same((await get('/api/post?state=waiting')).status, 200, 'the post');
  same((await get('/api/post?state=lost')).status, 400, 'no such state');
  await badly(404, here + '/letters/7/send-again', municipality);

  // --- duties ---
  const { course, ward } = (await shown()).courses[0];
  const opened = async (task = 'care-plan') => {
    const { duty } = await well(here + '/duties', municipality, { task, course: course, text: 'please' }, 201);
    return (verb) => `/api/duties/${citizen}/${duty}/${verb}`;
  };
  await badly(400, here + '/duties', municipality, {});
  await badly(422, here + '/duties', municipality, { task: 'no-such-task' });
  await badly(404, '/api/citizens/99999/duties', municipality, { task: 'care-plan' });
  let duty = await opened();
  await badly(400, duty('offer'), municipality, { too: nurses });
  await badly(400, duty('offer'), municipality, { to: nurses }, { 'Idempotency-Key': '' });
  await badly(403, duty('offer'), team, { to: nurses });
  await badly(415, duty('offer'), municipality, { to: nurses }, { 'Content-Type': 'text/plain' });
  await well(duty('offer'), municipality, { to: nurses, answer_by: soon(2), text: 'please' });
  await badly(409, duty('offer'), municipality, { to: nurses });
  await well(duty('review'), nurses);
  await badly(403, duty('review'), ward.sor, {});
  await badly(422, duty('note'), municipality, {}, {}, { beyond: true });
  await badly(403, duty('note'), ward.sor, { text: 'x' });
  await well(duty('note'), nurses, { text: 'The key is with the neighbour' });
  await well(duty('withdraw'), municipality, {});
  await badly(409, duty('withdraw'), municipality);
  await well(duty('offer'), municipality, { to: nurses });
  await badly(400, duty('decline'), nurses, { reason: 'no wish' });
  await well(duty('decline'), nurses, { reason: 'no-capacity', instead: team, text: 'full' });
  await badly(409, duty('accept'), nurses, {});
  await badly(400, duty('accept'), nurses, {}, { 'X-Klynge-Seen': '-1' });
  await well(duty('offer'), municipality, { to: nurses });
  await well(duty('accept'), nurses);
  duty = await opened();
  await badly(422, duty('accept-by-phone'), municipality, { accepted_by: nurses });
  await well(duty('accept-by-phone'), municipality, { accepted_by: nurses, text: 'Anna, 10.05' });
  await badly(403, duty('contest'), team, {});
  await well(duty('contest'), nurses, { text: 'nobody was called' });
  await badly(403, duty('assign'), municipality, { unit: nurses });
  await well(duty('assign'), municipality, { unit: '1042981000016003' });
  await badly(422, duty('leave-to-citizen'), municipality, { check_by: soon(24) });
  await well(duty('leave-to-citizen'), municipality, { check_by: soon(24), text: 'told by phone' });
  await badly(400, duty('complete'), municipality, { marked: 'yes' });
  await well(duty('complete'), municipality, { marked: false, date: soon(0), text: 'done' });
  await badly(422, duty('reopen'), municipality, {});
  await well(duty('reopen'), municipality, { text: 'not done after all' });
  await badly(400, duty('void'), municipality, {});
  await well(duty('void'), municipality, { reason: 'not-needed' });
  await badly(409, duty('take'), nurses, { text: 'ended' });
  duty = await opened();
  await well(duty('offer'), municipality, { to: '99900111000016008', text: 'please' });
  await badly(422, duty('link'), municipality, { until: soon(-1) });
  const { url, code } = await well(duty('link'), municipality, { until: soon(24) });
  const given = (fields) => exchange('POST', url, { body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  same((await get(url)).status, 200, 'the page of the link');
  same((await get('/answer/5e0c')).status, 404, 'not one of ours');
  same((await given({ code: 'x' })).status, 403, 'a wrong code');
  same((await given({ code })).status, 200, 'the right code');
  await badly(422, duty('decline-by-phone'), municipality, { declined_by: '99900111000016008', reason: 'no-capacity' });
  await well(duty('decline-by-phone'), municipality, { declined_by: '99900111000016008', reason: 'no-capacity', text: 'Bo, 11.10' });
  same((await get(url)).status, 410, 'the link is over');
  duty = await opened('admission-report');
  await well(duty('take'), '1042981000016003', { text: 'we are there' });
  await badly(404, `/api/duties/${citizen}/999/accept`, municipality, {});

  // --- letters ---
  const letters = (verb) => `${here}/letters/${verb}`;
  const signed = { given: 'Lone', family: 'Prøve', role: 'Visitator', phone: '99 99 00 05' };
  const pdf = { title: 'Plan', content_type: 'application/pdf', data: 'JVBERi0xLjcK' };
  await badly(400, letters('prepare'), municipality, { to: ward.sor, category: 'gossip', text: 'x' });
  await badly(400, letters('prepare'), municipality, { to: ward.sor, category: 'discharge' });
  await badly(422, letters('prepare'), municipality, { to: municipality, category: 'discharge', text: 'x' });
  const draft = await well(letters('prepare'), municipality,
    { to: ward.sor, category: 'discharge', topic: 'Home', text: 'When?', course, recipient: { team: 'Team 1' }, attachments: [pdf] });
  await well(letters('prepare'), municipality,
    { draft: draft.letter, to: ward.sor, category: 'discharge', topic: 'Home', text: 'When?\nAnd how?', course, attachments: [pdf] });
  same((await get(here, { 'X-Klynge-Party': municipality })).json.drafts.length, 1, 'a draft');
  await badly(400, letters('send'), municipality, { draft: draft.letter, given: 'Lone' });
  await badly(404, letters('send'), municipality, { draft: 99, ...signed });
  const sent = await well(letters('send'), municipality, { draft: draft.letter, ...signed });
  await badly(404, letters('send'), municipality, { draft: draft.letter, ...signed });
  await badly(404, letters('reply'), municipality, { thread: 99, text: 'x' });
  await badly(400, letters('reply'), municipality, { text: 'x' });
  const more = await well(letters('reply'), municipality, { thread: sent.thread, answers: sent.letter, text: 'And one thing more.' });
  await well(letters('send'), municipality, { draft: more.letter, ...signed });
  await badly(409, letters('reply'), municipality, { thread: sent.thread, answers: sent.letter, text: 'too late' });
  await badly(400, letters('forward'), municipality, { thread: sent.thread, text: 'x' });
  const on = await well(letters('forward'), municipality, { thread: sent.thread, to: team, text: 'FYI', without: [more.letter] });
  await well(letters('withdraw'), municipality, { draft: on.letter });
  await badly(404, letters('withdraw'), municipality, { draft: on.letter });
  await badly(400, letters('withdraw'), municipality, {});
  const on_again = await well(letters('forward'), municipality, { thread: sent.thread, to: team, text: 'FYI', without: [more.letter] });
  await well(letters('send'), municipality, { draft: on_again.letter, ...signed });
  const { threads } = (await get(here, { 'X-Klynge-Party': municipality })).json;
  same(threads.map((one) => [one.letters.length, one.segments.length]), [[2, 3], [1, 3]], 'threads');
  same(threads[0].segments[0].text, 'When?\nAnd how?', 'what was said');
  const { attachment } = threads[0].segments.find((one) => one.attachment);
  const file = await get(`${here}/letters/${attachment.letter}/attachments/${attachment.number}`, { 'X-Klynge-Party': municipality });
  same([file.status, file.text, file.headers['content-disposition']],
    [200, '%PDF-1.7\n', `attachment; filename="Plan.pdf"; filename*=UTF-8''Plan.pdf`], 'an attachment');
  for (const [number, party] of [[attachment.number, '99900121000016004'], [99, municipality], ['x', municipality], [1, municipality]])
    same((await get(`${here}/letters/${attachment.letter}/attachments/${number}`, { 'X-Klynge-Party': party })).status, 404,
      `attachment ${number} for ${party}`);

  // --- what no message carries ---
  const tell = (verb) => `${here}/tell/${verb}`;
  const expected = await well(tell('expect-stay'), ward.sor, { ward: ward.sor, at: soon(48) });
  await badly(400, tell('expect-stay'), ward.sor, { ward: ward.sor });
  await badly(422, tell('call-off-stay'), ward.sor, { course: expected.course });
  await well(tell('call-off-stay'), ward.sor, { course: expected.course, text: 'treated elsewhere' });
  await badly(400, tell('expect-discharge'), ward.sor, { course });
  await well(tell('expect-discharge'), ward.sor, { course, at: soon(24) });
  await badly(403, tell('ready'), municipality, { course });
  await well(tell('ready'), ward.sor, { course });
  await badly(404, tell('not-ready'), ward.sor, { course: 99 });
  await well(tell('not-ready'), ward.sor, { course });
  await well(tell('terminal'), ward.sor, { course });
  await badly(400, tell('terminal'), ward.sor, { course: 'one' });
  await badly(400, tell('emergency-call'), ward.sor, { course, at: 'now' });
  await well(tell('name-gp'), municipality, { gp: '99900111000016008' });
  await badly(400, tell('name-gp'), municipality, {});
  await well(tell('tell-gp'), ward.sor, { course, basis: 'consent' });
  await badly(400, tell('tell-gp'), ward.sor, { course, basis: 'habit' });
  await well(tell('object'), municipality, { text: 'said so' });
  await badly(400, tell('object'), municipality, { why: 'x' });
  await well(tell('object-no-more'), municipality);
  await badly(400, tell('object-no-more'), municipality, { text: 1 });
  await well(tell('state'), municipality, { kind: 'mandate', to: soon(240), text: 'Ida Hansen, 00 00 00 11' });
  await badly(400, tell('state'), municipality, { kind: 'friend' });
  const { citizen: other, courses: [{ course: second }] } = await well('/api/citizens/find', '', { cpr: admission(2).cpr });
  const at_other = (verb) => `/api/citizens/${other}/tell/${verb}`;
  await badly(422, at_other('close-stay'), ward.sor, { course: second, because: 'told-by-ward' });
  await well(at_other('close-stay'), municipality, { course: second, because: 'told-by-ward', text: 'ward, Bo' });
  await badly(400, at_other('prolong'), ward.sor, { course: second });
  await well(at_other('prolong'), ward.sor, { course: second, until: soon(96), text: 'weak' });
  await well(at_other('emergency-call'), municipality, { course: second });
  await badly(400, at_other('emergency-over'), municipality, { course: second, at: 'now' });
  await well(at_other('emergency-over'), municipality, { course: second });
  await well(tell('move'), municipality, { municipality: '99900051000016006' });
  await badly(400, tell('move'), municipality, { municipality: 5 });
  await badly(422, tell('join'), '', { other });
  await well(tell('join'), '', { other, text: 'a new number' });
  same((await shown()).courses.length > 1, true, 'it is seen');

  // --- files ---
  const bring = (target, body, headers = {}, judged) =>
    exchange('POST', '/api/import/' + target, { body, headers: { 'Content-Type': 'text/csv', ...headers } }, judged);
  const roster = read('test/samples/roster/roster.csv'), log = read('test/samples/roster/log.csv');
  const dry = await bring('roster?dry-run=true', roster);
  same([dry.status, dry.json.rows, dry.json.new, dry.json.applied], [200, 9, 9, false], 'dry: ' + dry.text);
  const taken = await bring('roster', roster.replace(/\d{10}/, '123456789'));
  same([taken.status, taken.json.complaints, taken.json.complained[0].name, taken.json.applied], [200, 1, 'desk', true], taken.text);
  const rest = await bring('roster', roster);
  same([rest.json.new, rest.json.same, rest.json.applied], [1, 8, true], 'the rest: ' + rest.text);
  const again = await bring('roster?complete=true', roster);
  same([again.json.same, again.json.ended, again.json.applied], [9, 0, false], 'again: ' + again.text);
  const moved = await bring('log?history=true', log);
  same([moved.status, moved.json.rows, moved.json.applied], [200, 12, true], moved.text);
  same((await bring('log', 'type;time\n', {}, { beyond: true })).status, 400, 'no columns');
  same((await bring('roster?dry-run=perhaps', roster)).status, 400, 'neither true nor false');
  same((await bring('roster', roster, { 'Content-Type': 'application/json' })).status, 415, 'no CSV');
  same((await bring('log', log, { 'X-Klynge-Party': municipality })).status, 403, 'files are for operations');

  // --- operations and pages ---
  same((await exchange('POST', '/api/clock/confirm')).status, 204, 'the clock');
  same((await exchange('POST', '/api/clock/confirm', { headers: { 'X-Klynge-Party': nurses } })).status, 403, 'not theirs');
  same((await get('/health')).status, 200, 'health');
  same((await get('/metrics')).status, 200, 'metrics');
  same((await get('/metrics', { 'X-Klynge-Party': nurses })).status, 403, 'metrics are for operations');
  for (const page of ['/', `/party/${nurses}`, `/citizen/${citizen}`, '/my', '/find', '/road', '/directory', '/area', '/area/council-midt', '/messages']) {
    same((await get(page)).status, 200, page);
    same((await get(page + '?lang=en', { Host: 'elsewhere.example' })).status, 401, page + ' under another name');
  }
  same((await get('/api/about')).json, { demonstration: true, pathways_approved: false, open: true }, 'about');
  for (const page of ['/in', '/settings', '/help', '/accessibility']) same((await get(page)).status, 200, page);
  const script = /src="(\/assets\/[\w.-]+)"/.exec((await get('/help')).text)[1];
  const [packed, plain] = [await get(script, { 'Accept-Encoding': 'gzip' }), await get(script)];
  same([packed.status, packed.headers['content-encoding'], plain.status, plain.headers['content-encoding']], [200, 'gzip', 200, undefined], 'the script');
  must(/immutable/.test(plain.headers['cache-control']) && plain.text.length > 2 * packed.text.length, 'kept for ever, and smaller');
  same((await get('/assets/..%2Findex.html')).status, 404, 'only its own files');
  const worker = await get('/service-worker.js');
  must(worker.status === 200 && worker.text.includes(script) && worker.headers['cache-control'] === 'no-cache', 'the service worker keeps it');
  same((await get('/style.css')).status, 200, 'style');
  same((await get('/openapi.json')).json, document, 'the document in JSON');
  same(yaml.parse((await get('/openapi.yaml')).text), document, 'the document in YAML');

  // --- sign-in: in a demonstration that lives ---
  const living = await Server.start(undefined, { command: 'demo' });
  const at_sign_in = async (status, method, target, { cookie, judged, ...options } = {}) => {
    const headers = { Origin: `http://127.0.0.1:${living.port}`, ...(cookie ? { Cookie: cookie } : {}), ...options.headers };
    const answer = await ask(living.port, method, target, { ...options, headers });
    contract.judge(method, target, { ...options, headers }, answer, judged);
    same(answer.status, status, method + ' ' + target + ': ' + answer.text.slice(0, 300));
    return answer;
  };
  const wells = ['/.well-known/oauth-authorization-server', '/fhir/.well-known/smart-configuration'];
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const be = async (person) => {
    const answer = await at_sign_in(303, 'POST', '/sign-in', { headers: form, body: 'person=' + person });
    const cookie = answer.headers['set-cookie'][0].split(';')[0];
    const { csrf, person: who } = (await at_sign_in(200, 'GET', '/api/me', { cookie })).json;
    return { cookie, csrf, who, headers: { 'X-Klynge-CSRF': csrf, 'Content-Type': 'application/json' } };
  };
  await at_sign_in(200, 'GET', '/sign-in');
  await at_sign_in(404, 'POST', '/sign-in', { headers: form, body: 'person=nobody' });
  await at_sign_in(401, 'GET', '/api/me');
  const nurse = await be('ward-nurse-medicine'), operations = await be('operations');
  await at_sign_in(200, 'GET', '/me', nurse);
  await at_sign_in(303, 'POST', '/me/party', { cookie: nurse.cookie, headers: form, body: `choice=0&csrf=${nurse.csrf}` });
  await at_sign_in(400, 'POST', '/me/party', { cookie: nurse.cookie, headers: form, body: `choice=7&csrf=${nurse.csrf}`, judged: { beyond: true } });
  await at_sign_in(200, 'POST', '/api/me/party', { ...nurse, body: '{"party":"99910121000016002"}' });
  await at_sign_in(403, 'POST', '/api/me/party', { ...nurse, body: '{"party":"99910131000016000"}' });
  const pocket = (await at_sign_in(200, 'POST', '/api/me/pocket', { ...nurse, body: '{"party":"99910121000016002"}' })).json;
  must(pocket.citizens.length > 0, 'taken along');
  await at_sign_in(200, 'POST', '/api/me/pocket', { ...nurse, body: JSON.stringify({ party: '99910121000016002', pocket: pocket.pocket, has: [1], since: pocket.list.position }) });
  await at_sign_in(403, 'POST', '/api/me/pocket', { ...nurse, body: '{"party":"99910131000016000"}' });
  await at_sign_in(400, 'POST', '/api/me/pocket', { ...nurse, body: '{"party":5}' });
  same((await at_sign_in(200, 'POST', '/api/me/pocket/key', { ...nurse, body: JSON.stringify({ pocket: pocket.pocket }) })).json.key, pocket.key, 'the key again');
  await at_sign_in(404, 'POST', '/api/me/pocket/key', { ...nurse, body: '{"pocket":"x"}' });
  await at_sign_in(403, 'POST', '/api/me/pocket/key', { ...operations, body: JSON.stringify({ pocket: pocket.pocket }) });
  await at_sign_in(403, 'GET', '/api/sessions', nurse);
  same((await at_sign_in(200, 'GET', '/api/sessions', operations)).json.sessions.length, 2, 'two are signed in');
  await at_sign_in(400, 'POST', '/api/sessions/revoke', { ...operations, body: '{}' });
  same((await at_sign_in(200, 'POST', '/api/sessions/revoke', { ...operations, body: JSON.stringify({ person: nurse.who.id }) })).json, { ended: 1 }, 'revoked');
  await at_sign_in(403, 'POST', '/sign-out', { cookie: operations.cookie });
  await at_sign_in(200, 'POST', '/sign-out', { ...operations, body: '' });
  await at_sign_in(404, 'GET', '/sign-in/nobody');
  await at_sign_in(404, 'GET', '/sign-in/nobody/back');
  for (const where of wells) await at_sign_in(404, 'GET', where);
  await living.stop();

  // --- systems ---
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const data = path.join(folder(), 'data'), own_port = await free_port();
  const address = `http://127.0.0.1:${own_port}`, jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'a' };
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'systems.yaml'), `systems: [{id: a, name: A, role: operations, party: 99900121000016004, scopes: [system/operations], keys: {keys: [${JSON.stringify(jwk)}]}}]`);
  fs.writeFileSync(path.join(data, 'klynge.yaml'), `operations: 99900121000016004\ndirectory: ${path.join(root, 'data/directory/demonstration.yaml')}\npathway_unsigned: accept\n` +
    `sign_in: {public_address: "${address}", systems: systems.yaml}\n`);
  const closed = await Server.start(data, { options: [], port: own_port });
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = encoded({ alg: 'ES384', kid: 'a' }) + '.' +
    encoded({ iss: 'a', sub: 'a', aud: address + '/oauth/token', jti: randomUUID(), exp: Math.floor(Date.now() / 1000) + 60 });
  const assertion = unsigned + '.' + crypto.sign('sha384', Buffer.from(unsigned), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const to_token = async (status) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion }).toString();
    const answer = await ask(closed.port, 'POST', '/oauth/token', { body, headers: form });
    contract.judge('POST', '/oauth/token', { body, headers: form }, answer);
    same(answer.status, status, answer.text);
  };
  await to_token(200);
  await to_token(401);
  for (const where of wells) contract.judge('GET', where, {}, await ask(closed.port, 'GET', where));
  await closed.stop();

  same(contract.faults, [], 'faults');
  // What the citizen alone may: test/server/looks.mjs.
  // A letter goes again where there is a receiver: test/server/post.mjs.
  // A provider: test/server/sign-in-provider.mjs.
  const elsewhere = ['GET /api/citizens/{citizen}/looks was never used well', 'POST /api/citizens/{citizen}/tell/ask was never used well', 'POST /api/citizens/{citizen}/letters/{letter}/send-again was never used well',
    'GET /sign-in/{provider} was never used well', 'GET /sign-in/{provider}/back was never used well'];
  same(contract.unused(), elsewhere, 'not used');
  await server.stop();
});

run();
