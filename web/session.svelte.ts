// Who is signed in, as which party, and what this browser was told to remember.
import { Failed, about, actAs, clockwork, directory, me, withToken, workFor, type About, type KnownParty, type Me, type Party } from './api';
import { clock } from './reach.svelte';
import { early } from './early';
import { hasPocket } from './leave';
import { router } from './router.svelte';
import type { Language } from './words.svelte';

type Theme = 'auto' | 'light' | 'dark';
// How one signs a letter. It is whose it was: another who uses the machine is not given it.
export interface Signature { given: string; family: string; role: string; phone: string }
interface Kept { language?: Language; theme?: Theme; shortcuts?: boolean; signature?: Signature & { person: string } }

const name = 'klynge.settings';
function kept(): Kept {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}');
  } catch {
    return {};
  }
}

class Settings {
  theme = $state<Theme>(kept().theme ?? 'auto');
  shortcuts = $state(kept().shortcuts ?? true);
  language = kept().language;
  // The person's, else what is known of the person; what is not is empty.
  signs(): Signature {
    const { me, party } = session, mine = kept().signature;
    if (me && mine?.person === me.person.id) return mine;
    const name = me?.person.name ?? '', at = name.lastIndexOf(' ');
    return { given: name.slice(0, Math.max(at, 0)), family: name.slice(at + 1), role: '', phone: party?.phone ?? '' };
  }
  keepSignature(signature: Signature) {
    if (session.me) this.keep({ signature: { ...signature, person: session.me.person.id } });
  }

  keep(change: Kept) {
    Object.assign(this, change);
    this.apply();
    try {
      localStorage.setItem(name, JSON.stringify({ ...kept(), ...change }));
    } catch {
      // A browser that keeps nothing still shows everything.
    }
  }
  apply() {
    // The program sends a list's first rows as the screen will show them.
    document.cookie = `klynge-look=${this.language ?? 'da'}.${this.theme}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
    if (this.theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }
}
export const settings = new Settings();

// The parties that were chosen last on this machine, the latest first: whom one asks is mostly the same few.
const chosenName = 'klynge.chosen';
export function chosenLast(): string[] {
  try {
    return JSON.parse(localStorage.getItem(chosenName) ?? '[]');
  } catch {
    return [];
  }
}
export function rememberChosen(sor: string) {
  try {
    localStorage.setItem(chosenName, JSON.stringify([sor, ...chosenLast().filter((each) => each !== sor)].slice(0, 6)));
  } catch {
    // Then the list begins as it did.
  }
}

// What this installation was when it last answered: where it cannot be asked, the notice that it is no clinical one stands.
const aboutName = 'klynge.about';
function lastAbout(): Pick<About, 'demonstration' | 'pathways_approved'> {
  try {
    return { demonstration: false, pathways_approved: true, ...JSON.parse(localStorage.getItem(aboutName) ?? '{}') };
  } catch {
    return { demonstration: false, pathways_approved: true };
  }
}
function keepAbout({ demonstration, pathways_approved }: About) {
  try {
    localStorage.setItem(aboutName, JSON.stringify({ demonstration, pathways_approved }));
  } catch {
    // Then it is known when the server answers.
  }
}

class Session {
  about = $state.raw<About>({ ...lastAbout(), open: false });
  me = $state.raw<Me | null>(null);
  known = $state(false);  // whether the server was asked yet
  party = $state.raw<Party | null>(null);  // as whom one looks
  #parties: Promise<KnownParty[]> | undefined;

  // Of a citizen, or of a relative: whose course it is.
  get self(): number | undefined {
    return this.me?.citizen;
  }

  failed = $state(false);
  async begin() {
    const party = router.query.get('as') ?? router.place.id;
    if (router.place.page === 'list') {
      actAs(party);  // of no account when somebody is signed in
      early.ask(router.place.id);
    }
    try {
      await this.start(router.query.get('as') ?? (router.place.page === 'list' ? router.place.id : null));
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
  // Whoever it is now: another window may have signed somebody else in. Throws Failed.
  async again(): Promise<Me> {
    const who = await me().catch((failed) => {
      // Nobody any more: the frame must not go on saying who it was.
      if (failed instanceof Failed && failed.kind === 'nobody') this.me = this.party = null;
      throw failed;
    });
    this.me = who;
    withToken(who.csrf ?? '');
    if (who.party?.sor !== this.party?.sor) this.party = who.party;
    return who;
  }
  // Whoever is signed in; in a demonstration where nobody is, the party that the address names.
  private async start(chosen: string | null) {
    const unless = (kinds: string[]) => (failed: unknown) => {
      if (failed instanceof Failed && kinds.includes(failed.kind)) throw failed;
      return null;
    };
    const [what, who] = await Promise.all([about(), me().catch(unless(['net', 'now']))]);
    const life = what.demonstration ? await clockwork().catch(() => null) : null;  // elsewhere time is as it is
    this.about = what;
    keepAbout(what);
    this.me = who;
    if (who) {
      actAs('');
      withToken(who.csrf ?? '');
      this.party = who.party;
    } else if (chosen) this.look({ sor: chosen, name: '' });
    clock.living = clock.told = !!life;
    if (life) clock.set(life.now, life.times, life.paused);
    this.known = true;
    if (hasPocket() && router.place.page !== 'road') void import('./page/road/pocket.svelte').then(({ pocket }) => pocket.settle()).catch(() => {});
    if (router.place.page !== 'list') void this.nameParty();
  }
  // In a demonstration where nobody has signed in.
  look(party: Party) {
    this.party = party;
    actAs(party.sor);
    if (router.place.page !== 'list') void this.nameParty();
  }
  // For another of one's organisations.
  async work(sor: string) {
    await workFor(sor);
    this.me = await me();
    this.party = this.me.party;
  }
  parties(): Promise<KnownParty[]> {
    this.#parties ??= directory().then(
      (all) => all.parties,
      (failed) => {
        this.#parties = undefined;
        throw failed;
      },
    );
    return this.#parties;
  }
  named(party?: Party) {
    if (party && party.sor === this.party?.sor && !this.party.name) this.party = party;
  }
  private async nameParty() {
    const sor = this.party?.sor;
    if (!sor || this.party?.name) return;
    const found = (await this.parties().catch(() => [])).find((each) => each.sor === sor);
    if (found && this.party?.sor === sor) this.party = found;
  }
}
export const session = new Session();
