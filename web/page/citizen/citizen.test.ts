import { describe, expect, it } from 'vitest';
import type { Citizen, Course, Duty, TimelineLanes } from '../../api';
import { checklist, coming, window72 } from './citizen';
import { shapeOf } from './drawing';

const at = (day: number, hour = 12) => `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
const now = Date.parse(at(17));
const ward = { sor: '1', name: 'Afdeling', phone: '00 00 00 01' }, gp = { sor: '3', name: 'Læge' };
let made = 0;
const duty = (change: Partial<Duty>): Duty => ({ duty: ++made, task: 'x', words: { da: 'x', en: 'x' }, state: 'open', ground: 'by-rule', silences: 0, visible: true, holder: ward, since: at(16), ...change });
const course = (change: Partial<Course>): Course => ({ course: 1, name: { da: '', en: '' }, clinically_approved: false, open: true, stay: 'admitted', ready_days: 0, gaps: 0, strands: [], duties: [], ended: [], ward, ...change });
const citizen = (...courses: Course[]): Citizen => ({ citizen: 1, scope: 'full', why: 'holder', standing: { age: 'adult', protected_address: false, no_residence: false }, circumstances: [], courses, duties: [], timeline: [] });

describe('the 72 hours', () => {
  const question = duty({ task: 'treatment-questions', passes: { at: at(19), to: gp } });
  it('run while the ward has the questions and a rule will pass them on', () => {
    expect(window72(course({ stay: 'home', duties: [question] }), now)?.until).toBe(Date.parse(at(19)));
  });
  it('are over when they are over, whatever the server has not yet said', () => expect(window72(course({ duties: [question] }), Date.parse(at(19)))).toBeUndefined());
  it('do not run without that duty', () => expect(window72(course({}), now)).toBeUndefined());
});

describe('what comes next', () => {
  it('is in order of time, late first, of open courses only', () => {
    const late = duty({ due: at(16) }), soon = duty({ asked: gp, answer_by: at(18) });
    const all = coming(citizen(course({ duties: [soon, late], discharge_expected: at(17, 20) }), course({ open: false, duties: [duty({ due: at(1) })] })));
    expect(all.map((each) => each.kind)).toEqual(['due', 'discharge', 'answer']);
    expect(all[2].party).toBe(gp);
  });
  it('asks nobody whose offer was answered', () => expect(coming(citizen(course({ duties: [duty({ answer_by: at(18) })] })))).toEqual([]));
});

describe('ready to leave?', () => {
  it('knows what is settled, missing, late and void, in the order of leaving', () => {
    const items = checklist(course({
      ended: [duty({ task: 'transport', state: 'done', ended: at(17) }), duty({ task: 'aids-and-bed', state: 'void' })],
      duties: [duty({ task: 'medicine-card', due: at(16) }), duty({ task: 'relatives-told', due: at(18) }), duty({ task: 'discharge' })],
    }), now);
    expect(items.map((item) => [item.duty.task, item.state])).toEqual([['medicine-card', 'late'], ['aids-and-bed', 'void'], ['transport', 'yes'], ['relatives-told', 'open']]);
  });
  it('an item opened anew is open, though it was settled before', () => {
    const items = checklist(course({ ended: [duty({ task: 'transport', state: 'done' })], duties: [duty({ task: 'transport' })] }), now);
    expect(items.map((item) => item.state)).toEqual(['open']);
  });
  it('is no question of a stay that is expected, or over', () => {
    const duties = [duty({ task: 'transport' })];
    expect([checklist(course({ stay: 'expected', duties }), now), checklist(course({ open: false, duties }), now)]).toEqual([[], []]);
  });
});

describe('the drawing', () => {
  const bar = (change: Partial<TimelineLanes['bars'][number]>) => ({ duty: 1, course: 1, task: 'x', name: { da: 'x', en: 'x' }, lane: 'hospital' as const, from: at(10), to: at(12) as string | null, state: 'done', ...change });
  const lanes = (change: Partial<TimelineLanes>): TimelineLanes => ({ from: at(10), to: at(18), now: at(17), bars: [], arrows: [], silences: [], stays: [], ...change });

  it('has the three lanes always, others when something is in them', () => {
    expect(shapeOf(lanes({}), new Set()).lanes.map((lane) => lane.lane)).toEqual(['hospital', 'municipality', 'gp']);
    expect(shapeOf(lanes({ bars: [bar({ lane: 'citizen' })] }), new Set()).lanes.map((lane) => lane.lane)).toContain('citizen');
  });
  it('draws no two bars of a lane over each other, strands first', () => {
    const bars = Array.from({ length: 40 }, (_, i) => bar({ duty: i, from: at(10 + (i % 5)), to: i % 3 ? at(12 + (i % 5)) : null }));
    const [lane] = shapeOf(lanes({ bars }), new Set([3, 4])).lanes;
    for (const a of lane.bars)
      for (const b of lane.bars)
        if (a !== b && a.y < b.y + b.high && b.y < a.y + a.high) expect(a.to < b.from || b.to < a.from, `${a.index} and ${b.index}`).toBe(true);
    const strand = Math.max(...lane.bars.filter((each) => [3, 4].includes(each.index)).map((each) => each.y));
    expect(lane.bars.filter((each) => ![3, 4].includes(each.index)).every((each) => each.y > strand)).toBe(true);
    expect(Math.max(...lane.bars.map((each) => each.y + each.high))).toBeLessThanOrEqual(lane.top + lane.height);
  });
  it('ends an open bar now, and keeps its deadline', () => {
    const [lane] = shapeOf(lanes({ bars: [bar({ to: null, due: at(18) })] }), new Set()).lanes;
    expect([lane.bars[0].to, lane.bars[0].due]).toEqual([now, Date.parse(at(18))]);
  });
  it('leads an arrow from lane to lane, and leaves out one that leads nowhere', () => {
    const both = [bar({ to: at(12) }), bar({ lane: 'municipality', from: at(12), to: null })];
    const arrow = { at: at(12), duty: 1, from_lane: 'hospital' as const, to_lane: 'municipality' as const, ground: 'accepted' };
    const shape = shapeOf(lanes({ bars: both, arrows: [arrow, { ...arrow, to_lane: 'other' }] }), new Set());
    expect(shape.arrows.length).toBe(1);
    expect(shape.arrows[0].to).toBeGreaterThan(shape.arrows[0].from);
  });
  it('marks a silence inside its bar only', () => {
    const [lane] = shapeOf(lanes({ bars: [bar({ to: null })], silences: [{ from: at(9), to: null, duty: 1, lane: 'hospital' }] }), new Set()).lanes;
    expect(lane.bars[0].silent).toEqual({ from: Date.parse(at(10)), to: now });
  });
  it('names Danish midnights, also over the end of summer time', () => {
    const shape = shapeOf(lanes({ from: '2026-10-23T10:00:00Z', to: '2026-10-27T10:00:00Z', now: '2026-10-27T10:00:00Z' }), new Set());
    expect(shape.days.map((day) => new Date(day).toISOString().slice(5, 16))).toEqual(['10-23T22:00', '10-24T22:00', '10-25T23:00', '10-26T23:00']);
  });
});
