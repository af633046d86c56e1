import { describe, expect, it } from 'vitest';
import { shapeOf } from './area';

describe('a chart', () => {
  it('draws what is held as a line of steps', () => {
    const shape = shapeOf([0, 10, 5], false, 300, 50);
    expect(shape.top).toBe(10);
    expect(shape.line).toBe('M0 50L100 50L100 0L200 0L200 25L300 25');
    expect(shape.bars).toEqual([]);
  });
  it('draws what came and went as bars, and nothing as nothing', () => {
    const shape = shapeOf([0, 20], true, 200, 40);
    expect(shape.line).toBe('');
    expect(shape.bars).toEqual([{ x: 110, y: 0, width: 80, height: 40, hollow: false }]);
  });
  it('never draws a number that is kept back: hollow, and always as high', () => {
    const shape = shapeOf([{ under: 5 }, 10, { under: 5 }], false, 300, 50);
    expect(shape.bars.map((bar) => [bar.hollow, bar.height])).toEqual([[true, 25], [true, 25]]);
    expect(shape.line).toBe('M100 0L200 0');
  });
  it('draws what it is at least, hollow', () => {
    const shape = shapeOf([{ at_least: 20 }, { at_least: 0 }, 10], true, 300, 40);
    expect(shape.bars.map((bar) => [bar.hollow, bar.height])).toEqual([[true, 40], [true, 10], [false, 20]]);
  });
});
