// What is taken along on this phone, while this window lives: the key, the list, what waits to be sent. It goes on sending when
// another page is shown.
import { Failed, newKey, pocketKey, send, takeAlong } from '../../api';
import { clock, reach } from '../../reach.svelte';
import { session } from '../../session.svelte';
import { t } from '../../words.svelte';
import { Queue, type Item, type Press } from './queue';
import { merge, type Taken } from './road';
import { Sealed, shelfOfBrowser, type Meta } from './sealed';

// Why there is nothing to read: it is asked for; it lies here sealed, and the key is not; nobody is signed in; who is may not
// take a list along; nothing was taken, and there is no net.
export type Phase = 'loading' | 'open' | 'locked' | 'nobody' | 'not-allowed' | 'net' | 'now' | 'wrong';

const listName = 'list', actName = 'act-';

class Pocket {
  phase = $state<Phase>('loading');
  taken = $state.raw<Taken | undefined>();
  items = $state.raw<Item[]>([]);
  waiting = $state(0);  // unsent, also when they cannot be read
  lost = $state(0);  // were never sent, and never will be
  unkept = $state(false);  // this browser keeps nothing: it is gone with the window
  #sealed = new Sealed(shelfOfBrowser());
  #meta: Meta | undefined;
  #ends: ReturnType<typeof setTimeout> | undefined;
  #meeting: Promise<void> | undefined;
  #whose = '';
  #again = false;
  #queue = new Queue({
    send: (item) => this.#send(item),
    keep: (item) => this.#keep(item.id, item),
    drop: (id) => this.#sealed.drop(id),
    changed: (items) => {
      this.items = items;
      this.waiting = items.filter((item) => !item.came).length;
    },
    later: (ms, what) => {
      const after = setTimeout(what, ms);
      return () => clearTimeout(after);
    },
    now: () => clock.now,
    hasNet: () => navigator.onLine,
  });

  constructor() {
    addEventListener('online', () => void this.meet());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && (this.#meta || this.waiting)) void this.meet(true);
    });
  }

  // What lies here is opened, what waits is sent, and then it is asked how things stand. `self`: nobody asked for it.
  meet(self = false): Promise<void> {
    if (this.#meeting) this.#again = true;
    this.#meeting ??= this.#meet(self).finally(() => {
      this.#meeting = undefined;
      if (!this.#again) return;
      this.#again = false;
      void this.meet(true);
    });
    return this.#meeting;
  }
  // On a page that shows nothing of it: what waits is sent, and what is another's goes.
  async settle() {
    if (await this.#unlock()) await this.#queue.hurry();
  }

  async #meet(self: boolean) {
    try {
      if (!(await this.#unlock())) return;
      await this.#whoIsIt();
      await this.#queue.hurry();
      const fresh = await takeAlong({ party: session.party!.sor, ...(this.#meta ? { pocket: this.#meta.pocket } : {}), ...this.#has() }, self);
      const same = fresh.pocket === this.#meta?.pocket;
      if (!same) {
        await this.#take(fresh.pocket, fresh.key, fresh.seconds);
        for (const item of this.items) await this.#keep(item.id, item);
      }
      if (fresh.list.now && !clock.living) clock.set(fresh.list.now);
      this.taken = merge(same ? this.taken : undefined, fresh);
      this.phase = 'open';
      await this.#keep(listName, this.taken);
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      if (failed.kind === 'nobody') await this.#signedOut();
      else if (failed.kind === 'not-allowed') {
        await this.#forgetUnsent();
        this.phase = 'not-allowed';
      } else if (!this.taken) this.phase = failed.kind === 'net' || failed.kind === 'now' ? failed.kind : 'wrong';
    }
  }
  #has = () => (this.taken ? { has: this.taken.citizens.map((each) => each.citizen.citizen), since: this.taken.list.position } : {});

  // Another window may have signed somebody else in: nothing is sent, or shown, as somebody else.
  async #whoIsIt() {
    if (!session.known) await session.begin();
    if (!session.known) throw new Failed('net');
    const who = await session.again();
    if (who.role !== 'person' || !who.party) throw new Failed('not-allowed');
    const whose = `${who.person.id} ${who.party.sor}`;
    if (this.#whose && this.#whose !== whose) await this.#forgetUnsent();
    this.#whose = whose;
  }

  // False: it cannot be opened now, and `phase` says why. True: it is open, or there is nothing.
  async #unlock(): Promise<boolean> {
    if (this.#meta && Date.now() >= this.#meta.until) await this.#forgetUnsent();
    if (this.#sealed.isOpen) return true;
    const kept = await this.#sealed.meta().catch(() => undefined);
    if (!kept) return true;
    if (Date.now() >= kept.until || Date.now() < kept.taken) {
      await this.#forgetUnsent();
      return true;
    }
    this.waiting = (await this.#sealed.names(actName)).length;
    try {
      await this.#whoIsIt();
      const given = await pocketKey(kept.pocket, true);
      await this.#take(given.pocket, given.key, given.seconds);
    } catch (failed) {
      if (!(failed instanceof Failed)) throw failed;
      // Another person's, or gone with a sign-out elsewhere: nobody can open it any more.
      if (failed.kind === 'missing' || failed.kind === 'not-allowed') {
        await this.#forgetUnsent();
        return true;
      }
      if (failed.kind === 'nobody') await this.#sealed.drop(listName);
      this.phase = failed.kind === 'nobody' ? 'nobody' : 'locked';
      return false;
    }
    this.taken = await this.#sealed.get<Taken>(listName);
    if (this.taken) this.phase = 'open';
    const names = await this.#sealed.names(actName);
    const items = (await Promise.all(names.map((name) => this.#sealed.get<Item>(name)))).filter((item) => item !== undefined);
    this.lost += names.length - items.length;
    // What was done is not news any more.
    for (const item of items.filter((each) => each.came && !each.came.no)) await this.#sealed.drop(item.id);
    this.#queue.begin(items.filter((each) => !each.came || each.came.no));
    return true;
  }

  async press(press: Omit<Press, 'seen'>, key: string = newKey()) {
    await this.#queue.add({ ...press, seen: this.taken?.list.position ?? 0 }, key);
    if (reach.online) void this.meet(true);
  }
  remove = (id: string) => this.#queue.remove(id);

  // One leaves this phone to somebody else. False: there is something unsent, and one stays.
  async leave(): Promise<boolean> {
    const n = this.waiting || (await this.#sealed.names(actName).catch(() => [])).length;
    if (n > 0 && !confirm(t('road.leave', { n }))) return false;
    await this.forget();
    return true;
  }
  async forget() {
    clearTimeout(this.#ends);
    this.#queue.stop();
    this.#meta = undefined;
    this.#whose = '';
    this.taken = undefined;
    this.waiting = 0;
    await this.#sealed.clear().catch(() => {});
  }
  // Its time is up, or its key is gone. What was not sent is said to be lost.
  async #forgetUnsent() {
    const n = this.items.length ? this.#queue.unsent.length : (await this.#sealed.names(actName).catch(() => [])).length;
    await this.forget();
    this.lost += n;
  }
  // The list goes. What waits stays, sealed, until the same person signs in again.
  async #signedOut() {
    this.phase = 'nobody';
    this.taken = undefined;
    if (this.#queue.unsent.length === 0) return this.forget();
    const n = this.#queue.unsent.length;
    this.#queue.stop();
    this.waiting = n;
    this.#sealed.close();
    await this.#sealed.drop(listName).catch(() => {});
  }
  async #take(pocket: string, key: string, seconds: number) {
    const now = Date.now();
    this.#meta = { pocket, until: now + seconds * 1000, taken: now };
    clearTimeout(this.#ends);
    this.#ends = setTimeout(() => {
      this.phase = 'loading';
      void this.meet(true);
    }, seconds * 1000);
    try {
      await this.#sealed.open(this.#meta, key);
    } catch {
      this.unkept = true;
    }
  }
  async #keep(name: string, value: unknown) {
    try {
      await this.#sealed.put(name, value);
      this.unkept = false;
    } catch {
      this.unkept = true;
    }
  }
  async #send(item: Item) {
    await this.#whoIsIt();
    await send(item.path, item.body, item.key, item.seen);
  }
}
export const pocket = new Pocket();
