// Times as people say them, always Danish time. `now` is an argument: it is the server's.
import type { Language } from './words.svelte';

const zone = 'Europe/Copenhagen';
const locales = { da: 'da-DK', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + name;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options })));
  return found;
}
const millis = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at));

// Days since 1970 of the Danish day in which it is.
export function danishDay(at: string | number): number {
  const [day, month, year] = format('en', 'date', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(millis(at)).split('/').map(Number);
  return Date.UTC(year, month - 1, day) / 86400e3;
}
export const clockTime = (language: Language, at: string | number) =>
  (language === 'da' ? 'kl. ' : '') + format(language, 'clock', { hour: '2-digit', minute: '2-digit' }).format(millis(at)).replace(':', language === 'da' ? '.' : ':');

const near: Record<Language, string[]> = { da: ['i går', 'i dag', 'i morgen'], en: ['yesterday', 'today', 'tomorrow'] };

// "i dag kl. 14.00", "tirs. 17. nov. kl. 14.00", another year with its number.
export function when(language: Language, at: string | number, now: number): string {
  const off = danishDay(at) - danishDay(now);
  return (off >= -1 && off <= 1 ? near[language][off + 1] : dayName(language, at, now)) + (language === 'da' ? ' ' : ' ') + clockTime(language, at);
}
export function dayName(language: Language, at: string | number, now: number): string {
  const far = Math.abs(danishDay(at) - danishDay(now)) > 300;
  return format(language, far ? 'far' : 'day', { weekday: far ? undefined : 'short', day: 'numeric', month: 'short', year: far ? 'numeric' : undefined }).format(millis(at));
}
export const weekdayTime = (language: Language, at: string | number) =>
  format(language, 'weekday', { weekday: 'long', day: 'numeric', month: 'long' }).format(millis(at)) + ' ' + clockTime(language, at);

const units: Record<Language, [string, string, string]> = { da: ['min.', 't', 'd'], en: ['min', 'h', 'd'] };

// "12 min.", "3 t 20 min.", "2 d 4 t": two units at most, and never a zero for something short.
export function length(language: Language, ms: number): string {
  const [minute, hour, day] = units[language];
  const minutes = Math.max(1, Math.floor(Math.abs(ms) / 60e3));
  if (minutes < 60) return `${minutes} ${minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${hour}` + (minutes % 60 && hours < 6 ? ` ${minutes % 60} ${minute}` : '');
  const days = Math.floor(hours / 24);
  return `${days} ${day}` + (hours % 24 && days < 4 ? ` ${hours % 24} ${hour}` : '');
}
// A whole number as it is written, without the format of the browser: making one is slow on a phone.
export const number = (language: Language, value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, language === 'da' ? '.' : ',');
