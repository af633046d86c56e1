import { mount } from 'svelte';
import App from './App.svelte';
import { first } from './first';
import { clock, reach } from './reach.svelte';
import { router } from './router.svelte';
import { load } from './pages';
import { session, settings } from './session.svelte';
import { tongue } from './words.svelte';
import './style.css';

// ?lang= in an address is a wish that is remembered, so that a link may be sent in one's own language.
const wish = new URLSearchParams(location.search).get('lang');
if (wish === 'da' || wish === 'en') settings.keep({ language: wish });
settings.apply();
router.start();
setInterval(() => clock.tick(), 1000);
// The words, the page and who looks are asked for at once; nothing is drawn before there are words for it.
void load(router.place.page)?.catch(() => {});
void session.begin();
const language = settings.language ?? 'da', isList = router.place.page === 'list';
await tongue.speak(language, isList ? 'first' : 'whole');
mount(App, { target: document.getElementById('app')! });
if (first.stand) first.wait();
else first.over();
if (isList) void tongue.speak(language).catch(() => reach.lost());
