import assert from 'node:assert/strict';
import { boundary, compensation, event, roots, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';

const cancel = '<cancelEventDefinition/>';
const undoable = (id: string): string =>
  `${users(id)}${boundary(`on-${id}`, id, compensation)}<userTask id="undo-${id}" isForCompensation="true" officina:candidateGroups="examiner"/>
  <association id="as-${id}" sourceRef="on-${id}" targetRef="undo-${id}"/>`;
const transaction = (inside: string): string =>
  `<startEvent id="s"/><transaction id="tr"><startEvent id="i"/>${inside}</transaction>${users('after')}${way('s', 'tr', 'after')}`;
const booking = transaction(
  `<parallelGateway id="f"/>${undoable('a')}${undoable('b')}${users('c', 'd')}${event('endEvent', 'x', cancel)}
  ${way('i', 'a', 'f', 'b', 'x')}${way('f', 'c')}${way('f', 'd')}`,
);

describe('transaction (BPMN 2.0.2, 13.3.4: cancelled, it is undone and left by its cancel event)', () => {
  it('that is cancelled ends what runs in it, undoes what has completed, and takes the way of the cancel event', async () => {
    const it = await startBody(
      `${booking}${boundary('cancelled', 'tr', cancel)}${users('sorry')}${way('cancelled', 'sorry')}`,
    );
    await it.complete('a');
    await it.complete('c');

    await it.complete('b');

    it.offers('undo-b').isWaitingAt('undo-b');
    await it.complete('undo-b');
    it.offers('undo-a');
    await it.complete('undo-a');
    it.isWaitingAt('sorry');
    assert.deepEqual(it.office.trace.slice(-4), ['undo-b', 'undo-a', 'x', 'cancelled']);
    assert.equal(it.state.compensations, undefined);
  });

  it('that completes goes on and can be undone later', async () => {
    const it = await startBody(
      `${transaction(`${undoable('a')}${way('i', 'a')}`)}${event('endEvent', 'e', compensation)}${way('after', 'e')}`,
    );
    await it.complete('a');
    await it.complete('after');

    it.offers('undo-a');
    await it.complete('undo-a');
    it.isCompleted();
  });

  it('that an error ends, a hazard, is not undone', async () => {
    const it = await startBody(
      `${transaction(`${undoable('a')}${event('endEvent', 'x', '<errorEventDefinition errorRef="er"/>')}${way('i', 'a', 'x')}`)}
      ${boundary('failed', 'tr', '<errorEventDefinition/>')}${users('hazard')}${way('failed', 'hazard')}`,
      { roots },
    );
    await it.complete('a');

    it.isWaitingAt('hazard');
    assert.equal(it.state.compensations, undefined);
  });

  it('that is cancelled with nothing to undo leaves at once, from inside a sub-process too', async () => {
    const inner = `<subProcess id="sub"><startEvent id="si"/>${users('a')}${event('endEvent', 'x', cancel)}${way('si', 'a', 'x')}</subProcess>${way('i', 'sub')}`;
    const it = await startBody(
      `${transaction(inner)}${boundary('cancelled', 'tr', cancel)}${users('sorry')}${way('cancelled', 'sorry')}`,
    );
    await it.complete('a');

    it.isWaitingAt('sorry');
  });

  it('that is repeated is left as a whole when one instance is cancelled', async () => {
    const loop =
      '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>';
    const inside = `${undoable('a')}${event('endEvent', 'x', cancel)}${way('i', 'a', 'x')}`;
    const it = await startBody(
      `${transaction(inside).replace('<transaction id="tr">', `<transaction id="tr">${loop}`)}${boundary('cancelled', 'tr', cancel)}${users('sorry')}${way('cancelled', 'sorry')}`,
    );
    it.offers('a', 'a', 'a');
    await it.complete('a');
    it.offers('a', 'a', 'undo-a');
    await it.complete('undo-a');

    it.isWaitingAt('sorry');
  });
});
