import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { borders, columns, rows, tiles } from './tiles';

// The check tests a copy of this file, beside what was installed.
const source = process.env.KLYNGE_SOURCE ?? fileURLToPath(new URL('../../..', import.meta.url));
const codes = fs.readFileSync(path.join(source, 'data/areas/municipalities.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.slice(0, 4));

it('has each of the 98 municipalities once, each in a square of its own', () => {
  expect(tiles.map((tile) => tile.code).sort()).toEqual([...codes].sort());
  expect(new Set(tiles.map((tile) => `${tile.x},${tile.y}`)).size).toBe(98);
  expect(Math.max(...tiles.map((tile) => tile.x)) < columns && Math.max(...tiles.map((tile) => tile.y)) < rows).toBe(true);
});
it('draws a line where another area begins, and none inside', () => {
  const found = borders(new Map(codes.map((code) => [code, code === '0630' ? 'b' : 'a'])));
  expect(found.find(({ tile }) => tile.code === '0630')?.sides.length).toBe(4);
  expect(found.find(({ tile }) => tile.code === '0657')?.sides).toEqual([]);
});
