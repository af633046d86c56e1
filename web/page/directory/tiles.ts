// The 98 municipalities as tiles. Made by hand for Klynge on a sheet of squares: each municipality has one square as near
// as it goes to where it lies, neighbours beside each other where they can be, with water between Jutland, Funen and
// Zealand. No map was traced. A row of the sheet is a line; a square is a municipality's code, or dots.
const sheet = `
.... .... .... .... 0860 0813 .... 0825 .... .... .... .... .... .... .... .... .... ....
.... .... .... 0849 0810 0851 .... .... .... .... .... .... .... .... .... .... .... ....
.... 0787 .... 0820 0840 0846 .... .... .... .... .... .... .... .... .... 0270 0217 ....
.... 0773 0779 0791 0730 0707 .... .... .... .... .... .... .... .... 0260 0219 0210 ....
0665 0671 0661 0740 0710 0706 .... .... .... .... .... .... .... .... 0250 0201 0223 ....
0760 0657 0756 0746 0751 .... .... 0741 .... .... .... .... .... .... 0240 0190 0230 ....
0573 0530 0630 0766 0615 0727 .... .... .... .... .... 0306 .... 0151 0163 0159 0173 0157
0563 0561 0575 0621 0607 .... 0410 0480 0440 .... 0326 0316 0350 0165 0161 0175 0147 0101
.... .... 0510 .... .... .... 0420 0461 0450 .... 0330 0340 0265 0169 0187 0153 0167 0185
.... 0550 0580 0540 .... .... 0430 0479 0482 .... .... 0329 0259 0269 0253 0183 .... 0155
.... .... .... .... .... .... .... 0492 .... .... .... 0370 0320 0336 .... .... .... ....
.... .... .... .... .... .... .... .... .... .... .... .... 0390 .... .... .... .... 0400
.... .... .... .... .... .... .... .... .... .... .... 0360 0376 .... .... .... .... ....
`;

export interface Tile { code: string; x: number; y: number }
export const tiles: Tile[] = sheet
  .trim()
  .split('\n')
  .flatMap((line, y) => line.split(' ').flatMap((code, x) => (code === '....' ? [] : [{ code, x, y }])));
export const columns = 18, rows = 13;

// The sides of a tile where another area, or none, begins.
export type Side = 'top' | 'right' | 'bottom' | 'left';
export function borders(areaOf: ReadonlyMap<string, string>): { tile: Tile; sides: Side[] }[] {
  const at = new Map(tiles.map((tile) => [`${tile.x},${tile.y}`, tile.code]));
  const area = (x: number, y: number) => areaOf.get(at.get(`${x},${y}`) ?? '');
  return tiles.map((tile) => {
    const own = areaOf.get(tile.code);
    const around: [Side, number, number][] = [['top', 0, -1], ['right', 1, 0], ['bottom', 0, 1], ['left', -1, 0]];
    return { tile, sides: around.filter(([, dx, dy]) => area(tile.x + dx, tile.y + dy) !== own).map(([side]) => side) };
  });
}
