// What the pages say, in the language that was chosen. `t('list.new', { n: 3 })` puts values into {n}; a key with |
// between two forms says the first for one and the second for any other number {n}.
import type { Words } from './api';
import type danish from './words/da.json';

export type Key = keyof typeof danish;
export type Language = 'da' | 'en';

type Table = Record<string, string>;
// Each in two parts (vite.config.ts): what the frame and the list say, and all else, for which a list does not wait.
const files = {
  da: { first: () => import('./words/da.json?first'), rest: () => import('./words/da.json?rest') },
  en: { first: () => import('./words/en.json?first'), rest: () => import('./words/en.json?rest') },
};

class Tongue {
  language = $state<Language>('da');
  first = $state.raw<Table>({});
  rest = $state.raw<Table | undefined>();

  async speak(language: Language, part: 'first' | 'whole' = 'whole') {
    const [first, rest] = await Promise.all([files[language].first(), part === 'whole' ? files[language].rest() : undefined]);
    this.first = first.default;
    if (rest || language !== this.language) this.rest = rest?.default;
    this.language = language;
    document.documentElement.lang = language;
  }
  // Of a key of the rest that has not come yet: nothing, until it has.
  word = (key: string): string => this.first[key] ?? (this.rest ? (this.rest[key] ?? key) : '');
  starting = (start: string): string[] => Object.keys({ ...this.first, ...this.rest }).filter((key) => key.startsWith(start));
}
export const tongue = new Tongue();

export function t(key: Key, values: Record<string, string | number> = {}): string {
  let text = tongue.word(key);
  if (text.includes('|')) text = text.split('|')[values.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
export const say = (words: Words) => words[tongue.language] || words.da;
// "010190-0000", and a citizen as a question names one: a name alone may be another's too.
export const sayCpr = (cpr: string) => `${cpr.slice(0, 6)}-${cpr.slice(6)}`;
export const nameWith = (name: string, cpr?: string) => (cpr ? `${name}, ${sayCpr(cpr)}` : name);
