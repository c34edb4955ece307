import assert from 'node:assert/strict';
import { flow, problemsOf, processOf } from '../models.ts';

const cancel = '<cancelEventDefinition/>';
const found = async (body: string): Promise<readonly unknown[]> =>
  (await problemsOf(processOf(body)))
    .filter(({ rule }) => rule === 'cancel-place')
    .map(({ element, severity }) => [element, severity]);
const transaction = `<transaction id="t"><startEvent id="i"/><endEvent id="x">${cancel}</endEvent>${flow('g', 'i', 'x')}</transaction>`;

describe('rule cancel-place', () => {
  it('wants a cancel end event inside a transaction that is left by a cancel event', async () => {
    const start = `<startEvent id="s"/>${flow('f', 's', 't')}`;
    const boundary = `<boundaryEvent id="b" attachedToRef="t">${cancel}</boundaryEvent><task id="u"/>${flow('h', 'b', 'u')}`;

    assert.deepEqual(await found(`${start}${transaction}${boundary}`), []);
    assert.deepEqual(await found(`${start}${transaction}`), [['x', 'warning']]);
    assert.deepEqual(await found(`<startEvent id="s"/><endEvent id="x">${cancel}</endEvent>${flow('f', 's', 'x')}`), [
      ['x', 'error'],
    ]);
  });

  it('wants a cancel boundary event on a transaction', async () => {
    const body = `<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}<boundaryEvent id="b" attachedToRef="t">${cancel}</boundaryEvent>
      <task id="u"/>${flow('h', 'b', 'u')}`;

    assert.deepEqual(await found(body), [['b', 'error']]);
  });
});
