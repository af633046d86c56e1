// The timeline as shapes: three lanes, in each as many rows as its bars need, and where in time everything stands. Pure;
// the component only draws what is said here.
import type { Lane, TimelineLanes } from '../../api';

export const lanesInOrder: Lane[] = ['hospital', 'municipality', 'gp', 'citizen', 'other'];
const always: Lane[] = ['hospital', 'municipality', 'gp'];

export interface Bar { at: number; index: number; row: number; from: number; to: number; open: boolean; due?: number; silent?: { from: number; to: number } }
export interface LaneShape { lane: Lane; top: number; height: number; bars: Bar[] }
export interface Shape { from: number; to: number; now: number; height: number; lanes: LaneShape[]; arrows: { x: number; from: number; to: number; index: number }[]; days: number[] }

export const rowHeight = 22, lanePadding = 10, axisHeight = 26;
const ms = Date.parse;

// Bars that would touch lie in rows under each other; the longest first, so that strands make the ground line of a lane.
function pack(bars: Omit<Bar, 'row' | 'at'>[], gap: number): Bar[] {
  const ends: number[] = [];
  return [...bars]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((bar) => {
      let row = ends.findIndex((end) => end + gap <= bar.from);
      if (row < 0) row = ends.length;
      ends[row] = bar.to;
      return { ...bar, row, at: bar.index };
    });
}

// `span`: the hours to be shown until `to`; none: all.
export function shapeOf(lanes: TimelineLanes, hours?: number): Shape {
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
    const packed = pack(bars, gap);
    const rows = Math.max(1, ...packed.map((bar) => bar.row + 1));
    const height = rows * rowHeight + lanePadding * 2;
    for (const bar of packed) {
      const duty = lanes.bars[bar.index].duty;
      rowOf.set(duty, (rowOf.get(duty) ?? new Map()).set(lane, top + lanePadding + (bar.row + 0.5) * rowHeight));
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
  return { from, to, now, height: top, lanes: shapes, arrows, days: days(from, to) };
}

// Midnights in Denmark, thinned out to at most ten.
function days(from: number, to: number): number[] {
  const out: number[] = [];
  const step = Math.max(1, Math.ceil((to - from) / 86400e3 / 10));
  const offset = (at: number) => Date.parse(new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T') + 'Z') - Math.floor(at / 1000) * 1000;
  for (let day = Math.floor((from + offset(from)) / 86400e3) + 1; ; day += step) {
    const at = day * 86400e3 - offset(day * 86400e3);
    if (at >= to) return out;
    out.push(at);
  }
}
