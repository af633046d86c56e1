import { svelte } from '@sveltejs/vite-plugin-svelte';
import process from 'node:process';
import { defineConfig } from 'vitest/config';

// Built into the folder that CMake names (KLYNGE_WEB_OUT); everything but index.html has its hash in its name.
// `npm run dev` shows the pages of a `klynge demo` that runs on port 8080, or on KLYNGE_PORT.
const server = `http://127.0.0.1:${process.env.KLYNGE_PORT ?? 8080}`;

export default defineConfig({
  plugins: [svelte()],
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
