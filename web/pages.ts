// The pages, each fetched when it is first gone to. The one that most people open comes with the frame: in parts of its
// own a slow net would wait once more for each.
import type { Component } from 'svelte';
import List from './page/list/List.svelte';
import type { Place } from './router.svelte';

const pages: Record<Exclude<Place['page'], 'missing'>, () => Promise<{ default: Component<any> }>> = {
  front: () => import('./page/guide/Guide.svelte'),
  list: () => Promise.resolve({ default: List }),
  citizen: () => import('./page/citizen/Citizen.svelte'),
  road: () => import('./page/road/Road.svelte'),
  my: () => import('./page/my/My.svelte'),
  find: () => import('./page/find/Find.svelte'),
  directory: () => import('./page/directory/Directory.svelte'),
  area: () => import('./page/area/Area.svelte'),
  messages: () => import('./page/messages/Messages.svelte'),
  in: () => import('./page/in/In.svelte'),
  settings: () => import('./page/settings/Settings.svelte'),
  help: () => import('./page/help/Help.svelte'),
  accessibility: () => import('./page/help/Accessibility.svelte'),
};
export const load = (page: Place['page']) => (page === 'missing' ? undefined : pages[page]());
