// Reads something anew when a stream says that it has changed: one reading at a time, and none of what is shown
// already, since a stream begins with how things stand and each reading counts as a look.
export class Following {
  #shown = 0;  // as of which entry
  #heard = 0;  // the newest that the stream told of since
  #busy = false;
  #again = false;
  #asked = false;  // by somebody, who waits for it
  #one: (itself: boolean) => Promise<number | undefined>;

  // `one`: reads it, and says as of which entry it is now; undefined: it could not be read.
  constructor(one: (itself: boolean) => Promise<number | undefined>) {
    this.#one = one;
  }
  // 0: nobody knows what has changed.
  heard(position: number) {
    this.#heard = Math.max(this.#heard, position);
    if (this.#busy) this.#again ||= position === 0;
    else if (position === 0 || position > this.#shown) void this.read(true);
  }
  // `itself`: nobody asked for it.
  async read(itself = false): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      this.#asked ||= !itself;
      return;
    }
    this.#busy = true;
    let shown: number | undefined;
    try {
      shown = await this.#one(itself);
      this.#shown = shown ?? this.#shown;
    } finally {
      this.#busy = false;
      const behind = shown !== undefined && this.#heard > shown;
      const again = this.#again || behind, asked = this.#asked;
      this.#heard = 0;
      this.#again = this.#asked = false;
      if (again) void this.read(!asked);
    }
  }
}
