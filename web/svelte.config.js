import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess({ script: false }),
  compilerOptions: { runes: true },
  // Roles are given where the layout of a phone would take a table's away.
  onwarn: (warning, handle) => warning.code !== 'a11y_no_redundant_roles' && handle(warning),
};
