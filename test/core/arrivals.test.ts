import assert from 'node:assert/strict';
import { Arrivals } from '../../engine/core/arrivals.ts';

const at = (id: string, scope: number): never => ({ node: { id }, scope }) as never;
const all = (arrivals: Arrivals): readonly string[] => {
  const ids: string[] = [];
  for (let next = arrivals.take(); next; next = arrivals.take()) ids.push(next.node.id);
  return ids;
};

describe('arrivals of a step', () => {
  it('come out in the order in which they went in', () => {
    const arrivals = new Arrivals();
    for (const id of ['a', 'b', 'c']) arrivals.add(at(id, 0));

    assert.deepEqual(all(arrivals), ['a', 'b', 'c']);
    assert.equal(arrivals.take(), undefined);
    arrivals.add(at('d', 0));
    assert.deepEqual(all(arrivals), ['d']);
  });

  it('are dropped with their scope, those that come later are not', () => {
    const arrivals = new Arrivals();
    arrivals.add(at('a', 1));
    arrivals.add(at('b', 2));
    arrivals.drop(1);
    arrivals.add(at('c', 1));

    assert.equal(arrivals.isAnyIn(1), true);
    assert.deepEqual(all(arrivals), ['b', 'c']);
    assert.equal(arrivals.isAnyIn(1), false);
  });
});
