import assert from 'node:assert/strict';
import { mergeRows, neighbour, showAll, type ShownRow } from '../../../../designer/areas/inbox/liveRows.ts';
import type { TaskRow } from '../../../../designer/api/tasks.ts';

const row = (id: string, revision = 1): TaskRow => ({ id, revision }) as TaskRow;
const seen = (rows: readonly ShownRow[]): readonly string[] =>
  rows.map((shown) => `${shown.row.id}${shown.row.revision}${shown.isGone ? ' gone' : ''}`);

describe('a list that is kept up to date', () => {
  const before = showAll([row('a'), row('b'), row('c')]).rows;

  it('changes rows in place, whatever order the server has now', () => {
    assert.deepEqual(seen(mergeRows(before, [row('c', 2), row('a'), row('b')]).rows), ['a1', 'b1', 'c2']);
  });

  it('keeps what has left, greyed', () => {
    assert.deepEqual(seen(mergeRows(before, [row('a'), row('c')]).rows), ['a1', 'b1 gone', 'c1']);
  });

  it('shows a row again that comes back', () => {
    const without = mergeRows(before, [row('a'), row('c')]).rows;

    assert.deepEqual(seen(mergeRows(without, [row('b', 3), row('a'), row('c')]).rows), ['a1', 'b3', 'c1']);
  });

  it('lets new rows wait and counts them', () => {
    const merged = mergeRows(before, [row('new'), row('a'), row('b'), row('c')]);

    assert.deepEqual([seen(merged.rows), merged.waiting], [['a1', 'b1', 'c1'], 1]);
  });

  it('puts the page that was asked for at the end', () => {
    const merged = mergeRows(before, [row('new'), row('a'), row('b'), row('c'), row('d')], [row('d')]);

    assert.deepEqual([seen(merged.rows), merged.waiting], [['a1', 'b1', 'c1', 'd1'], 1]);
  });
});

describe('the row that gets the focus when another disappears', () => {
  const rows = mergeRows(showAll([row('a'), row('b'), row('c'), row('d')]).rows, [row('a'), row('b'), row('d')]).rows;

  it('is the next that is still there, else the one before', () => {
    assert.equal(neighbour(rows, 'b'), 'd');
    assert.equal(neighbour(rows, 'd'), 'b');
  });

  it('is none when the list becomes empty', () => {
    assert.equal(neighbour(showAll([row('a')]).rows, 'a'), undefined);
  });

  it('is the first one for a row that is not in the list', () => {
    assert.equal(neighbour(rows, 'elsewhere'), 'a');
  });
});
