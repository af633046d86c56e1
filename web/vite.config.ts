import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import process from 'node:process';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Built into the folder that CMake names (KLYNGE_WEB_OUT); everything but index.html has its hash in its name.
// `npm run dev` shows the pages of a `klynge demo` that runs on port 8080, or on KLYNGE_PORT.
const server = `http://127.0.0.1:${process.env.KLYNGE_PORT ?? 8080}`;

// The page that most people open is fetched together with what draws it, and not after it.
const preloads = (names: string[]): Plugin => ({
  name: 'preloads',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle }) {
      const files = new Set<string>();
      for (const chunk of Object.values(bundle ?? {})) {
        if (chunk.type !== 'chunk' || !chunk.isDynamicEntry || !names.includes(chunk.name)) continue;
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

export default defineConfig({
  plugins: [svelte(), preloads(['da']), serviceWorker()],
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
