import { describe, expect, it } from 'vitest';
import { Following } from './following';

// A server that answers when it is told to.
function server() {
  const asked: { itself: boolean; answer: (position?: number) => Promise<void> }[] = [];
  const following = new Following((itself) => new Promise((done) => asked.push({
    itself,
    answer: async (position) => {
      done(position);
      await new Promise((soon) => setTimeout(soon));
    },
  })));
  return { asked, following };
}

describe('following what changes', () => {
  it('does not read what is shown already', async () => {
    const { asked, following } = server();
    void following.read();
    await asked[0].answer(7);
    following.heard(7);
    following.heard(3);
    expect(asked.length).toBe(1);
    following.heard(8);
    expect(asked.map((each) => each.itself)).toEqual([false, true]);
  });
  it('reads once more when something newer was heard of meanwhile, and not when the answer has it', async () => {
    const { asked, following } = server();
    void following.read();
    following.heard(7);
    following.heard(9);
    await asked[0].answer(9);
    expect(asked.length).toBe(1);
    following.heard(10);
    following.heard(11);
    await asked[1].answer(10);
    expect(asked.map((each) => each.itself)).toEqual([false, true, true]);
    await asked[2].answer(11);
    expect(asked.length).toBe(3);
  });
  it('reads again after an action during a reading, for whoever acted', async () => {
    const { asked, following } = server();
    void following.read(true);
    void following.read();
    void following.read();
    await asked[0].answer(5);
    expect(asked.map((each) => each.itself)).toEqual([true, false]);
    await asked[1].answer(5);
    expect(asked.length).toBe(2);
  });
  it('asks for itself after a reading during which nobody asked, and for who did when the stream is ahead too', async () => {
    const { asked, following } = server();
    void following.read();
    following.heard(0);
    await asked[0].answer(5);
    expect(asked.map((each) => each.itself)).toEqual([false, true]);
    void following.read();
    following.heard(9);
    await asked[1].answer(8);
    expect(asked.map((each) => each.itself)).toEqual([false, true, false]);
  });
  it('reads when nobody knows what has changed, also after a reading that failed', async () => {
    const { asked, following } = server();
    void following.read();
    following.heard(6);
    await asked[0].answer(undefined);
    expect(asked.length).toBe(1);
    following.heard(0);
    await asked[1].answer(6);
    following.heard(6);
    expect(asked.length).toBe(2);
  });
});
