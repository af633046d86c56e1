// Debian's Chromium over the real server: opening pages as somebody, and what is true of every page whatever it shows.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Server, ask, must, post, same } from '../server/klynge.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));
export const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox'] });
export const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 }, narrow: { width: 320, height: 256 } };
export const pictures = process.env.PICTURES;  // a folder: keeps what was seen

// A made-up cluster that lives, standing still.
export const living = await Server.start(undefined, { command: 'demo' });
export const life = `http://127.0.0.1:${living.port}`;
await ask(living.port, 'POST', '/demonstration/pause');
export const as = (party) => ({ headers: { 'X-Klynge-Party': party } });
export const get = async (target, party) => (await ask(living.port, 'GET', target, party ? as(party) : {})).json;
export const act = (row, verb, body, party) =>
  post(living.port, `/api/duties/${row.citizen}/${row.duty}/${verb}`, body, { 'Idempotency-Key': crypto.randomUUID(), 'X-Klynge-Party': party });
export const parties = (await get('/api/directory')).parties;

// Of the browser itself, when something is answered with a 4xx or the net is gone on purpose.
const expected = (text) => /Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(text);

export async function open(where, { tongue = 'da', theme = 'light', screen = 'desktop', party, bypassCSP = false, before } = {}) {
  const context = await browser.newContext({ viewport: screens[screen], colorScheme: theme, reducedMotion: 'reduce', bypassCSP, locale: tongue === 'da' ? 'da-DK' : 'en-GB' });
  const page = await context.newPage();
  page.complaints = [];
  page.fetched = [];
  page.on('console', (message) => message.type() === 'error' && !expected(message.text()) && page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('request', (request) => page.fetched.push(request.url()));
  await before?.(page, context);
  const url = new URL(where, life);
  url.searchParams.set('lang', tongue);
  if (party) url.searchParams.set('as', party);
  await page.goto(url.href);
  await page.locator('main h1').first().waitFor();
  page.close_all = () => context.close();
  return page;
}

// What must hold of every page in every state.
export async function sound(page, name, { tongue, screen } = {}) {
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name.replaceAll(/[^\wæøå-]+/gi, '-')}.png`), fullPage: true });
  if (tongue) same(await page.getAttribute('html', 'lang'), tongue, name + ': language');
  same([await page.locator('h1:visible').count(), await page.locator('main').count()], [1, 1], name + ': one heading of the first level, one main landmark');
  must(page.fetched.every((url) => url.startsWith(new URL(page.url()).origin)), name + ': fetched from elsewhere: ' + page.fetched);
  same(page.complaints, [], name + ': complaints of the browser');
  if (screen) {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    must(width <= screens[screen].width, `${name}: the page is ${width} wide on a screen of ${screens[screen].width}`);
  }
  same(await axeFinds(page), [], name + ': axe');
}
export async function axeFinds(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  return found.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
}

export async function close() {
  await browser.close();
  await living.stop();
}
