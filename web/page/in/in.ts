// Which course a record system leads to. It stands after #, which is sent to no server; while one signs in it is kept in this tab
// alone, for a while, and then it is forgotten.
const name = 'klynge.in';
const kept_for = 15 * 60e3;
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const courseOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, '')).get('course')?.trim() ?? '';

export function keep(shelf: Shelf, course: string, now: number): void {
  try {
    shelf.setItem(name, JSON.stringify({ course, now }));
  } catch {
    // Then the link is followed once more after signing in.
  }
}

// Once: whoever comes next in this tab is led nowhere.
export function take(shelf: Shelf, now: number): string {
  try {
    const kept = JSON.parse(shelf.getItem(name) ?? '{}');
    shelf.removeItem(name);
    return kept.now <= now && now - kept.now < kept_for ? String(kept.course ?? '') : '';
  } catch {
    return '';
  }
}
