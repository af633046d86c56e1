import { describe, expect, it } from 'vitest';
import { keyFor, press, verbsFor, withZone } from './act';

const duty = { state: 'open' as const, ground: 'by-rule' as const };
const other = { sor: '2', name: 'B' };

describe('what is worth a button', () => {
  it('is an answer for who is asked', () => expect(verbsFor({ ...duty, asked: other }, 'is-asked')).toEqual(['accept', 'decline', 'note']));
  it('is what the other said on the phone, for who has asked', () => expect(verbsFor({ ...duty, asked: other }, 'holds')).toEqual(['accept-by-phone', 'decline-by-phone', 'withdraw', 'link', 'note']));
  it('is to do it or to pass it on, for who has it', () => expect(verbsFor(duty, 'holds').slice(0, 3)).toEqual(['complete', 'offer', 'note']));
  it('never ends a strand', () => expect(verbsFor({ ...duty, strand: 'care' }, 'holds')).toEqual(['offer', 'assign', 'note']));
  it('is nothing for who is only told, or has no part in it', () => expect([verbsFor(duty, 'is-told'), verbsFor(duty, 'none')]).toEqual([[], []]));
  it('is to contest what was said to be accepted', () => expect(verbsFor({ ...duty, ground: 'accepted' }, 'holds')).toContain('contest'));
  it('of what is ended is only to open it again', () => expect([verbsFor({ ...duty, state: 'done' }, 'holds'), verbsFor({ ...duty, state: 'done' }, 'none')]).toEqual([['reopen'], []]));
});

it('gives each duty of one press a key of its own', () => {
  const target = { citizen: 1, duty: 1, name: { da: '', en: '' }, about: '' };
  const keys = press('accept', [target, { ...target, duty: 2 }]).targets.map((each) => each.key);
  expect(new Set(keys).size).toBe(2);
});
it('presses by a letter only what stands there', () => {
  const letters: Record<string, string> = { accept: 'a', decline: 'v', complete: 'u' };
  const name = (verb: string) => letters[verb];
  expect([keyFor('A', ['accept', 'decline'], name), keyFor('u', ['accept', 'decline'], name), keyFor('Enter', ['accept'], name)]).toEqual(['accept', undefined, undefined]);
});
it('writes a Danish time with its zone, on both sides of summer time', () => {
  expect(withZone('2026-11-17T14:00')).toBe('2026-11-17T14:00:00+01:00');
  expect(withZone('2026-07-01T14:00')).toBe('2026-07-01T14:00:00+02:00');
  expect(withZone('2026-03-29T01:30')).toBe('2026-03-29T01:30:00+01:00');
  expect(withZone('2026-03-29T03:30')).toBe('2026-03-29T03:30:00+02:00');
  expect(withZone('2026-10-25T00:30')).toBe('2026-10-25T00:30:00+02:00');
  expect(withZone('2026-10-25T04:30')).toBe('2026-10-25T04:30:00+01:00');
});
