import { describe, expect, it } from 'vitest';
import { Sealed, type Box, type Shelf } from './sealed';

function shelf() {
  const kept = new Map<string, unknown>();
  const of: Shelf = {
    get: async (name) => kept.get(name),
    put: async (name, value) => void kept.set(name, value),
    drop: async (name) => void kept.delete(name),
    names: async () => [...kept.keys()],
    clear: async () => kept.clear(),
  };
  return { kept, of };
}
const key = (n: number) => Buffer.from(new Uint8Array(32).fill(n)).toString('base64url');
const meta = { pocket: 'p', until: 2, taken: 1 };
const secret = { name: 'Nancy Ann Berggren', cpr: '2512489996' };

describe('what is sealed', () => {
  it('is read again with its key, and with no other', async () => {
    const { of } = shelf();
    const first = new Sealed(of);
    await first.open(meta, key(1));
    await first.put('list', secret);
    const again = new Sealed(of);
    expect(await again.get('list')).toBeUndefined();
    await again.open(meta, key(2));
    expect(await again.get('list')).toBeUndefined();
    await again.open(meta, key(1));
    expect(await again.get('list')).toEqual(secret);
    again.close();
    expect([await again.get('list'), again.isOpen]).toEqual([undefined, false]);
  });
  it('shows nothing of what it is, and is sealed anew each time', async () => {
    const { of, kept } = shelf();
    const sealed = new Sealed(of);
    await sealed.open(meta, key(1));
    await sealed.put('list', secret);
    const before = kept.get('list') as Box;
    await sealed.put('list', secret);
    const after = kept.get('list') as Box;
    const clear = Buffer.from(after.sealed).toString('latin1') + JSON.stringify(kept.get('meta'));
    expect([clear.includes('Nancy'), clear.includes('2512'), clear.includes(key(1))]).toEqual([false, false, false]);
    expect(Buffer.from(before.iv).equals(Buffer.from(after.iv))).toBe(false);
  });
  it('opens nowhere else: under another name, or in another pocket', async () => {
    const { of, kept } = shelf();
    const sealed = new Sealed(of);
    await sealed.open(meta, key(1));
    await sealed.put('act-000001', secret);
    kept.set('act-000002', kept.get('act-000001'));
    expect(await sealed.get('act-000002')).toBeUndefined();
    await sealed.open({ ...meta, pocket: 'q' }, key(1));
    expect(await sealed.get('act-000001')).toBeUndefined();
  });
  it('can be counted and cleared without the key', async () => {
    const { of, kept } = shelf();
    const sealed = new Sealed(of);
    await sealed.open(meta, key(1));
    for (const name of ['act-000002', 'list', 'act-000001']) await sealed.put(name, 1);
    const locked = new Sealed(of);
    expect(await locked.names('act-')).toEqual(['act-000001', 'act-000002']);
    await expect(locked.put('x', 1)).rejects.toThrow();
    await locked.clear();
    expect(kept.size).toBe(0);
  });
});
