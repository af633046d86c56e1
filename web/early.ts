// The first page of a list, asked for before its page has come: on a slow net that is the time of one answer.
import { list, type List } from './api';

export const rowsOfAPage = 100;  // Door::screen in src/server/door.cc names the same page
let asked: { sor: string; answer: Promise<List> } | undefined;

export const early = {
  ask(sor: string) {
    asked = { sor, answer: list(sor, { limit: rowsOfAPage }) };
    asked.answer.catch(() => {});  // whoever takes it says so
  },
  take(sor: string): Promise<List> | undefined {
    const answer = asked?.sor === sor ? asked.answer : undefined;
    asked = undefined;
    return answer;
  },
};
