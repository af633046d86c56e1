// The six pictures of README, of what fits a screen: tools/screenshots --readme.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../server/klynge.mjs';
import { close, open } from './browser.mjs';
import { states } from './states.mjs';

const folder = path.join(root, 'docs/pictures');
fs.mkdirSync(folder, { recursive: true });
const pictures = [
  ['guide', 'guide', 'desktop', 'light', 900],
  ['list', 'list of a municipality', 'desktop', 'light', 900],
  ['citizen', 'citizen coming home', 'desktop', 'light', 1500],
  ['directory', 'directory, 1 January 2027', 'desktop', 'light', 900],
  ['list-phone', 'list of a municipality', 'phone', 'light', 844],
  ['citizen-phone', 'citizen inside the 72 hours', 'phone', 'dark', 844],
];
const words = JSON.parse(fs.readFileSync(path.join(root, 'web/words/en.json'), 'utf8'));
for (const [file, name, screen, theme, height] of pictures) {
  const state = states.find((each) => each.name === name);
  const page = await open(state.path, { tongue: 'en', theme, screen, party: state.party });
  await state.ready?.(page);
  await state.act?.(page, words);
  const { width } = page.viewportSize();
  await page.setViewportSize({ width, height });
  await page.screenshot({ path: path.join(folder, file + '.png') });
  await page.close_all();
}
await close();
