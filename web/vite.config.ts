import { svelte } from '@sveltejs/vite-plugin-svelte';
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

export default defineConfig({
  plugins: [svelte(), preloads(['List', 'da'])],
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
