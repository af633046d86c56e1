// A page of docs whose code blocks are commands ("$ ") and what they print. They are run in one shell, in a folder of their own
// with the project's data, samples and binary, on a free port; what they print is compared with the page, or with WRITE=1 written into it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { binary, folder, free_port, must, root, run, same, test } from './klynge.mjs';

const name = process.argv[2];
process.argv.splice(2);

const mark = (n) => `--- after command ${n} ---`;

test(name + ' does what it says', async () => {
  const page = fs.readFileSync(path.join(root, name), 'utf8').split('\n');
  const place = folder(), port = String(await free_port());
  fs.mkdirSync(path.join(place, 'build'));
  fs.symlinkSync(binary, path.join(place, 'build/klynge'));
  for (const each of ['data', 'test']) fs.symlinkSync(path.join(root, each), path.join(place, each));
  const steps = [];
  page.forEach((line, at) => {
    if (line.startsWith('    $ ')) steps.push({ at, command: line.slice(6), told: [] });
    else if (line.startsWith('    ') && steps.length && at === steps.at(-1).at + steps.at(-1).told.length + 1) steps.at(-1).told.push(line.slice(4));
  });
  must(steps.length > 5, 'the page has commands');
  const script = 'set -m\ntrap \'kill $(jobs -p) 2>/dev/null || true\' EXIT\n' +
    steps.map(({ command }, n) => `${command.replaceAll('8080', port)}\necho "${mark(n)}"`).join('\n');
  const done = spawnSync('bash', ['-c', script], { cwd: place, encoding: 'utf8', timeout: 60000 });
  let rest = done.stdout;
  const wrong = [];
  for (const [n, step] of steps.entries()) {
    const end = rest.indexOf(mark(n));
    must(end >= 0, `it stopped at: ${step.command}\n${done.stdout}${done.stderr}`);
    step.real = rest.slice(0, end).split('\n').filter((line) => line).map((line) => line.replaceAll(port, '8080'));
    rest = rest.slice(end + mark(n).length + 1);
    if (step.real.join('\n') !== step.told.join('\n'))
      wrong.push(`${name}:${step.at + 1}: $ ${step.command}\n  the page says ${JSON.stringify(step.told)}\n  it prints     ${JSON.stringify(step.real)}`);
  }
  same(done.stderr.split('\n').filter((line) => line && !/Terminated|Done/.test(line)), [], 'nothing is complained of');
  if (process.env.WRITE) {
    for (const step of [...steps].reverse()) page.splice(step.at + 1, step.told.length, ...step.real.map((line) => '    ' + line));
    fs.writeFileSync(path.join(root, name), page.join('\n'));
  } else if (wrong.length) throw new Error(wrong.join('\n'));
});

await run();
