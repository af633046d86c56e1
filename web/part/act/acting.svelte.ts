// What is being done on a page: the question that is open, and what came of each press, by duty.
import type { Failed, Link, Party, Row, Verb } from '../../api';
import { announcer } from '../../announce.svelte';
import { nameWith, say, t, tongue } from '../../words.svelte';
import { atOnce, perform, press, type Press, type Target } from './act';

export interface Came { verb: Verb; busy: boolean; ok: boolean; failed?: Failed; link?: Link; again?: Press; target: Target; at: number; seen?: string }
export const idOf = (target: { citizen: number; duty: number }) => `${target.citizen}-${target.duty}`;

export class Acting {
  open = $state.raw<{ verb: Verb; targets: Target[]; asked?: Party; near?: Party[]; must?: boolean } | undefined>();
  came = $state.raw<Record<string, Came>>({});
  constructor(private readonly changed: () => void) {}

  begin(verb: Verb, targets: Target[], more: { asked?: Party; near?: Party[] } = {}) {
    if (targets.length === 0 || targets.some((target) => this.came[idOf(target)]?.busy)) return;
    if (atOnce.has(verb) && !(verb === 'complete' && targets.every((target) => target.markable))) void this.run(press(verb, targets));
    else this.open = { verb, targets, ...more };
  }
  // A question that was left may end after the next was asked.
  finish(asked: Acting['open'], pressed?: Press) {
    if (this.open === asked) this.open = undefined;
    if (pressed) void this.run(pressed);
  }
  async run(pressed: Press) {
    let done = 0;
    const failures: Failed[] = [];
    for (const target of pressed.targets) this.put({ verb: pressed.verb, busy: true, ok: false, target });
    await perform(pressed, (target, outcome) => {
      if (outcome.ok) {
        done += 1;
        this.put({ verb: pressed.verb, busy: false, ok: true, target, link: 'code' in outcome.answer ? outcome.answer : undefined });
        return;
      }
      const { failed } = outcome;
      failures.push(failed);
      const mine = pressed.targets.filter((each) => each.citizen === target.citizen && each.duty === target.duty);
      this.put({ verb: pressed.verb, busy: false, ok: false, failed, target, again: failed.kind === 'net' || failed.kind === 'now' ? { ...pressed, targets: mine } : undefined });
      // Some duties are done in words only: who was spoken to.
      if (failed.refusal === 'reason-required' && pressed.targets.length === 1 && atOnce.has(pressed.verb))
        this.open = { verb: pressed.verb, targets: pressed.targets, must: true };
    });
    if (done) announcer.say(t(`done.${pressed.verb}`) + (pressed.targets.length > 1 ? ` (${done})` : ''));
    if (failures.length) announcer.say(t('act.not-done', { n: failures.length }) + ' ' + whyNot(failures[0]));
    this.changed();
  }
  private put(came: Omit<Came, 'at'>) {
    this.came = { ...this.came, [idOf(came.target)]: { ...came, at: performance.now() } };
  }
  // What was said stands until the duty has gone on: `how` says where it stood when it was asked for at `asked`.
  stands(id: string, how: string, asked: number) {
    const came = this.came[id];
    if (!came?.ok || came.at > asked) return;
    if (came.seen === undefined) this.came = { ...this.came, [id]: { ...came, seen: how } };
    else if (came.seen !== how) this.forget(id);
  }
  forget(id: string) {
    const { [id]: _, ...rest } = this.came;
    this.came = rest;
  }
}

// Why something was not done. The ledger's own words where it refused.
export function whyNot(failed: Pick<Failed, 'kind' | 'refusal' | 'detail' | 'title'>): string {
  if (failed.kind === 'refused' && failed.refusal) return failed.refusal === 'reason-required' ? t('act.text-needed') : (tongue.language === 'da' ? failed.detail : failed.title) || failed.refusal;
  return t(`state.${failed.kind}.title`);
}
export const targetOf = (row: Pick<Row, 'citizen' | 'duty' | 'words' | 'name' | 'cpr' | 'markable'>): Target => ({ citizen: row.citizen, duty: row.duty, name: row.words, about: row.name ?? t('citizen.number', { n: row.citizen }), cpr: row.cpr, markable: row.markable });
// Whom an act is about, as it is asked.
export const whomOf = (target: Target) => nameWith(nameOf(target), target.cpr);
export const nameOf = (target: Target) => `${say(target.name)}, ${target.about}`;
