import { mount } from 'svelte';
import App from './App.svelte';
import { clock } from './reach.svelte';
import { router } from './router.svelte';
import { settings } from './session.svelte';
import { tongue } from './words.svelte';
import './style.css';

// ?lang= in an address is a wish that is remembered, so that a link may be sent in one's own language.
const wish = new URLSearchParams(location.search).get('lang');
if (wish === 'da' || wish === 'en') settings.keep({ language: wish });
settings.apply();
await tongue.speak(settings.language ?? 'da');
router.start();
setInterval(() => clock.tick(), 1000);
mount(App, { target: document.getElementById('app')! });
