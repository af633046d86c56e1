// The only place that talks to the server. The types follow data/openapi.yaml; members that a page does not read are
// left out. Every call ends in a value or in a `Failed`; nothing is tried again by itself but what only reads.
import { reach } from './reach.svelte';

export interface Words { da: string; en: string }
export interface Party { sor: string; name: string; phone?: string }
export type Strand = 'contact' | 'treatment' | 'care' | 'authority' | 'rehabilitation';
export type Stay = 'none' | 'acute' | 'admitted' | 'leave' | 'home' | 'dead' | 'elsewhere' | 'expected' | 'ready';
export type Known = 'not-visible-here' | 'not-yet' | 'yes';
export interface Receipt { known: Known; at?: string; since?: string }
export interface Receipts { delivered: Receipt; received: Receipt; reviewed: Receipt; owned: Receipt }

export interface Duty {
  duty: number;
  task: string;
  words: Words;
  strand?: Strand;
  state: 'open' | 'done' | 'void';
  holder?: Party;
  assigned?: Party;
  ground: 'accepted' | 'by-rule' | 'succession' | 'taken';
  rule?: { id: string; text: Words; source?: string };
  since?: string;
  due?: string;
  asked?: Party;
  answer_by?: string;
  silent_since?: string;
  silences: number;
  check_by?: string;
  said?: string;  // what was written when it was opened; of a row, where it says what the duty is
  left?: string;  // what the citizen was told of a duty left to the citizen
  ended?: string;
  visible: boolean;
  markable?: boolean;  // done, it may be marked for somebody to follow up
  passes?: { at: string; to?: Party };  // to whom is not always known
  receipts?: Receipts;
}

export const groups = ['asked', 'overdue', 'today', 'coming-home', 'waiting', 'told', 'rest'] as const;
export type Group = (typeof groups)[number];
export interface Row extends Duty {
  citizen: number;
  cpr?: string;
  name?: string;
  erased?: boolean;
  part: 'holds' | 'is-asked' | 'is-told';
  stay: Stay;
  ward?: Party;
  stay_start?: string;
  course?: number;
  clinically_approved: boolean;
  group: Group;
  discharge_expected?: string;
  note?: { text: string; at: string; by?: Party };
}
export interface List {
  now?: string;
  position: number;
  party?: Party;
  counts: Record<Group, number>;
  noted?: { rows: number; since: string; latest?: string };  // what the last shift and this one wrote a note on
  duties: Row[];
  next?: string;
}

export interface Course {
  course: number;
  name: Words;
  clinically_approved: boolean;
  open: boolean;
  stay: Stay;
  ward?: Party;
  municipality?: Party;
  stay_start?: string;
  opened?: string;
  closed?: string;
  discharge_expected?: string;
  ready_since?: string;
  ready_days: number;
  gaps: number;
  record_link?: { name: string; url: string };
  strands: Duty[];
  duties: Duty[];
  ended: Duty[];
  may?: May;
}
// What whoever looks may do: tell, and open. None: nothing.
export type TellVerb = 'expect-stay' | 'call-off-stay' | 'expect-discharge' | 'ready' | 'not-ready' | 'close-stay' | 'prolong' | 'name-gp' | 'object' | 'object-no-more'
  | 'terminal' | 'emergency-call' | 'emergency-over' | 'tell-gp' | 'state' | 'move';
