// Before somebody signs out, or works for another: what was taken along on this phone goes (page/road), and what is not sent
// yet is asked about. False: one stays.
const mark = 'klynge.pocket';  // as page/road/sealed.ts has it, which most never fetch
export const hasPocket = () => {
  try {
    return localStorage.getItem(mark) !== null;
  } catch {
    return false;
  }
};
export async function mayLeave(): Promise<boolean> {
  if (!hasPocket()) return true;
  const { pocket } = await import('./page/road/pocket.svelte');
  return pocket.leave();
}
