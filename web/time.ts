// Times as people say them, always Danish time. `now` is an argument: it is the server's.
import type { Language } from './words.svelte';

// Years and minutes in Denmark, "2026-11-17 23:30". Making a format is slow on a phone, so nearly all is read from this one.
const here = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
export const danish = (at: string | number) => here.format(typeof at === 'number' ? at : Date.parse(at));

// Days since 1970 of the Danish day in which it is.
export const danishDay = (at: string | number) => Date.parse(danish(at).slice(0, 10)) / 86400e3;
export const clockTime = (language: Language, at: string | number) => (language === 'da' ? 'kl. ' + danish(at).slice(11).replace(':', '.') : danish(at).slice(11));

const near: Record<Language, string[]> = { da: ['i går', 'i dag', 'i morgen'], en: ['yesterday', 'today', 'tomorrow'] };

// "i dag kl. 14.00", "tirs. 17. nov. kl. 14.00", another year with its number.
export function when(language: Language, at: string | number, now: number): string {
  const off = danishDay(at) - danishDay(now);
  return (off >= -1 && off <= 1 ? near[language][off + 1] : dayName(language, at, now)) + (language === 'da' ? ' ' : ' ') + clockTime(language, at);
}
// What is over at midnight is due the day before: that is the day people say.
export const dueSaid = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at)) - (danish(at).endsWith('00:00') ? 60e3 : 0);

const weekdays: Record<Language, string[]> = { da: 'søn. man. tirs. ons. tors. fre. lør.'.split(' '), en: 'Sun Mon Tue Wed Thu Fri Sat'.split(' ') };
const months: Record<Language, string[]> = {
  da: 'jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
};
export function dayName(language: Language, at: string | number, now: number): string {
  const day = danishDay(at), date = new Date(day * 86400e3);
  const said = `${date.getUTCDate()}${language === 'da' ? '.' : ''} ${months[language][date.getUTCMonth()]}`;
  return Math.abs(day - danishDay(now)) > 300 ? `${said} ${date.getUTCFullYear()}` : `${weekdays[language][date.getUTCDay()]} ${said}`;
}
const long = { da: 'da-DK', en: 'en-GB' };
export const weekdayTime = (language: Language, at: string | number) =>
  new Date(at).toLocaleDateString(long[language], { timeZone: 'Europe/Copenhagen', weekday: 'long', day: 'numeric', month: 'long' }) + ' ' + clockTime(language, at);

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