export type ClosedBecause = 'seen-at-home' | 'told-by-ward' | 'told-by-citizen' | 'other';
export interface MayOpen { task: string; words: Words; by_person?: boolean; takers: string[] }  // no takers: any kind of party
export interface May { tell: TellVerb[]; open: MayOpen[] }
// Who had what, when it changed hands and where nothing was heard. Parties by number and tasks by id; each is named once.
export interface History {
  bars: { duty: number; course: number; task: string; strand?: Strand; party?: string; from: string; to?: string; due?: string; state: Duty['state'] }[];
  arrows: { duty: number; at: string; from?: string; to?: string; ground: string }[];
  silences: { duty: number; party?: string; from: string; to?: string }[];
  stays: { course: number; stay: Stay; ward?: string; from: string; to?: string }[];
  parties: KnownParty[];
  tasks: Record<string, Words>;
}
export interface Unit { sor: string; name: string }
export interface Letter {
  letter: number;
  kind: 'new' | 'reply' | 'forward';
  from: Unit;
  to: Unit;
  sent: string;
  erased?: boolean;
  recipient?: string;
  receipts: Receipts;
}
export interface Segment { at: string; letter?: number; from?: string; author?: string; text?: string; attachment?: { title: string; url?: string; bytes: number } }
export interface Thread { thread: number; course?: number; category: string; topic?: string; letters: Letter[]; segments: Segment[]; may_reply?: boolean; may_forward?: boolean }
export interface Attached { title: string; content_type: string; data: string }  // base64
export interface LetterContent { text: string; topic?: string; priority?: string; attachments?: Attached[]; without?: number[] }
// Prepared by somebody of one's own organisation, and sent by nobody.
export interface LetterDraft { draft: number; thread?: number; kind: Letter['kind']; to: Unit; category: string; content?: LetterContent }
export interface CallNow { course: number; about: 'treatment' | 'care'; call: Words; phone?: string; until?: string; rule: Words; own_measure?: boolean; source?: string }
export const circumstances = ['relative', 'guardian', 'mandate', 'custody', 'no-residence', 'protected-address'] as const;
export interface Circumstance { number: number; kind: (typeof circumstances)[number]; from?: string; to?: string; where?: Party; stated_by?: Party; text?: string }
export interface Moment { at: string; position: number; happened: { fact: string; da: string; en: string }[]; texts?: string[]; message_bytes?: number }
export interface Question extends Duty { text: string; asked_at: string; read_at?: string; answer?: string }
export interface Look { at: string; party?: Party; organisation?: Party; role: string; name?: string; why?: string; reason?: string; on_a_list: boolean; of_a_message?: boolean }
export interface Citizen {
  position: number;  // as of which it is
  now?: string;
  citizen: number;
  scope: 'status' | 'named' | 'own' | 'lane' | 'full';  // what is opened: docs/access.md
  why: string;
  until?: string;  // of a look with a reason
  cpr?: string;
  name?: string;
  erased?: boolean;
  municipality?: Party;
  died?: string;
  moving?: { to: Party; from: string };  // announced, and still to come
  frozen?: boolean;
  call_now?: Party;
  answers?: CallNow[];
  standing: { age: 'unknown' | 'under-15' | '15-to-17' | 'adult'; protected_address: boolean; no_residence: boolean };
  circumstances: Circumstance[];
  courses: Course[];
  duties: Duty[];
  goals?: { text: string; at: string; by?: Party; acting: boolean };
  questions: Question[];
  barred?: Party[];
  objected?: string;  // to the GP being told
  may?: May & { write: boolean };
  threads?: Thread[];
  drafts?: LetterDraft[];
  timeline: Moment[];
  history?: History;
}

export interface Area { id: string; kind: 'region' | 'cluster' | 'health-council'; name: string; region?: string; hospital?: string; from?: string; to?: string }
export interface Municipality { code: string; name: string; population: number; areas: { id: string; secondary?: boolean }[] }
export interface KnownParty extends Party { kind: 'hospital' | 'municipality' | 'gp' | string; organisation?: string; on_call?: string; barred?: boolean; letters?: boolean }
export interface Directory { on: string; areas: Area[]; municipalities: Municipality[]; parties: KnownParty[] }

