// Pictures of every page in every state, desktop and phone, Danish and English, light and dark: tools/screenshots FOLDER
import fs from 'node:fs';
process.env.PICTURES = process.argv[2];
fs.mkdirSync(process.env.PICTURES, { recursive: true });
process.argv.splice(2);
process.env.MODE = 'all';
const { close } = await import('./browser.mjs');
const { run } = await import('../server/klynge.mjs');
await import('./pages.mjs');
await run();
await close();
