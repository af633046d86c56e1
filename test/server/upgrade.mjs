// A folder that an earlier Klynge made (test/journal/folder-0.1.0-early.tar.gz, by the program before answer links): opened, brought up to date,
// gone on in, and verified.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Server, admission, ask, folder, klynge, must, post, root, same, send, test } from './klynge.mjs';

test('a folder that an earlier Klynge made opens, its lists are made anew, and it verifies', async () => {
  const place = folder(), data = path.join(place, 'data');
  const unpacked = spawnSync('tar', ['xzf', path.join(root, 'test/journal/folder-0.1.0-early.tar.gz'), '-C', place]);
  same(unpacked.status, 0, String(unpacked.stderr));
  const verified = () => {
    const result = klynge(['verify', '--data', data, '--json']);
    same(result.code, 0, result.out + result.err);
    return JSON.parse(result.out);
  };
  const before = verified();
  same(before.entries, 14, 'the journal is read as it is');
  const early = klynge(['list', '--data', data]);
  must(early.code === 4 && /an earlier Klynge made them/.test(early.err), 'its lists are not shown: ' + early.out + early.err);
  same(klynge(['backup', path.join(place, 'copy'), '--data', data]).code, 0, 'but it can be backed up first');

  const server = await Server.start(data), { port } = server;
  must(/event=renewing_lists entries=14 of=14/.test(server.log), 'it says so: ' + server.log);
  const list = (await ask(port, 'GET', '/api/parties/0/duties')).json.duties;
  must(list.length >= 10, 'the lists are there');
  const offered = list.find((each) => each.asked);
  same([offered.task, offered.asked.sor], ['admission-report', '99900061000016009'], 'what was offered is offered');
  const act = (verb, party, body) =>
    post(port, `/api/duties/${offered.citizen}/${offered.duty}/${verb}`, body, { 'Idempotency-Key': randomUUID(), 'X-Klynge-Party': party });
  const link = await act('link', offered.holder.sor, { until: new Date(Date.now() + 3600000).toISOString() });
  same(link.status, 200, 'what came later can be used: ' + link.text);
  same((await act('accept', offered.asked.sor, {})).status, 200, 'and it is answered');
  same((await send(port, admission(9))).status, 200, 'messages are taken');
  // Courses are found by the ids they came with, which was not so then. What the messages of that time said is still there to read.
  const { citizen } = offered, clinic = { 'X-Klynge-Party': '99900111000016008', 'Idempotency-Key': randomUUID() };
  const reason = await post(port, `/api/citizens/${citizen}/tell/break-glass`, { text: 'x' }, clinic);
  same(reason.status, 200, reason.text);
  const { timeline } = (await ask(port, 'GET', '/api/citizens/' + citizen, { headers: clinic })).json;
  const { position } = timeline.find((each) => each.message_bytes);
  const said = (await ask(port, 'GET', `/api/citizens/${citizen}/messages/${position}`, { headers: clinic })).json;
  const stay = said.entry.find((each) => each.resource.resourceType === 'Encounter').resource;
  same((await post(port, '/api/courses/find', { course: stay.episodeOfCare[0].identifier.value }, clinic)).json.citizen, citizen, 'found by its course');
  await server.stop();
  must(verified().entries > before.entries, 'it went on');
  same(klynge(['list', '--data', data]).code, 0, 'the lists are shown');
  const again = await Server.start(data);
  must(!again.log.includes('renewing'), 'once is enough');
  await again.stop();
});
