// What the pages say, in the language that was chosen. `t('list.new', { n: 3 })` puts values into {n}; a key with |
// between two forms says the first for one and the second for any other number {n}.
import type { Words } from './api';
import type danish from './words/da.json';

export type Key = keyof typeof danish;
export type Language = 'da' | 'en';

const files = { da: () => import('./words/da.json'), en: () => import('./words/en.json') };

class Tongue {
  language = $state<Language>('da');
  words = $state.raw<Record<string, string>>({});

  async speak(language: Language) {
    this.words = (await files[language]()).default;
    this.language = language;
    document.documentElement.lang = language;
  }
}
export const tongue = new Tongue();

export function t(key: Key, values: Record<string, string | number> = {}): string {
  let text = tongue.words[key] ?? key;
  if (text.includes('|')) text = text.split('|')[values.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
export const say = (words: Words) => words[tongue.language] || words.da;
