import { expect, it } from 'vitest';
import danish from '../../words/da.json';
import { typeSaid } from './type';

const said = (type: string) => typeSaid(type, (key) => (danish as Record<string, string>)[key]);

it('says the code and what it means', () => {
  expect(said('HN STIN')).toBe('HN STIN: indlagt');
  expect(said('HN AN_STIN')).toBe('HN AN_STIN: indlagt, annulleret');
  expect(said('HN RE_SLHJ')).toBe('HN RE_SLHJ: udskrevet til hjemmet, rettet');
  expect(said('CC reply')).toBe('CC svar');
  expect(said('HCO withdrawn')).toBe('HCO tilbagekaldt måling');
});
it('leaves as it is what it has no word for', () => {
  for (const type of ['HN ?', 'ACK ok', 'CC ?', 'HN XX_STIX']) expect(said(type)).toBe(type);
  for (const type of ['?', '']) expect(said(type)).toBe('Ukendt type');
});
it('has a word for every notification', () => {
  for (const form of ['', 'AN_', 'RE_']) for (const event of ['STIN', 'STAA', 'STOR', 'SLOR', 'SLHJ', 'MORS']) expect(said(`HN ${form}${event}`)).toContain(': ');
});
