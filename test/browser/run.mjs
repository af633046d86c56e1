// The screens in a real browser: every page and state, the stories of those who use them, and answering by a link.
import { run } from '../server/klynge.mjs';
import { close } from './browser.mjs';

await import('./pages.mjs');
await import('./first.mjs');
await import('./stories.mjs');
await import('./road.mjs');
await import('./my.mjs');
await import('./record.mjs');
await import('./discharge.mjs');
await import('./inert.mjs');
await import('./resend.mjs');
await import('./telling.mjs');
await import('./letters.mjs');
const { stop } = await import('./answer.mjs');
await run();
await stop();
await close();
