// What the page for the road shows, worked out from what was taken along. Pure.
import type { Along, CallNow, Citizen, Moment, Row } from '../../api';
import { danishDay } from '../../time';

// What lies on the phone: the latest list, and of each citizen the latest that came.
export interface Taken {
  list: Along['list'];
  leftOut: number;
  citizens: Along['citizens'];
  at: string;  // as of when, by the server
}

// The server leaves out of whom nothing has happened; who is off the list is forgotten.
export function merge(before: Taken | undefined, fresh: Along): Taken {
  const known = new Map((before?.citizens ?? []).map((each) => [each.citizen.citizen, each]));
  for (const each of fresh.citizens) known.set(each.citizen.citizen, each);
  const listed = new Set(fresh.list.duties.map((row) => row.citizen));
  return { list: fresh.list, leftOut: fresh.left_out, at: fresh.list.now ?? '', citizens: [...known.values()].filter((each) => listed.has(each.citizen.citizen)) };
}

export interface Card {
  citizen: number;
  name?: string;
  cpr?: string;
  first: Row;  // what presses most
  rows: Row[];  // to do something about
  strands: Row[];  // that we have, and nobody asks about
  look?: Citizen;
}
const quiet = (row: Row) => !!row.strand && row.part === 'holds' && !row.asked && !row.due;

// One card a citizen, in the list's order: what presses most comes first.
export function cards(taken: Taken): Card[] {
  const looks = new Map(taken.citizens.map((each) => [each.citizen.citizen, each.citizen]));
  const made = new Map<number, Card>();
  for (const row of taken.list.duties) {
    const look = looks.get(row.citizen);
    const card = made.get(row.citizen) ?? { citizen: row.citizen, name: row.name ?? look?.name, cpr: row.cpr, first: row, rows: [], strands: [], look };
    made.set(row.citizen, card);
    const into = quiet(row) ? card.strands : card.rows;
    if (!into.some((each) => each.duty === row.duty)) into.push(row);
  }
  return [...made.values()];
}

// Whom to call at this hour: the table for the hours ahead came along. 112 stands on the page once, for all.
export function callsAt(taken: Taken, citizen: number, now: number, own?: string): CallNow[] {
  const calls = taken.citizens.find((each) => each.citizen.citizen === citizen)?.calls ?? [];
  const answers = calls.filter((each) => Date.parse(each.from) <= now).at(-1)?.answers ?? calls[0]?.answers ?? [];
  const seen = new Set<string>();
  return answers.filter((each) => each.phone && each.phone !== '112' && each.phone !== own && !seen.has(each.about + each.phone) && seen.add(each.about + each.phone));
}

// What happened since yesterday began, the latest first.
export const changes = (look: Citizen | undefined, now: number): Moment[] =>
  (look?.timeline ?? []).filter((moment) => danishDay(moment.at) >= danishDay(now) - 1 && moment.happened.length > 0).reverse();

const latest = (look: Citizen | undefined, fact: string, most: number): Moment[] =>
  (look?.timeline ?? []).filter((moment) => moment.texts?.length && moment.happened.some((one) => one.fact === fact)).slice(-most).reverse();
// As they were stated, and never worked out to anything.
export const measured = (look: Citizen | undefined) => latest(look, 'measured', 2);
export const notes = (look: Citizen | undefined) => latest(look, 'duty-noted', 3);
