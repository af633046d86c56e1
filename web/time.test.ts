import { expect, it } from 'vitest';
import { placeOf } from './router.svelte';
import { danishDay, dueSaid, length, number, when } from './time';

const now = Date.parse('2026-11-17T22:30:00Z');  // 23.30 in Denmark

it('calls near days by their name, by Danish midnight', () => {
  expect(when('da', '2026-11-17T23:30:00Z', now)).toBe('i morgen kl. 00.30');
  expect(when('en', '2026-11-17T13:00:00Z', now)).toBe('today 14:00');
  expect(when('da', '2026-11-16T08:05:00Z', now)).toBe('i går kl. 09.05');
  expect(when('da', '2026-11-20T08:05:00Z', now)).toBe('fre. 20. nov. kl. 09.05');
  expect(when('en', '2026-09-07T08:05:00Z', now)).toBe('Mon 7 Sep 10:05');
  expect(when('da', '2025-01-20T08:05:00Z', now)).toBe('20. jan. 2025 kl. 09.05');
  expect(danishDay('2026-11-17T23:00:00Z') - danishDay('2026-11-17T22:59:59Z')).toBe(1);
});
it('is due on the day that is over at midnight', () => {
  expect(new Date(dueSaid('2026-11-25T23:00:00Z')).toISOString()).toBe('2026-11-25T22:59:00.000Z');
  expect(new Date(dueSaid(Date.parse('2026-11-25T11:00:00Z'))).toISOString()).toBe('2026-11-25T11:00:00.000Z');
});
it('says lengths in two units at most', () => {
  expect(length('da', 30e3)).toBe('1 min.');
  expect(length('da', 200 * 60e3)).toBe('3 t 20 min.');
  expect(length('en', 13.5 * 3600e3)).toBe('13 h');
  expect(length('da', (2 * 24 + 4) * 3600e3)).toBe('2 d 4 t');
  expect(length('da', -90 * 60e3)).toBe('1 t 30 min.');
});
it('writes whole numbers as the language has them', () => {
  expect([7, 999, 1000, 50_123, 1_234_567].map((each) => number('da', each))).toEqual(['7', '999', '1.000', '50.123', '1.234.567']);
  expect([999, 50_123].map((each) => number('en', each))).toEqual(['999', '50,123']);
});

it('knows its pages, and no others', () => {
  expect(placeOf('/party/99910511000016002')).toEqual({ page: 'list', id: '99910511000016002' });
  expect(placeOf('/citizen/48')).toEqual({ page: 'citizen', id: '48' });
  for (const path of ['/party/0', '/party/1x', '/citizen/', '/api/me', '/answer/abc', '/party/1/2']) expect(placeOf(path).page).toBe('missing');
});
