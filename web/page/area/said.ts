// A figure in words.
import type { Figure } from '../../api';
import { number } from '../../time';
import { t, tongue } from '../../words.svelte';

export function said(figure: Figure): string {
  if (typeof figure === 'number') return number(tongue.language, figure);
  if ('at_least' in figure && figure.at_least === 0) return t('area.kept');
  return 'under' in figure ? t('area.under', { n: figure.under }) : t('area.at-least', { n: number(tongue.language, figure.at_least) });
}
