// How figures are told and drawn. One that is kept back because it is small is never drawn as a number.
import type { Figure } from '../../api';

export const isExact = (figure: Figure): figure is number => typeof figure === 'number';
export const isNothing = (figure: Figure) => figure === 0;

export const lines = ['open', 'came', 'went', 'silent'] as const;
export type Line = (typeof lines)[number];
export const isFlow = (line: Line) => line === 'came' || line === 'went';

// What is kept back is drawn hollow: as high as it is at least, and something small so high.
const small = 5;
const highOf = (figure: Figure) => (isExact(figure) ? figure : 'at_least' in figure ? Math.max(small, figure.at_least) : small);
export interface Bar { x: number; y: number; width: number; height: number; hollow: boolean }
export interface Shape { top: number; bars: Bar[]; line: string }

// The same top for the same line in every sector would hide the small ones: each chart has its own, and says it.
export function shapeOf(values: Figure[], flow: boolean, width: number, height: number): Shape {
  const top = Math.max(small, ...values.map(highOf));
  const step = width / Math.max(1, values.length);
  const y = (value: number) => height - (value / top) * height;
  const round = (value: number) => Math.round(value * 10) / 10;
  const bars: Bar[] = [];
  let line = '', down = false;
  values.forEach((value, at) => {
    const exact = isExact(value);
    const high = y(highOf(value));
    if (flow || !exact) {
      if (value !== 0) bars.push({ x: round(at * step + step * 0.1), y: round(high), width: round(step * 0.8), height: round(height - high), hollow: !exact });
      down = false;
      return;
    }
    line += `${down ? 'L' : 'M'}${round(at * step)} ${round(high)}L${round((at + 1) * step)} ${round(high)}`;
    down = true;
  });
  return { top, bars, line };
}
