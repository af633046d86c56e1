import { describe, expect, it, vi } from 'vitest';
vi.mock('../../reach.svelte', () => ({ reach: { lost() {}, answered() {}, stream() {} } }));
import { Failed } from '../../api';
import { pauseMs, Queue, type Item } from './queue';

const press = (duty: number, verb = 'accept') => ({ path: `/api/duties/1/${duty}/${verb}`, body: {}, seen: 7, verb, citizen: 1, duty, name: { da: '', en: '' }, about: '' });

// A phone whose net answers as it is told, one answer a sending; then: done.
function phone(answers: (Failed | undefined)[] = [], hasNet = () => true) {
  const sent: string[] = [], kept = new Map<string, Item>(), pauses: number[] = [];
  let later: (() => void) | undefined;
  const queue = new Queue({
    send: async (item) => {
      sent.push(item.key);
      expect(kept.get(item.id)?.tried, 'kept as tried before it is sent').toBe(true);
      const failed = answers.shift();
      if (failed) throw failed;
    },
    keep: async (item) => void kept.set(item.id, item),
    drop: async (id) => void kept.delete(id),
    changed: () => {},
    later: (ms, what) => {
      pauses.push(ms);
      later = what;
      return () => (later = undefined);
    },
    now: () => 1,
    hasNet,
  });
  return { queue, sent, kept, pauses, tick: async () => (later?.(), await queue.flush()) };
}
const net = () => new Failed('net');

describe('what waits to be sent', () => {
  it('goes in order, each with its own key, and is done when the server says so', async () => {
    const { queue, sent } = phone();
    await queue.add(press(1), 'a');
    await queue.add(press(2), 'b');
    expect(await queue.flush()).toBe(true);
    expect(sent).toEqual(['a', 'b']);
    expect(queue.items.map((item) => item.came)).toEqual([{ at: 1 }, { at: 1 }]);
  });
  it('waits where there is no net, ever longer, and goes with the same key', async () => {
    const { queue, sent, pauses, tick } = phone([net(), net(), net()]);
    await queue.add(press(1), 'a');
    await queue.flush();
    await queue.add(press(2), 'b');
    await queue.flush();
    await tick();
    expect(await tick()).toBe(true);
    expect(sent).toEqual(['a', 'a', 'a', 'a', 'b']);
    expect(pauses.length).toBe(3);
    expect(pauses).toEqual([...pauses].sort((x, y) => x - y));
    expect(pauseMs(20)).toBe(60000);
  });
  it('is not sent twice at the same time', async () => {
    const { queue, sent } = phone();
    await queue.add(press(1), 'a');
    await Promise.all([queue.flush(), queue.hurry(), queue.flush()]);
    expect(sent).toEqual(['a']);
  });
  it('keeps a no with who has it, until it has been read, and goes on', async () => {
    const holder = { sor: '5', name: 'X' };
    const { queue, sent, kept } = phone([new Failed('refused', 'accepted-by-other', holder, '2026-11-17T12:00:00Z', 'da', 'en')]);
    await queue.add(press(1), 'a');
    await queue.add(press(2), 'b');
    await queue.flush();
    expect(sent).toEqual(['a', 'b']);
    expect(queue.items[0].came?.no).toMatchObject({ kind: 'refused', refusal: 'accepted-by-other', holder });
    expect(await queue.remove(queue.items[0].id)).toBe(true);
    expect([queue.items.length, kept.size]).toEqual([1, 1]);
  });
  it('stops where nobody is signed in, and asks no more by itself', async () => {
    const { queue, sent, pauses } = phone([new Failed('nobody')]);
    await queue.add(press(1), 'a');
    expect(await queue.flush()).toBe(false);
    expect([sent, pauses, queue.unsent.length]).toEqual([['a'], [], 1]);
  });
  it('may be taken back before it was tried, and not when nobody knows whether it came through', async () => {
    const { queue } = phone([net()]);
    await queue.add(press(1), 'a');
    await queue.add(press(2), 'b');
    await queue.flush();
    expect([await queue.remove(queue.items[0].id), await queue.remove(queue.items[1].id)]).toEqual([false, true]);
    expect(queue.unsent.map((item) => item.key)).toEqual(['a']);
  });
  it('is not even tried where there is surely no net', async () => {
    let net = false;
    const { queue, sent } = phone([], () => net);
    await queue.add(press(1), 'a');
    expect([await queue.flush(), queue.items[0].tried]).toEqual([false, false]);
    net = true;
    await queue.hurry();
    expect(sent).toEqual(['a']);
  });
  it('comes back in order from where it lay sealed', async () => {
    const first = phone([net()]);
    await first.queue.add(press(1), 'a');
    await first.queue.add(press(2), 'b');
    await first.queue.flush();
    const again = phone();
    for (const item of first.kept.values()) again.kept.set(item.id, item);
    again.queue.begin([...first.kept.values()].reverse());
    await again.queue.flush();
    await again.queue.add(press(3), 'c');
    await again.queue.flush();
    expect(again.sent).toEqual(['a', 'b', 'c']);
    expect(new Set(again.queue.items.map((item) => item.id)).size).toBe(3);
  });
});
