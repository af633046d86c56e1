// What the page says to the citizen, worked out from what the server tells. Pure.
import type { CallNow, Citizen, Duty, Look, Party } from '../../api';

export interface Call extends Omit<CallNow, 'about'> { about: 'treatment' | 'care' | 'both' }

// Whom to call, once each: 112 has a line of its own.
export function calls(citizen: Citizen): Call[] {
  const out: Call[] = [];
  for (const answer of citizen.answers ?? []) {
    if (answer.phone === '112') continue;
    const same = out.find((each) => each.phone === answer.phone && each.call.da === answer.call.da);
    if (!same) out.push({ ...answer });
    else if (same.about !== answer.about) same.about = 'both';
  }
  return out;
}

// Between professionals alone: nothing that a citizen waits for.
const inside = ['make-sure-it-arrived', 'find-holder', 'treatment-questions', 'discharge', 'contact'];
export interface Next { at: number; duty?: Duty; to?: Party }

// What is to happen and by when, soonest first; without a duty: the day the citizen is expected home, or moves.
export function next(citizen: Citizen): Next[] {
  const out: Next[] = [];
  for (const course of citizen.courses) {
    if (!course.open) continue;
    if (course.discharge_expected) out.push({ at: Date.parse(course.discharge_expected) });
    for (const duty of course.duties) if (duty.due && !duty.check_by && !inside.includes(duty.task)) out.push({ at: Date.parse(duty.due), duty });
  }
  if (citizen.moving) out.push({ at: Date.parse(citizen.moving.from), to: citizen.moving.to });
  return out.sort((a, b) => a.at - b.at);
}

// What was left to the citizen to do.
export const mine = (citizen: Citizen): Duty[] =>
  [...citizen.courses.flatMap((course) => course.duties), ...citizen.duties].filter((duty) => duty.state === 'open' && duty.check_by);

export interface Visit extends Look { times: number }

// Looks of others: those of the same person for the same reason on one day stand once, at the latest of them. `day` names the Danish day.
export function visits(looks: Look[], day: (at: string) => number): Visit[] {
  const out: Visit[] = [];
  const key = (look: Look) => [day(look.at), look.party?.sor, look.role, look.name, look.why, look.reason, look.on_a_list, look.of_a_message].join('|');
  const known = new Map<string, Visit>();
  for (const look of looks) {
    if (look.role === 'citizen' && look.why !== 'not-involved') continue;  // another's try is told of
    const visit = known.get(key(look));
    if (visit) visit.times += 1;
    else {
      const made = { ...look, times: 1 };
      known.set(key(look), made);
      out.push(made);
    }
  }
  return out;
}

// In the words of the page: why somebody could look.
export function reasonOf(look: Look): 'part' | 'asked' | 'before' | 'told' | 'glass' | 'barred' | 'nothing' | 'list' | 'mandate' | 'relative' | 'operations' {
  if (look.role === 'relative') return look.why === 'mandate' ? 'mandate' : 'relative';
  if (look.role === 'operations') return 'operations';
  switch (look.why) {
    case 'broken-glass': return 'glass';
    case 'barred': return 'barred';
    case 'not-involved': return 'nothing';
    case 'asked': case 'may-take': return 'asked';
    case 'held': case 'letter': return 'before';
    case 'told': case 'coming': return 'told';
    default: return look.on_a_list ? 'list' : 'part';
  }
}
