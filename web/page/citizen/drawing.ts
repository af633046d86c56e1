// The timeline as shapes: three lanes, in each as many rows as its bars need, and where in time everything stands. Pure;
// the component only draws what is said here.
import type { History } from '../../api';

export type Lane = 'hospital' | 'municipality' | 'gp' | 'other';

export const lanesInOrder: Lane[] = ['hospital', 'municipality', 'gp', 'other'];
const always: Lane[] = ['hospital', 'municipality', 'gp'];  // also when nothing is in them

export interface Bar { index: number; y: number; high: number; from: number; to: number; open: boolean; due?: number; silent?: { from: number; to: number } }
export interface LaneShape { lane: Lane; top: number; height: number; bars: Bar[] }
export interface Shape { from: number; to: number; now: number; height: number; lanes: LaneShape[]; arrows: { x: number; from: number; to: number; index: number }[]; days: number[] }

export const strandHeight = 20, dutyHeight = 11, lanePadding = 8, axisHeight = 26;
const ms = Date.parse;

// Bars that would touch lie in rows under each other. Answers the bars and how high they are together.
function pack(bars: Omit<Bar, 'y' | 'high'>[], gap: number, high: number, top: number): { bars: Bar[]; height: number } {
  const ends: number[] = [];
  const packed = [...bars]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((bar) => {
      let row = ends.findIndex((end) => end + gap <= bar.from);
      if (row < 0) row = ends.length;
      // What stands beside an open bar needs its row for itself.
      ends[row] = bar.open ? Infinity : bar.to;
      return { ...bar, y: top + row * (high + 3), high };
    });
  return { bars: packed, height: ends.length * (high + 3) };
}

// `hours`: how many before now are to be shown; none: all. Strands come first in a lane, as its ground line; `headroom`:
// left above them; `most`: so many days are named.
export function shapeOf(history: History, now: number, hours?: number, headroom = 0, most = 10): Shape {
  const kinds = new Map(history.parties.map((party) => [party.sor, party.kind]));
  const laneOf = (party?: string): Lane => always.find((lane) => lane === kinds.get(party ?? '')) ?? 'other';
  const ends = (to?: string) => (to === undefined ? now : ms(to));
  const first = Math.min(now, ...history.bars.map((bar) => ms(bar.from)));
  const last = Math.max(now, ...history.bars.map((bar) => Math.max(ends(bar.to), bar.to === undefined && bar.due ? ms(bar.due) : 0)));
  const from = hours ? Math.max(first, now - hours * 3600e3) : first;
  const to = last + (last - from) * 0.04 + 1;
  const gap = (to - from) * 0.006;
  const shapes: LaneShape[] = [];
  const middles = new Map<string, number>();
  let top = axisHeight;
  for (const lane of lanesInOrder) {
    const bars = history.bars.flatMap((bar, index) => {
      if (laneOf(bar.party) !== lane || ends(bar.to) < from) return [];
      const begins = Math.max(ms(bar.from), from), stops = Math.max(ends(bar.to), begins);
      const silence = history.silences.find((each) => each.duty === bar.duty && each.party === bar.party && ms(each.from) <= stops && ends(each.to) >= begins);
      return [{
        index, from: begins, to: stops, open: bar.to === undefined, due: bar.due ? ms(bar.due) : undefined,
        silent: silence && { from: Math.max(ms(silence.from), begins), to: Math.min(ends(silence.to), stops) },
      }];
    });
    if (bars.length === 0 && !always.includes(lane)) continue;
    const isStrand = (bar: { index: number }) => !!history.bars[bar.index].strand;
    const thick = pack(bars.filter(isStrand), gap, strandHeight, top + lanePadding + headroom);
    const thin = pack(bars.filter((bar) => !isStrand(bar)), gap, dutyHeight, top + lanePadding + headroom + thick.height);
    const packed = [...thick.bars, ...thin.bars];
    const height = Math.max(strandHeight, thick.height + thin.height) + headroom + lanePadding * 2;
    for (const bar of packed) middles.set(`${history.bars[bar.index].duty} ${history.bars[bar.index].party}`, bar.y + bar.high / 2);
    shapes.push({ lane, top, height, bars: packed });
    top += height;
  }
  const arrows = history.arrows.flatMap((arrow, index) => {
    const a = middles.get(`${arrow.duty} ${arrow.from}`), b = middles.get(`${arrow.duty} ${arrow.to}`);
    const inside = laneOf(arrow.from) === laneOf(arrow.to) || ms(arrow.at) < from;
    return a === undefined || b === undefined || inside ? [] : [{ x: ms(arrow.at), from: a, to: b, index }];
  });
  return { from, to, now, height: top, lanes: shapes, arrows, days: days(from, to, most) };
}

// Midnights in Denmark, thinned out to at most so many.
function days(from: number, to: number, most: number): number[] {
  const out: number[] = [];
  const step = Math.max(1, Math.ceil((to - from) / 86400e3 / most));
  const offset = (at: number) => Date.parse(new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T') + 'Z') - Math.floor(at / 1000) * 1000;
  for (let day = Math.floor((from + offset(from)) / 86400e3) + 1; ; day += step) {
    const at = day * 86400e3 - offset(day * 86400e3);
    if (at >= to) return out;
    out.push(at);
  }
}
