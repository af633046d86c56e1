import { describe, expect, it } from 'vitest';
import type { List, Row } from '../../api';
import { arrange, lines, matches, sameStay, stayOf, update } from './list';

let made = 0;
const row = (change: Partial<Row> = {}): Row => ({
  citizen: 1, duty: ++made, task: 'first-visit', words: { da: 'Første besøg', en: 'First visit' }, state: 'open', ground: 'by-rule', silences: 0,
  visible: true, part: 'holds', stay: 'home', clinically_approved: false, group: 'today', ...change,
});
const listed = (...duties: Row[]): List => ({ position: 1, counts: { asked: 0, overdue: 0, today: 0, 'coming-home': 0, waiting: 0, told: 0, rest: 0 }, duties });

describe('a list that stays still', () => {
  const a = row(), b = row(), c = row();

  it('keeps rows where they stand when the order is another', () => {
    const { shown, waiting } = update(arrange(listed(a, b, c)), listed(c, a, b));
    expect(shown.map((each) => each.row.duty)).toEqual([a.duty, b.duty, c.duty]);
    expect(waiting).toEqual([]);
  });
  it('lets new rows wait, wherever they belong', () => {
    const fresh = row({ group: 'asked' });
    const { shown, waiting } = update(arrange(listed(a, b)), listed(fresh, a, b));
    expect(shown.map((each) => each.row.duty)).toEqual([a.duty, b.duty]);
    expect(waiting).toEqual([fresh]);
  });
  it('keeps the place of a row that is gone, and says so; it may come back', () => {
    const gone = update(arrange(listed(a, b)), listed(b)).shown;
    expect(gone.map((each) => each.gone)).toEqual([true, false]);
    expect(update(gone, listed(a, b)).shown.map((each) => each.gone)).toEqual([false, false]);
  });
  it('says the new thing of a row in its old place', () => {
    const late = { ...a, group: 'overdue' as const };
    const [shown] = update(arrange(listed(a)), listed(late)).shown;
    expect([shown.placed, shown.row.group]).toEqual(['today', 'overdue']);
  });
  it('never shows one duty twice', () => expect(arrange(listed(a, { ...a, part: 'is-told' })).length).toBe(1));
});

describe('lines', () => {
  const strand = (change: Partial<Row>) => row({ group: 'rest', strand: 'care', ...change });

  it('put quiet strands of one citizen and stay together', () => {
    const [section] = lines(arrange(listed(strand({ strand: 'contact' }), strand({}), strand({ citizen: 2 }), strand({ stay_start: '2026-01-01T00:00:00Z' }))));
    expect(section.lines.map((line) => 1 + line.with.length)).toEqual([2, 1, 1]);
  });
  it('leaves one that is gone by itself, so that the others can be acted on', () => {
    const rows = arrange(listed(strand({ strand: 'contact' }), strand({}), strand({ strand: 'authority' })));
    rows[0].gone = true;
    expect(lines(rows)[0].lines.map((line) => line.with.length)).toEqual([0, 1]);
  });
  it('lays them each by itself where somebody wants to act on one', () => {
    const rows = arrange(listed(strand({ strand: 'contact' }), strand({}), strand({ citizen: 2 }), strand({ citizen: 2, strand: 'contact' })));
    const [section] = lines(rows, new Set([stayOf(rows[0].row)]));
    expect(section.lines.map((line) => line.with.length)).toEqual([0, 0, 1]);
  });
  it('but not one that is offered or has a deadline', () => {
    const party = { sor: '1', name: 'X' };
    const [section] = lines(arrange(listed(strand({}), strand({ asked: party }), strand({ due: '2026-01-01T00:00:00Z' }))));
    expect(section.lines.length).toBe(3);
  });
  it('come in the order in which they press, and none empty', () => {
    expect(lines(arrange(listed(row({ group: 'rest' }), row({ group: 'asked' }), row({ group: 'overdue' })))).map((each) => each.group)).toEqual(['asked', 'overdue', 'rest']);
  });
});

it('finds by any words of name, number, task and party', () => {
  const one = row({ name: 'Åse Prøvesen', cpr: '0101300000', ward: { sor: '1', name: 'Øvelund Sygehus' } });
  expect(matches(one, 'åse øvelund', 'Første besøg')).toBe(true);
  expect(matches(one, '010130-0000', '')).toBe(true);
  expect(matches(one, 'FØRSTE', 'Første besøg')).toBe(true);
  expect(matches(one, 'åse bo', '')).toBe(false);
  expect(matches(row({ said: 'Nøglen er hos naboen' }), 'naboen', 'Anden opgave')).toBe(true);
});

describe('what is said once of a citizen with several rows', () => {
  it('is said again where it is another', () => {
    const one = row({ ward: { sor: '1', name: 'Afdeling' } });
    expect(sameStay(one, row({ ward: { sor: '1', name: 'Afdeling' } }))).toBe(true);
    for (const other of [{ citizen: 2 }, { stay: 'none' as const }, { ward: { sor: '2', name: 'En anden' } }, { discharge_expected: '2026-11-18T10:00:00Z' }])
      expect(sameStay(one, row({ ward: one.ward, ...other }))).toBe(false);
  });
});
