import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Built into the folder that CMake names (KLYNGE_WEB_OUT); everything but index.html has its hash in its name.
// `npm run dev` shows the pages of a `klynge demo` that runs on port 8080, or on KLYNGE_PORT.
const server = `http://127.0.0.1:${process.env.KLYNGE_PORT ?? 8080}`;

// What is fetched together with the page, and not after it: the words that most read first.
const preloads = (ends: string[]): Plugin => ({
  name: 'preloads',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle }) {
      const files = new Set<string>();
      for (const chunk of Object.values(bundle ?? {})) {
        if (chunk.type !== 'chunk' || !ends.some((end) => chunk.facadeModuleId?.endsWith(end))) continue;
        for (const file of [chunk.fileName, ...chunk.imports]) {
          files.add(file);
          const found = bundle?.[file];
          if (found?.type === 'chunk') found.viteMetadata?.importedCss.forEach((each) => files.add(each));
        }
      }
      return [...files]
        .filter((file) => !/index-/.test(file))
        .sort()
        .map((file) => ({ tag: 'link', injectTo: 'head', attrs: file.endsWith('.css') ? { rel: 'preload', as: 'style', fetchpriority: 'low', crossorigin: true, href: '/' + file } : { rel: 'modulepreload', fetchpriority: 'low', crossorigin: true, href: '/' + file } }));
    },
  },
});

// service-worker.js, with the files it keeps: another build is another worker.
const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  enforce: 'post',  // when the styles are there too
  generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter((name) => name.startsWith('assets/')).sort().map((name) => '/' + name);
    const text = fs.readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8');
    const version = createHash('sha256').update(files.join() + text).digest('hex').slice(0, 12);
    this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: text.replace('FILES', JSON.stringify(files)).replace('VERSION', version) });
  },
});

// words/da.json?first is what main.ts and all that it imports say, and ?rest is the rest; a list waits for the first alone.
const folder = fileURLToPath(new URL('.', import.meta.url));
function isFirst(): (key: string) => boolean {
  const texts = new Map<string, string>();
  const read = (file: string) => {
    const found = [file, file + '.ts'].find((each) => /\.(ts|svelte)$/.test(each) && fs.existsSync(each));
    if (!found || texts.has(found)) return;
    texts.set(found, fs.readFileSync(found, 'utf8'));
    for (const [, name] of texts.get(found)!.matchAll(/^\s*import [^;]* from '(\.[^']+)'/gm)) read(path.resolve(path.dirname(found), name));
  };
  read(path.join(folder, 'main.ts'));
  const code = [...texts.values()].join('\n');
  const starts = [...code.matchAll(/`([a-z][a-z0-9.-]*\.)\$\{/g)].map((found) => found[1]);
  return (key) => code.includes(`'${key}'`) || starts.some((start) => key.startsWith(start));
}
const words = (): Plugin => ({
  name: 'words',
  enforce: 'pre',
  load(id) {
    const [, file, part] = /^(.*\/words\/\w+\.json)\?(first|rest)$/.exec(id) ?? [];
    if (!file) return;
    const first = isFirst(), all = Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>);
    return JSON.stringify(Object.fromEntries(all.filter(([key]) => first(key) === (part === 'first'))));
  },
});

export default defineConfig({
  plugins: [words(), svelte(), preloads(['/words/da.json?first']), serviceWorker()],
  build: {
    outDir: process.env.KLYNGE_WEB_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/sign-in', '/sign-out', '/demonstration', '/answer'].map((path) => [path, { target: server }])),
  },
  test: { include: ['**/*.test.ts'], environment: 'node' },
});
