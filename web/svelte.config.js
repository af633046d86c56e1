import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const drawnBefore = /(?:^|\/)(App|List|Clocks|PartyLine|When)\.svelte$/;

export default {
  preprocess: vitePreprocess({ script: false }),
  // The program draws the first rows of a list with these styles (server/first_rows.h), so their names are known.
  compilerOptions: { runes: true, cssHash: ({ filename, hash, css }) => (drawnBefore.exec(filename) ? `of-${drawnBefore.exec(filename)[1].toLowerCase()}` : `svelte-${hash(css)}`) },
  // Roles are given where the layout of a phone would take a table's away.
  onwarn: (warning, handle) => warning.code !== 'a11y_no_redundant_roles' && handle(warning),
};