// A number as it may be told: itself, that it is from 1 to 4, or what it is at least.
export type Figure = number | { under: number } | { at_least: number };
export const counted = ['open', 'asked', 'overdue', 'silent', 'ready', 'home_before', 'home_today', 'home_tomorrow', 'home_later', 'unplanned_in_hospital', 'unplanned_at_home'] as const;
export type Counted = (typeof counted)[number];
export interface PartyNow extends Record<Counted, Figure>, Unit { may_open: boolean }
export type Sector = 'hospital' | 'municipality' | 'gp' | 'region';
export interface SectorNow extends Record<Counted, Figure> { kind: Sector; count: number; parties: PartyNow[] }
export interface SectorDays { kind: Sector; open: Figure[]; came: Figure[]; went: Figure[]; silent: Figure[] }
export interface AreaNow {
  position: number;
  counted?: string;
  on: string;
  areas: Area[];
  area?: Area;
  sectors?: SectorNow[];
  sum?: Partial<Record<Counted, Figure>>;
  silences?: (Unit & { may_open: boolean; days: number; since?: string; task?: Words })[];
  history?: { days: string[]; sectors: SectorDays[] };
}

export interface Issue { severity: 'error' | 'warning' | 'information'; path: string; rule: string; text: string; detail?: string }
export const messageStates = ['applied', 'listened', 'refused', 'no-basis', 'duplicate', 'waiting', 'awaiting', 'acknowledged', 'in-error', 'written'] as const;
export type MessageState = (typeof messageStates)[number];
export interface Message {
  position: number;
  direction: 'in' | 'out';
  at: string;
  state: MessageState;
  type: string;
  from?: Party;
  to?: Party;
  sent?: string;
  issues?: Issue[];
  first?: number;
  missing?: number;
  citizen?: number;  // of a letter that one may send again
  letter?: number;
}
export interface Messages { messages: Message[]; next?: number; back_to?: string }
export interface Findings { type: string; answer: string; issues: Issue[] }
export interface Refused extends Omit<Findings, 'issues'> { position: number; at: string; from?: Party; to?: Party; sent?: string; issues?: Issue[]; content?: string; destroyed?: boolean }

export type Role = 'person' | 'citizen' | 'relative' | 'forum' | 'administrator' | 'operations';
export interface Me {
  person: { id: string; name: string };
  role: Role;
  party: Party | null;
  parties: { role: Role; sor?: string; name?: string; phone?: string; kind?: string; citizen?: number }[];
  citizen?: number;
  csrf?: string;  // none: by a token
  signed_in_at?: string;
  idle_until?: string;
  until?: string;
  demonstration: boolean;
}
export interface About { demonstration: boolean; pathways_approved: boolean; open: boolean }
export interface Clockwork { now: string; times: number; paused: boolean }
export interface Worth { kind: 'silence' | 'coming-home' | 'refused' | 'in-window' | 'never-told'; citizen: number; name?: string; as: Party; task?: Words; at?: string; declines: number; holder?: Party; ward?: Party }
export interface WorthSeeing { worth: Worth[]; parties: { sor: string; open: number; silent: number }[] }

export interface Answer { position: number; citizen: number; duty: number; holder?: Party; since?: string; due?: string }
export interface Written extends Answer { letter: number; thread?: number }
export interface Link extends Answer { url: string; code: string; until: string }

// Why a call gave nothing. `net`: no answer came; whether it was done is not known. `now`: nothing was kept, later it may go.
export class Failed extends Error {
  constructor(
    readonly kind: 'net' | 'now' | 'nobody' | 'not-allowed' | 'missing' | 'refused' | 'wrong',
    readonly refusal = '',
    readonly holder?: Party,
    readonly since?: string,
    readonly detail = '',  // of a refusal: Danish
    readonly title = '',  // and English
  ) {
    super(kind);
  }
}

// Who acts. With a session its token goes along with what changes something; in a demonstration without one the party
// that was chosen is named (docs/operate/http.md).
let csrf = '';
let acting = '';
export const actAs = (sor: string) => void (acting = sor);
export const withToken = (token: string) => void (csrf = token);

const kinds: Record<number, Failed['kind']> = { 401: 'nobody', 403: 'not-allowed', 404: 'missing', 410: 'missing', 409: 'refused', 429: 'now', 503: 'now' };

class Text {  // a body as it is
  constructor(
    readonly text: string,
    readonly type: string,
  ) {}
}

type Asked = [method: 'GET' | 'POST', path: string, body?: unknown, key?: string, self?: boolean, seen?: number];

