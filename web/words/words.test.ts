// Every word there is in both languages, says the same things, and is used; every word that is used is there.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import da from './da.json';
import { t, tongue } from '../words.svelte';
import en from './en.json';

const root = path.resolve(fileURLToPath(new URL('.', import.meta.url)), '..');
function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const file = path.join(folder, each.name);
    if (each.isDirectory()) return ['node_modules', 'dist', 'words'].includes(each.name) ? [] : sources(file);
    return /\.(svelte|ts)$/.test(each.name) && !each.name.endsWith('.test.ts') ? [fs.readFileSync(file, 'utf8')] : [];
  });
}
const code = sources(root).join('\n');
const keys = Object.keys(da);
// t(`verb.${verb}`) uses every key that begins with "verb."; the text after the value, if any, ends it.
const patterns = [...code.matchAll(/`([a-z][a-z0-9.-]*\.)\$\{[^`]*?\}([a-z.-]*)`/g)].map((found) => ({ start: found[1], end: found[2] }));
const used = (key: string) => code.includes(`'${key}'`) || patterns.some(({ start, end }) => key.startsWith(start) && key.endsWith(end));
const values = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();

describe('words', () => {
  it('of a list come first, and those of the rest stand when they have come', async () => {
    vi.stubGlobal('document', { documentElement: {} });
    await tongue.speak('da', 'first');
    expect([t('list.title'), t('verb.accept'), t('accessibility.1')]).toEqual([da['list.title'], da['verb.accept'], '']);
    expect(Object.keys(tongue.first).length).toBeLessThan(keys.length / 3);
    await tongue.speak('da');
    for (const key of keys as (keyof typeof da)[]) expect(tongue.word(key), key).toBe(da[key]);
    expect(tongue.starting('category.')).toEqual(keys.filter((key) => key.startsWith('category.')));
  });
  it('are the same in both languages', () => expect(Object.keys(en).sort()).toEqual([...keys].sort()));
  it('are all used', () => expect(keys.filter((key) => !used(key))).toEqual([]));
  it('are all there', () => {
    const wanted = [...code.matchAll(/\bt\('([^']+)'/g)].map((found) => found[1]);
    expect(wanted.filter((key) => !(key in da))).toEqual([]);
  });
  it('say the same values and forms in both', () => {
    for (const key of keys as (keyof typeof da)[]) {
      expect(values(en[key]), key).toEqual(values(da[key]));
      expect(en[key].split('|').length, key).toBe(da[key].split('|').length);
    }
  });
  it('are none of them empty, and none the key', () => {
    for (const [key, text] of [...Object.entries(da), ...Object.entries(en)]) expect(text.trim().length > 0 && text !== key, key).toBe(true);
  });
  it('never call holding a duty "ansvar", which is kept for treatment', () => {
    for (const [key, text] of Object.entries(da)) if (/ansvar/i.test(text)) expect(text, key).toMatch(/behandlingsansvar/i);
  });
  it('have one key for each verb that stands on one row', () => {
    for (const words of [da, en])
      for (const row of [['accept', 'decline', 'note'], ['accept-by-phone', 'decline-by-phone', 'withdraw', 'link', 'note'], ['complete', 'offer', 'note', 'assign', 'leave-to-citizen', 'void', 'contest']]) {
        const letters = [...row, 'select', 'why'].map((verb) => words[`key.${verb}` as keyof typeof words]);
        expect(new Set([...letters, 'j', 'k', '.']).size, row.join()).toBe(letters.length + 3);
      }
  });
});
