// The timeline as shapes: three lanes, in each as many rows as its bars need, and where in time everything stands. Pure;
// the component only draws what is said here.
import type { Lane, TimelineLanes } from '../../api';

export const lanesInOrder: Lane[] = ['hospital', 'municipality', 'gp', 'citizen', 'other'];
const always: Lane[] = ['hospital', 'municipality', 'gp'];

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

// `hours`: how many before now are to be shown; none: all. Strands come first in a lane, as its ground line; `headroom`: left above them; `most`: so many days are named.
export function shapeOf(lanes: TimelineLanes, strands: ReadonlySet<number>, hours?: number, headroom = 0, most = 10): Shape {
  const now = ms(lanes.now);
  const last = Math.max(ms(lanes.to), now);
  const first = Math.min(ms(lanes.from), now);
  const to = last + (last - (hours ? Math.max(first, now - hours * 3600e3) : first)) * 0.04;
  const from = hours ? Math.max(first, now - hours * 3600e3) : first;
  const gap = (to - from) * 0.006;
  const shapes: LaneShape[] = [];
  const rowOf = new Map<number, Map<Lane, number>>();
  let top = axisHeight;
  for (const lane of lanesInOrder) {
    const bars = lanes.bars
      .map((bar, index) => ({ bar, index }))
      .filter(({ bar }) => bar.lane === lane && (bar.to === null || ms(bar.to) >= from) && ms(bar.from) <= to)
      .map(({ bar, index }) => {
        const begins = Math.max(ms(bar.from), from), ends = bar.to === null ? Math.max(now, begins) : ms(bar.to);
        const silence = lanes.silences.find((each) => each.duty === bar.duty && each.lane === lane && ms(each.from) <= ends && (each.to === null || ms(each.to) >= begins));
        return {
          index, from: begins, to: ends, open: bar.to === null, due: bar.due ? ms(bar.due) : undefined,
          silent: silence && { from: Math.max(ms(silence.from), begins), to: silence.to === null ? Math.max(now, begins) : Math.min(ms(silence.to), ends) },
        };
      });
    if (bars.length === 0 && !always.includes(lane)) continue;
    const isStrand = (bar: { index: number }) => strands.has(lanes.bars[bar.index].duty);
    const thick = pack(bars.filter(isStrand), gap, strandHeight, top + lanePadding + headroom);
    const thin = pack(bars.filter((bar) => !isStrand(bar)), gap, dutyHeight, top + lanePadding + headroom + thick.height);
    const packed = [...thick.bars, ...thin.bars];
    const height = Math.max(strandHeight, thick.height + thin.height) + headroom + lanePadding * 2;
    for (const bar of packed) {
      const duty = lanes.bars[bar.index].duty;
      rowOf.set(duty, (rowOf.get(duty) ?? new Map()).set(lane, bar.y + bar.high / 2));
    }
    shapes.push({ lane, top, height, bars: packed });
    top += height;
  }
  const middle = (lane: Lane, duty: number) => {
    const shape = shapes.find((each) => each.lane === lane);
    return rowOf.get(duty)?.get(lane) ?? (shape ? shape.top + shape.height / 2 : undefined);
  };
  const arrows = lanes.arrows.flatMap((arrow, index) => {
    const a = middle(arrow.from_lane, arrow.duty), b = middle(arrow.to_lane, arrow.duty);
    return a === undefined || b === undefined || a === b || ms(arrow.at) < from ? [] : [{ x: ms(arrow.at), from: a, to: b, index }];
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
