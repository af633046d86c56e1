// What was done and is not sent yet: in order, each with its own key, so that the server does it once however often it is sent.
// A press is kept before it is sent, and is not said to be done before the server has said so.
import type { Failed, Party, Words } from '../../api';

export interface Press {
  path: string;
  body: object;
  seen: number;  // position of what the page showed
  verb: string;
  citizen: number;
  duty?: number;
  name: Words;  // of the duty, or of what was done
  about: string;  // the citizen
}
// Why not, as it is kept: of a refusal also who has the duty, and since when.
export type No = Pick<Failed, 'kind' | 'refusal' | 'holder' | 'since' | 'detail' | 'title'> & { holder?: Party };
export interface Item extends Press {
  id: string;  // sorts in order
  key: string;
  at: number;  // when it was pressed, by the server's clock, ms since 1970
  tried: boolean;  // it may have come through although no answer did
  came?: { at: number; no?: No };
}
export interface Parts {
  send(item: Item): Promise<void>;  // throws Failed
  keep(item: Item): Promise<void>;
  drop(id: string): Promise<void>;
  changed(items: Item[]): void;
  later(ms: number, what: () => void): () => void;  // answers how to call it off
  now(): number;
  hasNet(): boolean;  // false: surely none, so nothing is tried
}

const noLongerNow: ReadonlySet<string> = new Set(['net', 'now']);  // sent again by itself
export const pauseMs = (tries: number) => Math.min(2 ** tries, 60) * 1000;

export class Queue {
  items: Item[] = [];
  #sending: Promise<boolean> | undefined;
  #tries = 0;
  #callOff: (() => void) | undefined;
  constructor(private readonly parts: Parts) {}

  get unsent() {
    return this.items.filter((item) => !item.came);
  }
  // What lay sealed.
  begin(items: Item[]) {
    this.#put([...items].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }
  async add(press: Press, key: string) {
    const at = this.parts.now();
    const last = Number(this.items.at(-1)?.id.split('-')[1] ?? 0);
    const item: Item = { ...press, id: `act-${String(last + 1).padStart(6, '0')}`, key, at, tried: false };
    this.#put([...this.items, item]);
    await this.parts.keep(item);
    void this.flush();
  }
  // Not sent yet, and not meant after all; or what came of it has been read.
  async remove(id: string): Promise<boolean> {
    const item = this.items.find((each) => each.id === id);
    if (!item || (item.tried && !item.came)) return false;
    this.#put(this.items.filter((each) => each !== item));
    await this.parts.drop(id);
    return true;
  }
  // Sends what waits, one after the other. False: something still waits.
  flush(): Promise<boolean> {
    this.#sending ??= this.#send().finally(() => (this.#sending = undefined));
    return this.#sending;
  }
  // The net has come, or somebody has signed in: no need to wait out the pause.
  hurry() {
    this.#tries = 0;
    return this.flush();
  }
  stop() {
    this.#callOff?.();
    this.#put([]);
  }

  async #send(): Promise<boolean> {
    this.#callOff?.();
    this.#callOff = undefined;
    for (;;) {
      const item = this.unsent[0];
      if (!item) {
        this.#tries = 0;
        return true;
      }
      if (!this.parts.hasNet()) return false;
      const tried = await this.#change({ ...item, tried: true });
      try {
        await this.parts.send(tried);
        await this.#change({ ...tried, came: { at: this.parts.now() } });
      } catch (failed) {
        const { kind, refusal, holder, since, detail, title } = failed as Failed;
        if (kind === undefined) throw failed;
        // Nobody is signed in: it waits, sealed, until somebody is.
        if (kind === 'nobody') return false;
        if (noLongerNow.has(kind)) {
          this.#callOff = this.parts.later(pauseMs(this.#tries++), () => void this.flush());
          return false;
        }
        await this.#change({ ...tried, came: { at: this.parts.now(), no: { kind, refusal, holder, since, detail, title } } });
      }
    }
  }
  async #change(item: Item): Promise<Item> {
    this.#put(this.items.map((each) => (each.id === item.id ? item : each)));
    await this.parts.keep(item);
    return item;
  }
  #put(items: Item[]) {
    this.items = items;
    this.parts.changed(items);
  }
}