function parsed(text: string): any {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
const ask = async <T>(...asked: Asked): Promise<T> => parsed(await told(...asked)) as T;

// The answer as it came.
async function told(...[method, path, body, key, self = false, seen = 0]: Asked): Promise<string> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (acting) headers['X-Klynge-Party'] = acting;
  if (self) headers['X-Klynge-By-Itself'] = '1';
  if (method === 'POST') {
    headers['Content-Type'] = body instanceof Text ? body.type : 'application/json';
    if (csrf) headers['X-Klynge-CSRF'] = csrf;
    if (key) headers['Idempotency-Key'] = key;
    if (seen) headers['X-Klynge-Seen'] = String(seen);
  }
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : body instanceof Text ? body.text : JSON.stringify(body), credentials: 'same-origin', cache: 'no-store' });
  } catch {
    reach.lost();
    throw new Failed('net');
  }
  reach.answered(response.headers.get('Date'));
  const text = await response.text();
  if (response.ok) return text;
  const value = parsed(text);
  const refusal = value?.refusal ?? '';
  throw new Failed(refusal ? 'refused' : (kinds[response.status] ?? 'wrong'), refusal, value?.holder, value?.since, value?.detail, value?.title);
}

const query = (values: Record<string, string | number | undefined>) => {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return set.length ? '?' + new URLSearchParams(set.map(([name, value]) => [name, String(value)])) : '';
};

export const about = () => ask<About>('GET', '/api/about');
export const me = () => ask<Me>('GET', '/api/me');
export const workFor = (party: string, role?: Role) => ask<unknown>('POST', '/api/me/party', { party, ...(role ? { role } : {}) });
// `self`: the page asks because something changed, and not because somebody did something.
export const list = (sor: string, asked: { group?: string; limit?: number; after?: string }, self = false) => ask<List>('GET', `/api/parties/${sor}/list` + query(asked), undefined, undefined, self);
export const citizen = (number: number, self = false) => ask<Citizen>('GET', `/api/citizens/${number}?asker=nurse&may=1`, undefined, undefined, self);
export const myself = (number: number, self = false) => ask<Citizen>('GET', `/api/citizens/${number}`, undefined, undefined, self);
export const looks = (number: number) => ask<{ looks: Look[] }>('GET', `/api/citizens/${number}/looks`);
export const breakGlass = (cpr: string, reason: string, key: string) => ask<Answer>('POST', '/api/citizens/break-glass', { cpr, reason }, key);
export const find = (cpr: string) => ask<Citizen>('POST', '/api/citizens/find', { cpr });
export const findCourse = (course: string) => ask<Citizen>('POST', '/api/courses/find', { course });
// A message as it came, as text; what is larger is saved as a file.
export const shownAtMost = 256 * 1024;
export const rawAddress = (citizen: number, position: number) => `/api/citizens/${citizen}/messages/${position}` + query({ as: acting || undefined });
export const rawMessage = (citizen: number, position: number) => told('GET', rawAddress(citizen, position));
export const directory = (on?: string) => ask<Directory>('GET', '/api/directory' + query({ on }));
export const area = (id: string, on?: string, self = false) => ask<AreaNow>('GET', '/api/area' + query({ area: id, on }), undefined, undefined, self);
export const messages = (asked: { state?: string; party?: string; gaps?: string; before?: number; limit?: number }, self = false) => ask<Messages>('GET', '/api/messages' + query(asked), undefined, undefined, self);
export const refusedMessage = (position: number) => ask<Refused>('GET', `/api/messages/${position}`);
// Nothing of it is kept. XML is told from JSON by how it begins.
export const lookAt = (text: string) => ask<Findings>('POST', '/api/messages/look', new Text(text, text.trimStart().startsWith('<') ? 'application/fhir+xml' : 'application/fhir+json'));
export const sendAgain = (citizen: number, letter: number, key: string) => ask<unknown>('POST', `/api/citizens/${citizen}/letters/${letter}/send-again`, {}, key);
export const worthSeeing = () => ask<WorthSeeing>('GET', '/api/worth-seeing');
export const clockwork = () => ask<Clockwork>('GET', '/api/clockwork');

