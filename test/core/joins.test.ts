import assert from 'node:assert/strict';
import { Joins } from '../../engine/core/joins.ts';

describe('joins of a step', () => {
  it('are complete when each flow has brought a token, which is consumed then', () => {
    const joins = new Joins([]);

    assert.equal(joins.arrive('j', 0, 'f', 2), false);
    assert.equal(joins.arrive('j', 0, 'f', 2), false);
    assert.equal(joins.arrive('j', 0, 'g', 2), true);
    assert.deepEqual(joins.list(), [{ at: 'j', in: 0, flows: ['f'] }]);
    assert.equal(joins.arrive('j', 0, 'g', 2), true);
    assert.deepEqual(joins.list(), []);
    assert.equal(joins.isAnyIn(0), false);
  });

  it('are kept apart by scope and gateway', () => {
    const joins = new Joins([{ at: 'j', in: 3, flows: ['f'] }]);

    assert.equal(joins.arrive('j', 4, 'g', 2), false);
    assert.equal(joins.arrive('k', 3, 'g', 2), false);
    assert.equal(joins.arrive('j', 3, 'g', 2), true);
    assert.deepEqual(
      joins.list().map(({ at, in: scope }) => [at, scope]),
      [
        ['k', 3],
        ['j', 4],
      ],
    );
  });

  it('are forgotten with their scope', () => {
    const joins = new Joins([
      { at: 'j', in: 3, flows: ['f'] },
      { at: 'j', in: 4, flows: ['f'] },
    ]);

    joins.drop(3);

    assert.deepEqual(joins.list(), [{ at: 'j', in: 4, flows: ['f'] }]);
  });
});
