// The first rows of a list come in the page itself (server/first_rows.h), and stand until the screen has its own to show:
// then the screen takes their place at once, and who stood on a row's link stands on it still.
const before = document.getElementById('first')!, app = document.getElementById('app')!;
const patience = 4000;  // ms: then the frame is worth more than rows that cannot be worked with

export const first = {
  stand: !!before.querySelector('main'),
  wait() {
    setTimeout(() => first.over(), patience);
  },
  over() {
    if (app.hidden === false) return;
    const key = document.activeElement?.closest<HTMLElement>('#first tr[data-key]')?.dataset.key;
    before.remove();
    app.hidden = false;
    if (key) app.querySelector<HTMLElement>(`tr[data-key="${key}"] a`)?.focus({ preventScroll: true });
  },
};
