// Where in a message a complaint belongs. A path is FHIR's ("Bundle.entry[2].resource.class"), whether the message is JSON
// or XML; a place is a line of the message as it is laid out here. Nothing but blanks is changed by laying out.
import type { Issue } from '../../api';

const isXml = (text: string) => text.trimStart().startsWith('<');
const longest = 300;

// A message in one long line is broken into many, so that a place can be pointed at.
export function laidOut(text: string): string {
  if (!text.split('\n').some((line) => line.length > longest)) return text;
  return isXml(text) ? xmlLaidOut(text) : jsonLaidOut(text);
}
function jsonLaidOut(text: string): string {
  let depth = 0, out = '';
  const line = () => '\n' + '  '.repeat(Math.max(0, depth));
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    if (token === '{' || token === '[') {
      depth += 1;
      out += token + line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      out += line() + token;
    } else out += token === ',' ? token + line() : token === ':' ? ': ' : token;
  }
  return out;
}
function xmlLaidOut(text: string): string {
  let depth = 0;
  return text.replace(/>\s*</g, '>\n<').split('\n').map((line) => {
    const part = line.trim();
    if (part.startsWith('</')) depth -= 1;
    const made = '  '.repeat(Math.max(0, depth)) + part;
    if (/^<[^!?/]/.test(part) && !part.endsWith('/>') && !part.includes('</')) depth += 1;
    return made;
  }).join('\n');
}

// Where each path begins; as far as the message can be read.
export function places(text: string): Map<string, number> {
  const at = new Map<string, number>();
  try {
    if (isXml(text)) xmlPlaces(text, at);
    else jsonPlaces(text, at);
  } catch {
    // What cannot be read has no places after that.
  }
  return at;
}

function jsonPlaces(text: string, at: Map<string, number>) {
  const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+)/y;
  let begins = 0;
  const next = () => {
    const found = token.exec(text);
    if (!found) throw new Error('the message ends');
    begins = token.lastIndex - found[1].length;
    return found[1];
  };
  const value = (path: string, first: string) => {
    if (!at.has(path)) at.set(path, begins);
    if (first === '{') {
      for (let key = next(); key !== '}'; key = next()) {
        if (key === ',') key = next();
        const below = `${path}.${JSON.parse(key)}`;
        at.set(below, begins);
        if (next() !== ':') throw new Error('a colon was expected');
        value(below, next());
      }
    } else if (first === '[') {
      let index = 0;
      for (let each = next(); each !== ']'; each = next()) if (each !== ',') value(`${path}[${index++}]`, each);
    }
  };
  value('Bundle', next());
}

function xmlPlaces(text: string, at: Map<string, number>) {
  interface Open { path: string; counts: Map<string, number> }
  const open: Open[] = [];
  for (const found of text.matchAll(/<!--[\s\S]*?-->|<[?!][^>]*>|<\/[^>]+>|<([\w.:-]+)[^>]*?(\/?)>/g)) {
    const [whole, tag, alone] = found;
    if (whole.startsWith('</')) open.pop();
    if (!tag) continue;
    const name = tag.split(':').pop()!;
    const parent = open.at(-1);
    let path = 'Bundle';
    if (parent) {
      // The kind of a resource is an element of its own in XML, and no part of a path.
      const isKind = /^[A-Z]/.test(name);
      const count = parent.counts.get(name) ?? 0;
      parent.counts.set(name, count + 1);
      path = isKind ? parent.path : `${parent.path}.${name}`;
      if (!isKind) at.set(`${path}[${count}]`, found.index);
      if (count > 0) path += `[${count}]`;
    }
    if (!at.has(path)) at.set(path, found.index);
    if (!alone) open.push({ path, counts: new Map() });
  }
}

// The paths of a first of many are written with and without its number: both are found.
const plain = (path: string) => path.replaceAll('[0]', '');

export interface Line { number: number; text: string; issues: Issue[] }
// Every line, with the complaints that belong to it; and those that belong to none.
export function lined(message: string, issues: Issue[]): { lines: Line[]; apart: Issue[] } {
  const text = laidOut(message);
  const lines: Line[] = text.split('\n').map((line, at) => ({ number: at + 1, text: line, issues: [] }));
  const at = new Map([...places(text)].map(([path, offset]) => [plain(path), offset] as const).reverse());
  const apart: Issue[] = [];
  for (const issue of issues) {
    let path = plain(issue.path);
    // What is missing has no place: it is said where it was looked for.
    while (path && !at.has(path)) path = path.replace(/(\.[^.[]*|\[\d+\]|[^.[]+)$/, '');
    const offset = at.get(path);
    if (offset === undefined) apart.push(issue);
    else lines[text.slice(0, offset).split('\n').length - 1].issues.push(issue);
  }
  return { lines, apart };
}

// Lines near a complaint; the number of lines between them that are left out.
const around = 3;
export function excerpt(lines: Line[]): (Line | number)[] {
  const near = new Set(lines.flatMap((line, at) => (line.issues.length ? Array.from({ length: 2 * around + 1 }, (_, i) => at - around + i) : [])));
  const out: (Line | number)[] = [];
  lines.forEach((line, at) => {
    if (near.has(at)) out.push(line);
    else if (typeof out.at(-1) === 'number') out[out.length - 1] = (out.at(-1) as number) + 1;
    else out.push(1);
  });
  return out;
}
