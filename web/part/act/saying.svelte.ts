// One thing that is said to the ledger at a time. Pressed again because no answer came, it is the same request, and done once.
import { Failed, newKey } from '../../api';
import { whyNot } from './acting.svelte';

export class Saying {
  busy = $state(false);
  wrong = $state('');  // why it was not done
  done = $state('');  // what was
  refusal = $state('');  // its word
  #last = { what: '', key: '' };

  // The answer, when it was done; `words` then say so, where the page has a place that is read aloud.
  async say<T>(what: string, send: (key: string) => Promise<T>, words = ''): Promise<T | undefined> {
    if (this.#last.what !== what) this.#last = { what, key: newKey() };
    this.busy = true;
    this.wrong = this.done = this.refusal = '';
    try {
      const answer = await send(this.#last.key);
      this.#last = { what: '', key: '' };
      this.done = words;
      return answer;
    } catch (problem) {
      if (!(problem instanceof Failed)) throw problem;
      this.refusal = problem.refusal;
      this.wrong = whyNot(problem);
    } finally {
      this.busy = false;
    }
  }
}
