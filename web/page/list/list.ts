// How a list is laid out and kept up to date without moving what the eye is on. A row that stands there stays where it
// stands until somebody asks for the order to be made anew: it may change what it says, and it may be gone.
import { groups, type Group, type List, type Row } from '../../api';

export interface Shown {
  key: string;
  row: Row;
  placed: Group;  // where it was laid; what it belongs to now stands in the row
  gone: boolean;
}

export const keyOf = (row: { citizen: number; duty: number }) => `${row.citizen}-${row.duty}`;

export function arrange(list: List): Shown[] {
  const seen = new Set<string>();
  const rows = list.duties.filter((row) => !seen.has(keyOf(row)) && seen.add(keyOf(row)));
  return rows.map((row) => ({ key: keyOf(row), row, placed: row.group, gone: false }));
}

// What stands there, with what the server now says of it, and the rows that are not shown yet.
export function update(shown: Shown[], list: List): { shown: Shown[]; waiting: Row[] } {
  const fresh = new Map(arrange(list).map((each) => [each.key, each.row]));
  const next = shown.map((each) => {
    const row = fresh.get(each.key);
    fresh.delete(each.key);
    return row ? { ...each, row, gone: false } : { ...each, gone: true };
  });
  return { shown: next, waiting: [...fresh.values()] };
}

// Strands of one citizen that only say who has what are one line together, not four.
export interface Line { shown: Shown; with: Shown[] }
const quiet = (each: Shown) => each.placed === 'rest' && !!each.row.strand && each.row.part === 'holds' && !each.row.asked && !each.row.due;
// `apart`: of whom and which stay they are to stand each by itself.
export const stayOf = (row: Row) => `${row.citizen}/${row.stay_start ?? ''}`;
export function lines(shown: Shown[], apart: ReadonlySet<string> = new Set()): { group: Group; lines: Line[] }[] {
  const sections = new Map<Group, Line[]>(groups.map((group) => [group, []]));
  const strands = new Map<string, Line>();
  for (const each of shown) {
    const section = sections.get(each.placed) ?? sections.get('rest')!;
    const place = stayOf(each.row), mayJoin = quiet(each) && !each.gone && !apart.has(place);
    const together = mayJoin ? strands.get(place) : undefined;
    if (together) {
      together.with.push(each);
      continue;
    }
    const line = { shown: each, with: [] };
    if (mayJoin) strands.set(place, line);
    section.push(line);
  }
  return [...sections].map(([group, all]) => ({ group, lines: all })).filter((section) => section.lines.length > 0);
}

// Of the same citizen, and what is said beneath the name is the same.
export const sameStay = (one: Row, other: Row) => one.citizen === other.citizen && one.stay === other.stay && one.ward?.sor === other.ward?.sor && one.discharge_expected === other.discharge_expected;

export function matches(row: Row, written: string, words: string): boolean {
  const wanted = written.toLocaleLowerCase('da').replace(/(\d)-(\d)/g, '$1$2').split(/\s+/).filter(Boolean);
  const has = [row.name, row.cpr, words, row.said, row.ward?.name, row.holder?.name, row.asked?.name].join(' ').toLocaleLowerCase('da');
  return wanted.every((word) => has.includes(word));
}
