// Whether the server is reached, whether what is shown is kept up to date, and what time it is there: a browser's own
// clock may be wrong, and a demonstration lives at a time of its own.
class Reach {
  online = $state(true);  // the last request was answered
  staleSince = $state<number | undefined>(undefined);  // undefined: up to date, or nothing is watched
  #broken = false;  // the stream of what is watched
  lost() {
    this.online = false;
    this.#judge();
  }
  answered(date: string | null) {
    this.online = true;
    if (date && !clock.told) clock.set(date);
    this.#judge();
  }
  stream(broken: boolean) {
    this.#broken = broken;
    this.#judge();
  }
  #judge() {
    if (this.online && !this.#broken) this.staleSince = undefined;
    else this.staleSince ??= clock.now;
  }
}

class Clock {
  now = $state(Date.now());
  minute = $derived(Math.floor(this.now / 60e3) * 60e3);  // for what need not be counted every second
  times = $state(1);
  paused = $state(false);
  living = $state(false);  // a demonstration's, with buttons
  told = false;  // by somebody who knows better than the header `Date`
  #at = Date.now();
  #mark = Date.now();

  set(iso: string, times = this.times, paused = this.paused) {
    const at = Date.parse(iso);
    if (Number.isNaN(at)) return;
    this.#at = at;
    this.#mark = Date.now();
    this.times = times;
    this.paused = paused;
    this.tick();
  }
  tick() {
    this.now = this.paused ? this.#at : this.#at + (Date.now() - this.#mark) * this.times;
  }
}

export const clock = new Clock();
export const reach = new Reach();
