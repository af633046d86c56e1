// Keeps the screens' own files, so that the page for the road opens where there is no net. Never an answer of the API: what is
// known of citizens lies sealed elsewhere (page/road/sealed.ts). The build puts in which files there are (vite.config.ts).
const files = FILES;
const name = 'klynge-VERSION';
const shell = '/help';  // the same page as every screen, and for everybody
const patience = 5000;  // ms: a net that is there and carries nothing is no net

self.addEventListener('install', (event) => event.waitUntil(caches.open(name).then((cache) => cache.addAll([shell, ...files])).then(() => self.skipWaiting())));
self.addEventListener('activate', (event) =>
  event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((each) => each !== name).map((each) => caches.delete(each)))).then(() => self.clients.claim())));

const kept = (path) => caches.match(path, { ignoreVary: true });
const soon = (response) => Promise.race([response, new Promise((_, reject) => setTimeout(reject, patience))]);

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (files.includes(pathname)) event.respondWith(kept(pathname).then((found) => found ?? fetch(event.request)));
  else if (mode === 'navigate' && pathname === '/road') event.respondWith(soon(fetch(event.request)).catch(async () => (await kept(shell)) ?? Response.error()));
});
