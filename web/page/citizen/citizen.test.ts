import { describe, expect, it } from 'vitest';
import type { Citizen, Course, Duty, History } from '../../api';
import { checklist, coming, desks, municipalities, window72 } from './citizen';
import { shapeOf } from './drawing';

const at = (day: number, hour = 12) => `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
const now = Date.parse(at(17));
const ward = { sor: '1', name: 'Afdeling', phone: '00 00 00 01' }, gp = { sor: '3', name: 'Læge' };
let made = 0;
const duty = (change: Partial<Duty>): Duty => ({ duty: ++made, task: 'x', words: { da: 'x', en: 'x' }, state: 'open', ground: 'by-rule', silences: 0, visible: true, holder: ward, since: at(16), ...change });
const course = (change: Partial<Course>): Course => ({ course: 1, name: { da: '', en: '' }, clinically_approved: false, open: true, stay: 'admitted', ready_days: 0, gaps: 0, strands: [], duties: [], ended: [], ward, ...change });
const citizen = (...courses: Course[]): Citizen => ({ citizen: 1, position: 1, scope: 'full', why: 'holder', standing: { age: 'adult', protected_address: false, no_residence: false }, circumstances: [], courses, duties: [], questions: [], timeline: [] });

describe('the 72 hours', () => {
  const question = duty({ task: 'treatment-questions', passes: { at: at(19), to: gp } });
  const strands = [duty({ task: 'contact', passes: { at: at(19), to: gp } })];
  it('run while the ward has the questions and a rule will pass them on', () => {
    expect(window72(course({ stay: 'home', strands, duties: [question] }), now)?.until).toBe(Date.parse(at(19)));
  });
  it('are suspended while another is called', () => {
    expect(window72(course({ stay: 'home', strands: [duty({ task: 'contact' })], duties: [question] }), now)).toBeUndefined();
  });
  it('are over when they are over, whatever the server has not yet said', () => expect(window72(course({ strands, duties: [question] }), Date.parse(at(19)))).toBeUndefined());
  it('do not run without that duty', () => expect(window72(course({}), now)).toBeUndefined());
});

describe('a move', () => {
  const unit = (sor: string, organisation?: string, letters = true, kind = 'municipality') => ({ sor, name: sor, kind, organisation, letters });
  const known = [unit('a2', 'a'), unit('a', 'a'), unit('b', 'b'), unit('b2', 'b'), unit('b3', 'b', false), unit('c2', 'c'), unit('c3', 'c'), unit('d'), unit('h', 'h', true, 'hospital')];
  it('goes to each other municipality once', () => expect(municipalities(known, 'a2').map((each) => each.sor)).toEqual(['b', 'c2', 'd']));
  it('may come from anywhere', () => expect(municipalities(known).map((each) => each.sor)).toEqual(['a', 'b', 'c2', 'd']));
  it('is to one of its units that messages can be sent to', () => {
    expect(desks(known, known[2]).map((each) => each.sor)).toEqual(['b', 'b2']);
    expect(desks(known, { sor: 'x', name: '' })).toEqual([]);
  });
  it('stands among what comes next', () => {
    const all = coming({ ...citizen(course({ duties: [duty({ due: at(20) })] })), moving: { to: gp, from: at(19) } });
    expect(all.map((each) => [each.kind, each.party?.sor])).toEqual([['moves', '3'], ['due', '1']]);
  });
});

describe('what comes next', () => {
  it('is in order of time, late first, of open courses only', () => {
    const late = duty({ due: at(16) }), soon = duty({ asked: gp, answer_by: at(18) });
    const all = coming(citizen(course({ duties: [soon, late], discharge_expected: at(17, 20) }), course({ open: false, duties: [duty({ due: at(1) })] })));
    expect(all.map((each) => each.kind)).toEqual(['due', 'discharge', 'answer']);
    expect(all[2].party).toBe(gp);
  });
  it('may pass to somebody who is not known', () => {
    const [only] = coming(citizen(course({ duties: [duty({ passes: { at: at(19) } })] })));
    expect([only.kind, only.party]).toEqual(['passes', undefined]);
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
  it('says what came only after the citizen had gone home', () => {
    const gone = duty({ task: 'treatment-questions', since: at(16) });
    const ended = [duty({ task: 'medicine-bag', state: 'done', ended: at(16, 18) }), duty({ task: 'transport', state: 'done', ended: at(16, 9) })];
    const states = (stay: Course['stay']) => checklist(course({ stay, ended, duties: [gone] }), now).map((item) => [item.duty.task, item.state]);
    expect(states('home')).toEqual([['medicine-bag', 'after'], ['transport', 'yes']]);
    expect(states('admitted').map(([, state]) => state)).toEqual(['yes', 'yes']);
  });
  it('is no question of a stay that is expected, or over', () => {
    const duties = [duty({ task: 'transport' })];
    expect([checklist(course({ stay: 'expected', duties }), now), checklist(course({ open: false, duties }), now)]).toEqual([[], []]);
  });
});

describe('the drawing', () => {
  const parties = [{ ...ward, kind: 'hospital' }, { sor: '2', name: 'Kommune', kind: 'municipality' }, { ...gp, kind: 'gp' }];
  const bar = (change: Partial<History['bars'][number]>) => ({ duty: 1, course: 1, task: 'x', party: '1', from: at(10), to: at(12) as string | undefined, state: 'done' as const, ...change });
  const drawn = (change: Partial<History>, hours?: number) => shapeOf({ bars: [], arrows: [], silences: [], stays: [], parties, tasks: {}, ...change }, now, hours);

  it('has the three lanes always, others when something is in them', () => {
    expect(drawn({}).lanes.map((lane) => lane.lane)).toEqual(['hospital', 'municipality', 'gp']);
    expect(drawn({ bars: [bar({ party: '9' })] }).lanes.map((lane) => lane.lane)).toContain('other');
  });
  it('draws no two bars of a lane over each other, strands first', () => {
    const bars = Array.from({ length: 40 }, (_, i) => bar({ duty: i, from: at(10 + (i % 5)), to: i % 3 ? at(12 + (i % 5)) : undefined, strand: i === 3 || i === 4 ? 'care' : undefined }));
    const [lane] = drawn({ bars }).lanes;
    for (const a of lane.bars)
      for (const b of lane.bars)
        if (a !== b && a.y < b.y + b.high && b.y < a.y + a.high) expect(a.to < b.from || b.to < a.from, `${a.index} and ${b.index}`).toBe(true);
    const strand = Math.max(...lane.bars.filter((each) => [3, 4].includes(each.index)).map((each) => each.y));
    expect(lane.bars.filter((each) => ![3, 4].includes(each.index)).every((each) => each.y > strand)).toBe(true);
    expect(Math.max(...lane.bars.map((each) => each.y + each.high))).toBeLessThanOrEqual(lane.top + lane.height);
  });
  it('ends an open bar now, keeps its deadline, and has room for it', () => {
    const shape = drawn({ bars: [bar({ to: undefined, due: at(20) })] });
    expect([shape.lanes[0].bars[0].to, shape.lanes[0].bars[0].due]).toEqual([now, Date.parse(at(20))]);
    expect(shape.to).toBeGreaterThan(Date.parse(at(20)));
  });
  it('shows the last hours only when asked, and what reaches into them', () => {
    const [lane] = drawn({ bars: [bar({ to: at(11) }), bar({ duty: 2, to: undefined })] }, 72).lanes;
    expect(lane.bars.map((each) => [each.index, each.from])).toEqual([[1, Date.parse(at(14))]]);
  });
  it('leads an arrow from lane to lane, and leaves out one inside a lane', () => {
    const bars = [bar({}), bar({ party: '2', from: at(12), to: undefined })];
    const arrow = { at: at(12), duty: 1, from: '1', to: '2', ground: 'accepted' };
    const shape = drawn({ bars, arrows: [arrow, { ...arrow, to: '1' }] });
    expect(shape.arrows.length).toBe(1);
    expect(shape.arrows[0].to).toBeGreaterThan(shape.arrows[0].from);
  });
  it('marks a silence inside its bar only', () => {
    const [lane] = drawn({ bars: [bar({ to: undefined })], silences: [{ from: at(9), duty: 1, party: '1' }] }).lanes;
    expect(lane.bars[0].silent).toEqual({ from: Date.parse(at(10)), to: now });
  });
  it('names Danish midnights, also over the end of summer time', () => {
    const history: History = { bars: [bar({ from: '2026-10-23T10:00:00Z', to: undefined })], arrows: [], silences: [], stays: [], parties, tasks: {} };
    expect(shapeOf(history, Date.parse('2026-10-27T10:00:00Z')).days.map((day) => new Date(day).toISOString().slice(5, 16))).toEqual(['10-23T22:00', '10-24T22:00', '10-25T23:00', '10-26T23:00']);
  });
});
