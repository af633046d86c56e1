// A letter that is being written: what it becomes when it is prepared, and what is missing. Pure.
import type { Attached, LetterContent, LetterDraft, Party, Thread } from '../../api';

export interface Writing {
  kind: LetterDraft['kind'];
  thread?: number;
  answers?: number;  // of a reply: the letter that was read
  course?: number;
  to?: Party;
  category: string;
  priority: string;
  topic: string;
  text: string;
  attachments: Attached[];
  without: number[];  // of a forward: letters that stay
  draft?: number;
}
export type Missing = '' | 'to' | 'category' | 'topic' | 'text' | 'without';

// The body of a request has 256 kB, and base64 takes four octets for three.
export const attachedAtMost = 170_000;
export const attachable = ['application/pdf', 'image/gif', 'image/jpeg', 'image/png', 'image/tiff', 'image/bmp'];
export const sizeOf = (one: Attached) => Math.floor((one.data.length * 3) / 4);

const latest = (thread?: Thread) => thread?.letters.at(-1)?.letter;
export function begin(kind: Writing['kind'], thread?: Thread, course?: number): Writing {
  return { kind, thread: thread?.thread, answers: kind === 'reply' ? latest(thread) : undefined, course: kind === 'new' ? course : undefined, category: thread?.category ?? '', priority: '', topic: kind === 'forward' ? (thread?.topic ?? '') : '', text: '', attachments: [], without: [] };
}
export function goOn(draft: LetterDraft, thread?: Thread, course?: number): Writing {
  const { text = '', topic = '', priority = '', attachments = [], without = [] } = draft.content ?? ({} as Partial<LetterContent>);
  return { ...begin(draft.kind, thread, course), draft: draft.draft, to: draft.kind === 'reply' ? undefined : draft.to, category: draft.category, text, topic, priority, attachments, without };
}

// The first that a letter cannot be without.
export function missing(letter: Writing, thread?: Thread): Missing {
  if (letter.kind !== 'reply' && !letter.to) return 'to';
  if (!letter.category) return 'category';
  if (letter.category === 'other' && !letter.topic.trim() && letter.kind === 'new') return 'topic';
  if (!letter.text.trim()) return 'text';
  return letter.kind === 'forward' && thread && thread.letters.every((each) => letter.without.includes(each.letter)) ? 'without' : '';
}

// The verb that prepares it, and what it is told.
export function asked(letter: Writing): ['prepare' | 'reply' | 'forward', object] {
  const content = {
    text: letter.text.trim(),
    ...(letter.topic.trim() ? { topic: letter.topic.trim() } : {}),
    ...(letter.priority && letter.category === 'regarding-referral' ? { priority: letter.priority } : {}),
    ...(letter.attachments.length ? { attachments: letter.attachments } : {}),
    ...(letter.draft ? { draft: letter.draft } : {}),
    category: letter.category,
  };
  if (letter.kind === 'reply') return ['reply', { ...content, thread: letter.thread, ...(letter.answers ? { answers: letter.answers } : {}) }];
  if (letter.kind === 'forward') return ['forward', { ...content, thread: letter.thread, to: letter.to?.sor, ...(letter.without.length ? { without: letter.without } : {}) }];
  return ['prepare', { ...content, to: letter.to?.sor, ...(letter.course ? { course: letter.course } : {}) }];
}
