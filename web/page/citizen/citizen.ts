// What the page says of a citizen's courses, worked out from what the server tells. Pure.
import type { Citizen, Course, Duty, KnownParty, Party } from '../../api';
import { danish } from '../../time';

export interface Coming { at: number; kind: 'due' | 'answer' | 'passes' | 'check' | 'discharge' | 'moves'; duty?: Duty; party?: Party }

// A moment as a time field has it: the hands of a Danish clock.
export const fieldTime = (at: number) => danish(at).replace(' ', 'T');

// What happens next and by when, soonest first; what is late comes first of all.
export function coming(citizen: Citizen): Coming[] {
  const out: Coming[] = [];
  const add = (at: string | undefined, kind: Coming['kind'], duty?: Duty, party?: Party) => {
    if (at) out.push({ at: Date.parse(at), kind, duty, party });
  };
  for (const course of citizen.courses) {
    if (!course.open) continue;
    add(course.discharge_expected, 'discharge', undefined, course.ward);
    for (const duty of [...course.strands, ...course.duties]) read(duty);
  }
  citizen.duties.forEach(read);
  add(citizen.moving?.from, 'moves', undefined, citizen.moving?.to);
  function read(duty: Duty) {
    add(duty.due, 'due', duty, duty.assigned ?? duty.holder);
    if (duty.asked) add(duty.answer_by, 'answer', duty, duty.asked);
    if (duty.passes) add(duty.passes.at, 'passes', duty, duty.passes.to);
    add(duty.check_by, 'check', duty, duty.holder);
  }
  return out.sort((a, b) => a.at - b.at);
}

// The 72 hours in which the ward is called about the treatment, while they run. While a call to 112 suspends them the ward
// still has the questions, but no rule is about to pass the calls on from it: another is called.
export function window72(course: Course, now: number): { course: Course; from: number; until: number; ward: Party } | undefined {
  const duty = course.duties.find((each) => each.task === 'treatment-questions' && each.state === 'open');
  if (!course.strands.find((each) => each.task === 'contact')?.passes) return undefined;
  if (!course.open || !duty?.passes || !duty.holder || !duty.since) return undefined;
  const until = Date.parse(duty.passes.at);
  return until > now ? { course, from: Date.parse(duty.since), until, ward: duty.holder } : undefined;
}

// What must be settled before the citizen may leave hospital: every duty of the pathway that a planned discharge opens.
// The server's order is the pathway's.
const leaving = ['care-plan', 'medicine-card', 'medicine-bag', 'dose-dispensing', 'aids-and-bed', 'transport', 'municipality-phoned', 'relatives-told', 'discharge-report', 'rehabilitation-plan'];
export interface Item { duty: Duty; state: 'yes' | 'after' | 'open' | 'late' | 'void' }
// The ward's questions about the treatment begin when the citizen goes home.
function wentHome(course: Course): number | undefined {
  const from = [...course.ended, ...course.duties].filter((duty) => duty.task === 'treatment-questions').at(-1)?.since;
  return course.stay === 'home' && from ? Date.parse(from) : undefined;
}
export function checklist(course: Course, now: number): Item[] {
  if (!course.open || !['acute', 'admitted', 'leave', 'ready', 'home'].includes(course.stay)) return [];
  const latest = new Map<string, Duty>();
  for (const duty of [...course.ended, ...course.duties]) if (leaving.includes(duty.task) && (duty.state === 'open' || latest.get(duty.task)?.state !== 'open')) latest.set(duty.task, duty);
  const left = wentHome(course);
  return leaving.flatMap((task) => {
    const duty = latest.get(task);
    if (!duty) return [];
    const after = left !== undefined && duty.ended !== undefined && Date.parse(duty.ended) > left;
    const state = duty.state === 'done' ? (after ? 'after' : 'yes') : duty.state === 'void' ? 'void' : duty.due && Date.parse(duty.due) < now ? 'late' : 'open';
    return [{ duty, state }];
  });
}

// Where a citizen can move: each municipality but the one of `from` once, as the unit that bears its organisation's number, and
// a unit without an organisation is one by itself.
const of = (party: KnownParty) => party.organisation ?? party.sor;
export function municipalities(known: KnownParty[], from?: string): KnownParty[] {
  const all = known.filter((each) => each.kind === 'municipality'), here = all.find((each) => each.sor === from);
  const first = new Map<string, KnownParty>();
  for (const each of all) if (!first.has(of(each)) || each.sor === of(each)) first.set(of(each), each);
  return [...first.values()].filter((each) => !here || of(each) !== of(here));
}
// The units that a municipality's messages can be sent to, the chosen one first.
export const desks = (known: KnownParty[], chosen: Party): KnownParty[] => {
  const head = known.find((each) => each.sor === chosen.sor);
  if (!head) return [];
  return [head, ...known.filter((each) => each.sor !== head.sor && each.kind === 'municipality' && of(each) === of(head) && each.letters)];
};
