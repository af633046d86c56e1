// Which page the address names. Pages are fetched when first gone to.
export interface Place { page: 'front' | 'list' | 'citizen' | 'my' | 'find' | 'road' | 'directory' | 'area' | 'messages' | 'in' | 'settings' | 'help' | 'accessibility' | 'missing'; id: string }

const patterns: [RegExp, Place['page']][] = [
  [/^\/$/, 'front'],
  [/^\/party\/([1-9][0-9]{0,19})$/, 'list'],
  [/^\/citizen\/([1-9][0-9]{0,15})$/, 'citizen'],
  [/^\/my$/, 'my'],
  [/^\/find$/, 'find'],
  [/^\/road$/, 'road'],
  [/^\/directory$/, 'directory'],
  [/^\/area(?:\/([a-z][a-z0-9-]{0,39}))?$/, 'area'],
  [/^\/messages$/, 'messages'],
  [/^\/in$/, 'in'],
  [/^\/settings$/, 'settings'],
  [/^\/help$/, 'help'],
  [/^\/accessibility$/, 'accessibility'],
];

export function placeOf(path: string): Place {
  for (const [pattern, page] of patterns) {
    const match = pattern.exec(path);
    if (match) return { page, id: match[1] ?? '' };
  }
  return { page: 'missing', id: '' };
}

class Router {
  place = $state<Place>({ page: 'front', id: '' });
  query = $state(new URLSearchParams());
  moves = $state(0);  // counts goings; 0: the page that was opened
  #left = new Map<string, number>();  // how far each was scrolled when it was left

  read() {
    this.place = placeOf(location.pathname);
    this.query = new URLSearchParams(location.search);
  }
  go(path: string) {
    this.#left.set(history.state?.key ?? '', scrollY);
    history.pushState({ key: crypto.randomUUID() }, '', path);
    this.moves += 1;
    this.read();
    scrollTo(0, 0);
  }
  // Instead of this page, which led there and is nothing to come back to.
  replace(path: string) {
    history.replaceState(history.state, '', path);
    this.moves += 1;
    this.read();
  }
  // Back and forward bring one to where one was, when the page is tall enough again.
  back() {
    this.read();
    this.moves += 1;
    const y = this.#left.get(history.state?.key ?? '') ?? 0;
    let tries = 0;
    const restore = () => {
      scrollTo(0, y);
      if (scrollY < y && ++tries < 60) requestAnimationFrame(restore);
    };
    requestAnimationFrame(restore);
  }
  // Takes a wish out of the address that has been changed since.
  forget(name: string) {
    if (!this.query.has(name)) return;
    const query = new URLSearchParams(location.search);
    query.delete(name);
    history.replaceState(history.state, '', location.pathname + (query.size ? '?' + query : ''));
  }
  start() {
    history.scrollRestoration = 'manual';
    this.read();
    addEventListener('popstate', () => this.back());
    addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest?.('a');
      if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.closest('#first')) return;  // of the page as it was sent: it works before there is a screen, and without
      if (link.target || link.origin !== location.origin || link.hasAttribute('download')) return;
      if (placeOf(link.pathname).page === 'missing' || (link.hash && link.pathname === location.pathname)) return;
      event.preventDefault();
      this.go(link.pathname + link.search);
    });
  }
}
export const router = new Router();
