// What may be done with a duty by whoever looks, and doing it: one press is one request with its own key, and is never
// shown as done before the server has said so.
import { Failed, act, newKey, type Answer, type Duty, type Link, type Verb } from '../../api';
import type { Words } from '../../api';

export interface Target { citizen: number; duty: number; name: Words; about: string; cpr?: string; markable?: boolean }
export interface Press { verb: Verb; body: object; targets: (Target & { key: string })[] }
export type Outcome = { ok: true; answer: Answer | Link } | { ok: false; failed: Failed };

export const press = (verb: Verb, targets: Target[], body: object = {}): Press => ({
  verb,
  body,
  targets: targets.map((target) => ({ ...target, key: newKey() })),
});

// One after the other: when the net goes, the rest was not tried.
export async function perform(pressed: Press, done: (target: Target, outcome: Outcome) => void): Promise<void> {
  for (const target of pressed.targets) {
    try {
      done(target, { ok: true, answer: await act(target.citizen, target.duty, pressed.verb, pressed.body, target.key) });
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      done(target, { ok: false, failed });
    }
  }
}

// What a party may do, the likeliest first. The ledger decides; this only says what is worth a button.
export function verbsFor(duty: Pick<Duty, 'state' | 'strand' | 'asked' | 'ground'>, part: 'holds' | 'is-asked' | 'is-told' | 'none'): Verb[] {
  if (duty.state !== 'open') return part === 'holds' ? ['reopen'] : [];
  if (part === 'is-asked') return ['accept', 'decline', 'note'];
  if (part !== 'holds') return [];
  if (duty.asked) return ['accept-by-phone', 'decline-by-phone', 'withdraw', 'link', 'note'];
  // A strand is held and passed on; it ends with its course.
  const verbs: Verb[] = duty.strand ? ['offer', 'assign', 'note'] : ['complete', 'offer', 'note', 'assign', 'leave-to-citizen', 'void'];
  return duty.ground === 'accepted' ? [...verbs, 'contest'] : verbs;
}

// These need nothing said; the others ask first.
export const atOnce: ReadonlySet<Verb> = new Set<Verb>(['accept', 'complete', 'withdraw', 'review']);
// Several at once: what means the same for each.
export const forSeveral: ReadonlySet<Verb> = new Set<Verb>(['accept', 'decline', 'complete', 'offer', 'assign', 'withdraw', 'note']);
export const declineReasons = ['no-capacity', 'not-our-citizen', 'information-missing', 'wrong-level', 'other'] as const;
export const voidReasons = ['not-needed', 'duplicate', 'wrong-citizen', 'annulled', 'death', 'other'] as const;

// The key that presses it, where the row has the focus.
export const keyFor = (letter: string, verbs: Verb[], name: (verb: Verb) => string): Verb | undefined =>
  letter.length === 1 ? verbs.find((verb) => name(verb) === letter.toLowerCase()) : undefined;

// A time of day in Denmark as the field writes it ("2026-11-17T14:00"), with the zone of that day.
export function withZone(local: string): string {
  const utc = Date.parse(local + 'Z');
  const shown = new Date(utc).toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T');
  const hours = Math.round((Date.parse(shown + 'Z') - utc) / 3600e3);
  // In the hour when summer time begins or ends the zone an hour or two away is the one that counts.
  const at = new Date(utc - hours * 3600e3);
  const again = Math.round((Date.parse(at.toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T') + 'Z') - at.getTime()) / 3600e3);
  return `${local}:00+0${again}:00`;
}
