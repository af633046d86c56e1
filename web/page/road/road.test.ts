import { describe, expect, it } from 'vitest';
import type { Along, Citizen, Moment, Row } from '../../api';
import { bodyOf } from './measure';
import { callsAt, cards, changes, measured, merge, notes } from './road';

const row = (citizen: number, duty: number, change: Partial<Row> = {}): Row => ({
  citizen, duty, task: 'first-visit', words: { da: 'Første besøg', en: 'First visit' }, state: 'open', ground: 'by-rule', silences: 0, visible: true,
  part: 'holds', stay: 'home', clinically_approved: false, group: 'today', ...change,
});
const look = (citizen: number, timeline: Moment[] = []): Citizen => ({
  citizen, position: 1, scope: 'lane', why: 'holder', standing: { age: 'adult', protected_address: false, no_residence: false }, circumstances: [], courses: [], duties: [], questions: [], timeline,
});
const answer = (phone: string) => ({ course: 1, about: 'treatment' as const, call: { da: phone, en: phone }, phone, rule: { da: '', en: '' } });
const along = (rows: Row[], citizens: Along['citizens'] = [], position = 1): Along => ({
  pocket: 'p', key: 'k', seconds: 60, left_out: 0, citizens,
  list: { position, now: '2026-11-17T12:00:00Z', counts: { asked: 0, overdue: 0, today: 0, 'coming-home': 0, waiting: 0, told: 0, rest: 0 }, duties: rows },
});

describe('what lies on the phone', () => {
  it('keeps of whom nothing new came, and forgets who is off the list', () => {
    const first = merge(undefined, along([row(1, 1), row(2, 1), row(3, 1)], [1, 2, 3].map((n) => ({ citizen: look(n), calls: [] }))));
    const fresh = { ...look(2), name: 'new' };
    const second = merge(first, along([row(2, 1), row(1, 1)], [{ citizen: fresh, calls: [] }], 2));
    expect(second.citizens.map((each) => [each.citizen.citizen, each.citizen.name])).toEqual([[1, undefined], [2, 'new']]);
    expect(second.list.position).toBe(2);
  });
  it('is one card a citizen, what presses most first; strands that are quiet are no rows', () => {
    const all = cards(merge(undefined, along([row(2, 4, { group: 'asked', part: 'is-asked' }), row(1, 1), row(2, 2), row(2, 3, { strand: 'care', group: 'rest' }), row(1, 1)])));
    expect(all.map((card) => [card.citizen, card.first.group, card.rows.map((each) => each.duty), card.strands.map((each) => each.duty)])).toEqual([[2, 'asked', [4, 2], [3]], [1, 'today', [1], []]]);
  });
});

describe('whom to call', () => {
  const taken = merge(undefined, along([row(1, 1)], [{ citizen: look(1), calls: [
    { from: '2026-11-17T12:00:00Z', answers: [answer('112'), answer('11')] }, { from: '2026-11-17T15:00:00Z', answers: [answer('22'), answer('22'), answer('33')] },
  ] }]));
  const at = (time: string, own?: string) => callsAt(taken, 1, Date.parse(time), own).map((each) => each.phone);
  it('is who answers at that hour, net or no net', () => {
    expect(at('2026-11-17T14:59:00Z')).toEqual(['11']);
    expect(at('2026-11-17T15:00:00Z')).toEqual(['22', '33']);
  });
  it('is the first that is known where the clock is before it', () => expect(at('2026-11-17T11:59:00Z')).toEqual(['11']));
  it('is never oneself', () => expect(at('2026-11-17T16:00:00Z', '22')).toEqual(['33']));
});

describe('what is new', () => {
  const moment = (position: number, at: string, fact = 'duty-opened', texts?: string[]): Moment => ({ position, at, happened: [{ fact, da: 'x', en: 'x' }], texts });
  const now = Date.parse('2026-11-17T12:00:00Z');
  it('is since yesterday began in Denmark, the latest first', () => {
    const of = look(1, [moment(1, '2026-11-15T22:59:00Z'), moment(2, '2026-11-15T23:00:00Z'), moment(3, '2026-11-17T08:00:00Z')]);
    expect(changes(of, now).map((each) => each.position)).toEqual([3, 2]);
    expect(changes(undefined, now)).toEqual([]);
  });
  it('to watch are notes and values with their words', () => {
    const of = look(1, [moment(1, '2026-11-15T22:59:00Z', 'duty-noted', ['Key']), moment(2, '2026-11-16T00:00:00Z', 'measured', ['Puls: 80']), moment(3, '2026-11-17T08:00:00Z', 'measured')]);
    expect([notes(of).map((each) => each.position), measured(of).map((each) => each.position)]).toEqual([[1], [2]]);
  });
});

describe('what was measured', () => {
  const at = '2026-11-17T12:00:00Z';
  it('goes as it was written', () =>
    expect(bodyOf({ pulse: ' 88 ', temperature: '38,4', tobs: '5', text: ' Weak ' }, at)).toEqual({
      body: { at, lines: [{ code: 'NPU21692', value: '88', unit: '1/min' }, { code: 'NPU08676', value: '38,4', unit: 'Cel' }], tobs: '5', text: 'Weak' } }));
  it('is nothing without a value', () => expect(bodyOf({ text: 'x' }, at)).toEqual({ wrong: 'nothing' }));
  it('is numbers', () => expect([bodyOf({ pulse: 'high' }, at), bodyOf({ tobs: '5,5' }, at)]).toEqual([{ wrong: 'pulse' }, { wrong: 'tobs' }]));
});
