import assert from 'node:assert/strict';
import { Ids, uuidv7 } from '../../../engine/commands/shared/ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that grow, however many are made in a millisecond and whatever the clock does', () => {
    const now = Date.now();
    const ids = [
      ...Array.from({ length: 10_000 }, () => uuidv7(now)),
      ...Array.from({ length: 100 }, () => uuidv7(now - 60_000)),
      ...Array.from({ length: 100 }, () => uuidv7(now + 60_000)),
    ];

    assert.ok(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(ids).size, ids.length);
    const last = Number.parseInt(ids.at(-1)?.replaceAll('-', '').slice(0, 12) ?? '', 16);
    assert.equal(last, now + 60_000);
  });

  it('are the same again, in the same order, for a step that is tried again', () => {
    const ids = new Ids();
    const first = [ids.next(), ids.next()];

    ids.rewind();

    assert.deepEqual([ids.next(), ids.next()], first);
    assert.ok(!first.includes(ids.next()));
  });
});
