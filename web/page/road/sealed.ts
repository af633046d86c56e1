// What a phone keeps when there is no net: sealed (AES-GCM) with a key that the server gives for this session and that is
// nowhere here but in memory. Each thing lies under its own name and belongs to one pocket; moved to another place it cannot be
// opened. In clear stand the pocket's number and when it ends, and how many things there are.
import { deleteDB, openDB } from 'idb';

export interface Meta { pocket: string; until: number; taken: number }  // ms since 1970, by this phone's clock
export interface Box { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }
export interface Shelf {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
  drop(name: string): Promise<void>;
  names(): Promise<string[]>;
  clear(): Promise<void>;
}

// Whether anything may lie here, for pages that would not else fetch this file.
export const mark = 'klynge.pocket';
const database = 'klynge-pocket', table = 'sealed';

export function shelfOfBrowser(): Shelf {
  const open = () => openDB(database, 1, { upgrade: (made) => void made.createObjectStore(table) });
  const withIt = async <T>(what: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
    const db = await open();
    try {
      return await what(db);
    } finally {
      db.close();
    }
  };
  return {
    get: (name) => withIt((db) => db.get(table, name)),
    put: (name, value) => {
      localStorage.setItem(mark, '1');
      return withIt(async (db) => void (await db.put(table, value, name)));
    },
    drop: (name) => withIt((db) => db.delete(table, name)),
    names: () => withIt(async (db) => (await db.getAllKeys(table)).map(String)),
    clear: async () => {
      await deleteDB(database);
      localStorage.removeItem(mark);
    },
  };
}

const bytesOf = (base64url: string) => Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
const metaName = 'meta';

export class Sealed {
  #key: CryptoKey | undefined;
  #pocket = '';
  constructor(private readonly shelf: Shelf) {}

  get isOpen() {
    return this.#key !== undefined;
  }
  async meta(): Promise<Meta | undefined> {
    return (await this.shelf.get(metaName)) as Meta | undefined;
  }
  // From now on what is put is sealed with this key. Never taken out of the browser's keeping again.
  async open(meta: Meta, key: string) {
    this.#key = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
    this.#pocket = meta.pocket;
    await this.shelf.put(metaName, meta);
  }
  close() {
    this.#key = undefined;
  }
  #place = (name: string) => new TextEncoder().encode(`${this.#pocket}/${name}`);
  async put(name: string, value: unknown) {
    if (!this.#key) throw new Error('nothing is sealed without its key');
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: this.#place(name) }, this.#key, plain);
    await this.shelf.put(name, { iv, sealed } satisfies Box);
  }
  // Undefined: it is not there, or this key does not open it.
  async get<T>(name: string): Promise<T | undefined> {
    const box = (await this.shelf.get(name)) as Box | undefined;
    if (!box || !this.#key) return undefined;
    try {
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.iv, additionalData: this.#place(name) }, this.#key, box.sealed);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return undefined;
    }
  }
  drop = (name: string) => this.shelf.drop(name);
  // Names, but not what is in them, can be told without the key.
  names = async (start: string) => (await this.shelf.names()).filter((name) => name.startsWith(start)).sort();
  async clear() {
    this.close();
    await this.shelf.clear();
  }
}
