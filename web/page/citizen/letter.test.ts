import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../api';
import da from '../../words/da.json';
import { asked, begin, goOn, missing } from './letter';

const receipt = { known: 'not-yet' as const }, receipts = { delivered: receipt, received: receipt, reviewed: receipt, owned: receipt };
const unit = (sor: string) => ({ sor, name: sor });
const letter = (number: number) => ({ letter: number, kind: 'new' as const, from: unit('1'), to: unit('2'), sent: '2026-11-17T12:00:00Z', receipts });
const thread: Thread = { thread: 4, category: 'other', topic: 'Sår', letters: [letter(7), letter(9)], segments: [] };

describe('a letter', () => {
  it('answers the letter that was read', () => {
    const reply = { ...begin('reply', thread), text: ' Ja ' };
    expect(missing(reply, thread)).toBe('');
    expect(asked(reply)).toEqual(['reply', { text: 'Ja', category: 'other', thread: 4, answers: 9 }]);
  });
  it('that begins a thread wants a receiver, a category, a topic where the category says nothing, and a text', () => {
    const one = begin('new', undefined, 2);
    expect(missing(one)).toBe('to');
    expect(missing({ ...one, to: unit('3') })).toBe('category');
    expect(missing({ ...one, to: unit('3'), category: 'other' })).toBe('topic');
    expect(missing({ ...one, to: unit('3'), category: 'medicine' })).toBe('text');
    expect(asked({ ...one, to: unit('3'), category: 'medicine', text: 'Hvor?', priority: 'asap' })).toEqual(['prepare', { text: 'Hvor?', category: 'medicine', to: '3', course: 2 }]);
  });
  it('that is forwarded brings at least one', () => {
    const one = { ...begin('forward', thread), to: unit('3'), text: 'Se her' };
    expect(missing({ ...one, without: [7] }, thread)).toBe('');
    expect(missing({ ...one, without: [7, 9] }, thread)).toBe('without');
    expect(asked({ ...one, without: [7] })).toEqual(['forward', { text: 'Se her', topic: 'Sår', category: 'other', thread: 4, to: '3', without: [7] }]);
  });
  it('goes on as the draft that it was', () => {
    const one = goOn({ draft: 5, kind: 'new', to: unit('3'), category: 'regarding-referral', content: { text: 'A', topic: 'B', priority: 'asap' } }, undefined, 2);
    expect(asked({ ...one, text: 'C' })).toEqual(['prepare', { text: 'C', topic: 'B', priority: 'asap', draft: 5, category: 'regarding-referral', to: '3', course: 2 }]);
  });
  it('has the categories of the standard, as the API has them', () => {
    const text = fs.readFileSync(path.join(process.env.KLYNGE_SOURCE ?? path.resolve('..'), 'data/openapi.yaml'), 'utf8');
    const codes = /\n {4}Category:\n(?: {6}.*\n)*? {6}enum: \[([^\]]*)\]/.exec(text)![1].split(', ');
    expect(Object.keys(da).filter((key) => key.startsWith('category.')).map((key) => key.slice(9)).sort()).toEqual(codes.sort());
  });
});