export type Verb =
  | 'offer' | 'accept' | 'accept-by-phone' | 'decline-by-phone' | 'link' | 'contest' | 'decline' | 'withdraw' | 'take' | 'assign'
  | 'leave-to-citizen' | 'complete' | 'void' | 'reopen' | 'review' | 'note';
// One press is one key: pressed again because no answer came, it is the same request, and done once.
export const act = <T extends Answer = Answer>(citizen: number, duty: number, verb: Verb, body: object, key: string) =>
  ask<T>('POST', `/api/duties/${citizen}/${duty}/${verb}`, body, key);
// What is told of the citizen, and of no single duty.
export const tell = (citizen: number, verb: 'write-goals' | 'ask' | 'bar' | 'bar-no-more' | TellVerb, body: object, key: string) => ask<Answer>('POST', `/api/citizens/${citizen}/tell/${verb}`, body, key);
export const openDuty = (citizen: number, body: object, key: string) => ask<Answer>('POST', `/api/citizens/${citizen}/duties`, body, key);
export const letter = (citizen: number, verb: 'prepare' | 'reply' | 'forward' | 'withdraw' | 'send', body: object, key: string) => ask<Written>('POST', `/api/citizens/${citizen}/letters/${verb}`, body, key);
export const newKey = () => crypto.randomUUID();

// What a phone takes along (page/road). `has`: of whom it has something already, as of `since`.
export interface Along {
  pocket: string;
  key: string;
  seconds: number;  // for so long it may be kept
  left_out: number;  // rows of the list
  list: List;
  citizens: { citizen: Citizen; calls: { from: string; answers: CallNow[] }[] }[];
}
export const takeAlong = (asked: { party: string; pocket?: string; has?: number[]; since?: number }, self = false) => ask<Along>('POST', '/api/me/pocket', asked, undefined, self);
export const pocketKey = (pocket: string, self = false) => ask<Pick<Along, 'pocket' | 'key' | 'seconds'>>('POST', '/api/me/pocket/key', { pocket }, undefined, self);
// What was pressed on a page that showed how things stood at `seen`: it is not done to a duty that is another since.
export const send = (path: string, body: object, key: string, seen: number) => ask<unknown>('POST', path, body, key, false, seen);

// The demonstration's time is turned by the same requests as on its pages without scripts.
export async function turn(what: 'pause' | 'go-on' | 'next' | 'hour' | 'anew'): Promise<void> {
  try {
    await fetch(`/demonstration/${what}`, { method: 'POST', redirect: 'manual', credentials: 'same-origin', headers: csrf ? { 'X-Klynge-CSRF': csrf } : {} });
  } catch {
    throw new Failed('net');
  }
}

// Calls `changed` with the position when what is watched has changed, and when the stream has come (again): what happened
// while nobody listened is then asked for. 0: it is not known how far it has come. Tries again for ever, slower and slower, until it is stopped.
export function watch(what: { party?: string; citizen?: number }, changed: (position: number) => void): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wait = 500;
  const open = () => {
    source = new EventSource('/api/events' + query({ ...what, as: acting || undefined }));
    source.onopen = () => {
      wait = 500;
      reach.stream(false);
    };
    source.addEventListener('changed', (event) => changed(Number(JSON.parse((event as MessageEvent).data).position)));
    source.onerror = () => {
      reach.stream(true);
      source?.close();
      again = setTimeout(open, wait);
      wait = Math.min(wait * 2, 15000);
    };
  };
  open();
  // The stream may stand when a request did not come through.
  const asking = setInterval(() => !reach.online && changed(0), 3000);
  const woken = () => {
    if (source?.readyState === EventSource.OPEN) return changed(0);
    clearTimeout(again);
    source?.close();
    open();
  };
  addEventListener('online', woken);
  return () => {
    removeEventListener('online', woken);
    clearTimeout(again);
    source?.close();
    clearInterval(asking);
    reach.stream(false);
  };
}
