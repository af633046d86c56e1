import { describe, expect, it } from 'vitest';
import type { CallNow, Citizen, Course, Duty, Look } from '../../api';
import { calls, mine, next, reasonOf, visits } from './my';

const at = (day: number, hour = 12) => `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
const holder = { sor: '1', name: 'Kommunen', phone: '00 00 00 01' };
let made = 0;
const duty = (change: Partial<Duty>): Duty => ({ duty: ++made, task: 'first-visit', words: { da: 'x', en: 'x' }, state: 'open', ground: 'by-rule', silences: 0, visible: true, holder, since: at(16), ...change });
const course = (change: Partial<Course>): Course => ({ course: 1, name: { da: '', en: '' }, clinically_approved: false, open: true, stay: 'home', ready_days: 0, gaps: 0, strands: [], duties: [], ended: [], ...change });
const citizen = (change: Partial<Citizen>): Citizen => ({ citizen: 1, position: 1, scope: 'full', why: 'citizen', standing: { age: 'adult', protected_address: false, no_residence: false }, circumstances: [], courses: [], duties: [], questions: [], timeline: [], ...change });
const answer = (about: 'treatment' | 'care', name: string, phone: string): CallNow => ({ course: 1, about, call: { da: name, en: name }, phone, rule: { da: '', en: '' } });
const look = (change: Partial<Look>): Look => ({ at: at(17), role: 'person', why: 'holder', on_a_list: false, party: holder, name: 'A', ...change });

describe('whom to call', () => {
  it('stands once each, without 112', () => {
    const answers = [answer('treatment', '112', '112'), answer('treatment', 'Afdelingen', '1'), answer('care', '112', '112'), answer('care', 'Afdelingen', '1')];
    expect(calls(citizen({ answers })).map((each) => [each.call.da, each.about])).toEqual([['Afdelingen', 'both']]);
  });
  it('is another about the care than about the treatment where it is so', () => {
    const answers = [answer('treatment', 'Lægevagten', '1818'), answer('care', 'Kommunen', '1')];
    expect(calls(citizen({ answers })).map((each) => each.about)).toEqual(['treatment', 'care']);
  });
});

describe('what comes next', () => {
  it('is of open courses, soonest first, and nothing between professionals alone', () => {
    const late = duty({ due: at(16) }), soon = duty({ due: at(19) });
    const all = next(citizen({ courses: [course({ duties: [soon, late, duty({ task: 'make-sure-it-arrived', due: at(17) })], discharge_expected: at(18) }), course({ open: false, duties: [duty({ due: at(20) })] })] }));
    expect(all.map((each) => each.duty?.due ?? 'home')).toEqual([at(16), 'home', at(19)]);
  });
  it('has the day of an announced move in its place', () => {
    const all = next(citizen({ courses: [course({ duties: [duty({ due: at(20) })], discharge_expected: at(18) })], moving: { to: { sor: '5', name: 'Ovelund' }, from: at(19) } }));
    expect(all.map((each) => each.to?.name ?? each.duty?.due ?? 'home')).toEqual(['home', 'Ovelund', at(20)]);
  });
  it('leaves what is the citizen\'s own to its own place', () => {
    const own = duty({ due: at(19), check_by: at(20) }), it = citizen({ courses: [course({ duties: [own, duty({ check_by: at(20), state: 'done' })] })] });
    expect([next(it), mine(it)]).toEqual([[], [own]]);
  });
});

describe('who has looked', () => {
  const day = (when: string) => Math.floor(Date.parse(when) / 86400e3);
  it('stands once a day for each person and reason, the latest first', () => {
    const all = visits([look({ at: at(17, 14) }), look({ at: at(17, 13) }), look({ at: at(17, 12), why: 'broken-glass', reason: 'x' }), look({ at: at(16) })], day);
    expect(all.map((each) => [each.at, each.times])).toEqual([[at(17, 14), 2], [at(17, 12), 1], [at(16), 1]]);
  });
  it('does not tell the citizen of the citizen, but of another who tried', () => {
    expect(visits([look({ role: 'citizen', party: undefined, why: 'citizen' })], day)).toEqual([]);
    expect(visits([look({ role: 'citizen', party: undefined, why: 'not-involved' })], day).map(reasonOf)).toEqual(['nothing']);
  });
  it('is of somebody, whatever the day', () => {
    expect(visits([look({ name: undefined })], day).length).toBe(1);
  });
  it('is told in a few words, whatever word the server has', () => {
    expect([look({}), look({ why: 'broken-glass' }), look({ why: '', on_a_list: true }), look({ why: 'not-involved' }), look({ why: 'mandate', role: 'relative' }), look({ why: 'relative', role: 'relative' }), look({ why: 'letter' })].map(reasonOf))
      .toEqual(['part', 'glass', 'list', 'nothing', 'mandate', 'relative', 'before']);
  });
});
