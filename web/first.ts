// The first rows of a list come in the page itself (server/first_rows.h), and stand until the screen has its own to show:
// then the screen takes their place at once, and who stood on a row's link stands on it still.
const before = document.getElementById('first')!, app = document.getElementById('app')!;
const patience = 4000;  // ms: then the frame is worth more than rows that cannot be worked with

export const first = {
  stand: !!before.querySelector('main'),
  wait() {
    setTimeout(() => first.over(), patience);
  },
  // Somebody has scrolled in them, or stands on one.
  used: () => before.isConnected && (scrollY > 0 || before.contains(document.activeElement)),
  over() {
    if (app.hidden === false) return;
    const focused = document.activeElement?.closest<HTMLElement>('#first tr[data-key]');
    const eyed = focused ?? (scrollY > 0 ? [...before.querySelectorAll<HTMLElement>('tr[data-key]')].find((row) => row.getBoundingClientRect().bottom > 0) : undefined);
    const top = eyed?.getBoundingClientRect().top ?? 0;
    before.remove();
    app.hidden = false;
    const now = eyed && app.querySelector<HTMLElement>(`tr[data-key="${eyed.dataset.key}"]`);
    if (!now) return;
    if (focused) now.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
    scrollBy(0, now.getBoundingClientRect().top - top);
  },
};
