// Builds the screens in a folder of the build, and packs them for the program:
//   node web/build.mjs FOLDER
// What is needed is installed there when the lock file is another; the sources are copied beside it; vite makes the files.
// FOLDER/web.pack: a line for each file, "<path> <content type> <octets compressed>", an empty line, then the files.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const source = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2]);
const sources = path.join(folder, 'web'), made = path.join(folder, 'made');
fs.mkdirSync(folder, { recursive: true });

const lock = fs.readFileSync(path.join(source, 'package-lock.json'), 'utf8');
const installed = path.join(folder, 'node_modules/.installed');
if (!fs.existsSync(installed) || fs.readFileSync(installed, 'utf8') !== lock) {
  for (const name of ['package.json', 'package-lock.json']) fs.copyFileSync(path.join(source, name), path.join(folder, name));
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  fs.writeFileSync(installed, lock);
}

fs.rmSync(sources, { recursive: true, force: true });
fs.cpSync(source, sources, { recursive: true, filter: (file) => !['node_modules', 'dist'].includes(path.basename(file)) });
process.chdir(sources);
process.env.KLYNGE_WEB_OUT = made;
process.env.NODE_ENV = 'production';
const { build } = await import(pathToFileURL(path.join(folder, 'node_modules/vite/dist/node/index.js')).href);
await build({ root: sources, logLevel: 'warn' });

const types = { '.html': 'text/html;charset=utf-8', '.js': 'text/javascript;charset=utf-8', '.css': 'text/css;charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json' };
// The words too: the program draws the first rows of a list (server/first_rows.h).
for (const name of ['words/da.json', 'words/en.json']) fs.cpSync(path.join(sources, name), path.join(made, name));
const files = fs.readdirSync(made, { recursive: true }).filter((name) => fs.statSync(path.join(made, name)).isFile()).sort();
const packed = files.map((name) => {
  const type = types[path.extname(name)];
  if (!type) throw new Error(`${name}: what kind of file is this?`);
  return { name, type, bytes: gzipSync(fs.readFileSync(path.join(made, name)), { level: 9 }) };
});
const head = packed.map(({ name, type, bytes }) => `${name.split(path.sep).join('/')} ${type} ${bytes.length}\n`).join('');
fs.writeFileSync(path.join(folder, 'web.pack'), Buffer.concat([Buffer.from(head + '\n'), ...packed.map(({ bytes }) => bytes)]));
