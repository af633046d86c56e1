import { expect, test } from 'vitest';
import { courseOf, keep, take } from './in';

const shelf = () => {
  const kept = new Map<string, string>();
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
};

test('the course stands after #', () => {
  expect(courseOf('#course=fc60e762-b13b-5773-865e-67f3907bdcc7')).toBe('fc60e762-b13b-5773-865e-67f3907bdcc7');
  expect(courseOf('#from=record&course=a%20b')).toBe('a b');
  for (const none of ['', '#', '#course', '#course=', '#cpr=2509479989']) expect(courseOf(none)).toBe('');
});

test('it is kept while one signs in, given once, and not for long', () => {
  const place = shelf();
  keep(place, 'c', 1000);
  expect([take(place, 2000), take(place, 2000), place.kept.size]).toEqual(['c', '', 0]);
  keep(place, 'c', 1000);
  expect(take(place, 1000 + 15 * 60e3)).toBe('');
  keep(place, 'c', 1000);
  expect([take(place, 999), place.kept.size]).toEqual(['', 0]);
  place.kept.set('klynge.in', 'nonsense');
  expect(take(place, 1)).toBe('');
});
