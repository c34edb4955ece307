import assert from 'node:assert/strict';
import { boundary, compensation, event, eventSubProcess, roots, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';

/** An activity that another undoes. */
const undoable = (id: string, activity = users(id)): string =>
  `${activity}${boundary(`on-${id}`, id, compensation)}<userTask id="undo-${id}" isForCompensation="true" officina:candidateGroups="examiner"/>
  <association id="as-${id}" sourceRef="on-${id}" targetRef="undo-${id}"/>`;
const throwing = (id = 'throw', attributes = ''): string =>
  event('intermediateThrowEvent', id, `<compensateEventDefinition ${attributes}/>`);
const sub = (id: string, inside: string): string =>
  `<subProcess id="${id}"><startEvent id="${id}-i"/>${inside}</subProcess>`;

describe('compensation (BPMN 2.0.2, 10.7 and 13.5.5: undoes what has completed, the last first)', () => {
  it('undoes in the reverse order of completion, one after the other, then goes on', async () => {
    const it = await startBody(
      `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>${undoable('a')}${undoable('b')}${users('c', 'd')}${throwing()}
      ${way('s', 'f', 'a', 'j')}${way('f', 'b', 'j')}${way('j', 'c', 'throw', 'd')}`,
    );
    await it.complete('b');
    await it.complete('a');
    await it.complete('c');
    it.offers('undo-a');

    await it.complete('undo-a');
    it.offers('undo-b');
    await it.complete('undo-b');

    it.isWaitingAt('d').went('s', 'f', 'b', 'a', 'j', 'c', 'undo-a', 'undo-b', 'throw');
    assert.equal(it.state.compensations, undefined);
  });

  it('undoes what has completed only, as often as it has', async () => {
    const it = await startBody(
      `<startEvent id="s"/><exclusiveGateway id="again"/><exclusiveGateway id="x" default="x-throw"/>${undoable('a')}${undoable('never')}${throwing()}${users('d')}
      ${way('s', 'again', 'a', 'x')}<sequenceFlow id="back" sourceRef="x" targetRef="again"><conditionExpression>n = 1</conditionExpression></sequenceFlow>
      <sequenceFlow id="skip" sourceRef="x" targetRef="never"><conditionExpression>n = 3</conditionExpression></sequenceFlow>
      ${way('x', 'throw', 'd')}`,
      { variables: { n: 1 } },
    );
    await it.complete('a');
    await it.complete('a', undefined, { n: 2 });
    await it.complete('undo-a');
    await it.complete('undo-a');

    it.isWaitingAt('d');
  });

  it('undoes one activity when it is named, and nothing when that has not run', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${undoable('a')}${undoable('b')}${undoable('c')}${throwing('none', 'activityRef="c"')}${throwing('one', 'activityRef="a"')}${users('d')}
      ${way('s', 'a', 'b', 'none', 'one', 'c', 'd')}`,
    );
    await it.complete('a');
    await it.complete('b');
    it.offers('undo-a');
    await it.complete('undo-a');

    it.isWaitingAt('c');
    assert.deepEqual(
      it.state.compensations?.map(({ at }) => at),
      ['b'],
    );
  });

  it('goes on at once when it does not wait for completion; the process ends after both', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${undoable('a')}${throwing('throw', 'waitForCompletion="false"')}${users('d')}${way('s', 'a', 'throw', 'd')}`,
    );
    await it.complete('a');
    it.isWaitingAt('undo-a', 'd');
    await it.complete('d');
    it.isWaitingAt('undo-a');

    await it.complete('undo-a');

    it.isCompleted();
  });

  it('of a completed sub-process undoes what completed inside, in it the last first', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${sub('p1', `${undoable('a')}${undoable('b')}${way('p1-i', 'a', 'b')}`)}${undoable('c')}
      ${event('endEvent', 'e', compensation)}${way('s', 'p1', 'c', 'e')}`,
    );
    for (const task of ['a', 'b', 'c', 'undo-c', 'undo-b', 'undo-a']) {
      it.offers(task);
      await it.complete(task);
    }

    it.isCompleted();
    assert.deepEqual(it.office.trace.slice(-1), ['e']);
  });

  it('of a sub-process with its own activity that undoes it does nothing inside', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${undoable('p1', sub('p1', `${undoable('a')}${way('p1-i', 'a')}`))}${throwing()}${users('d')}${way('s', 'p1', 'throw', 'd')}`,
    );
    await it.complete('a');
    it.offers('undo-p1');
    await it.complete('undo-p1');

    it.isWaitingAt('d');
  });

  it('of a sub-process with a compensation event sub-process runs that one, which may undo what is inside', async () => {
    const inside = `${users('tidy')}${throwing('inner')}${way('h-start', 'tidy', 'inner')}`;
    const it = await startBody(
      `<startEvent id="s"/>${sub('p1', `${undoable('a')}${way('p1-i', 'a')}${eventSubProcess('h', compensation, true, inside)}`)}
      ${throwing()}${users('d')}${way('s', 'p1', 'throw', 'd')}`,
    );
    for (const task of ['a', 'tidy', 'undo-a']) {
      it.offers(task);
      await it.complete(task);
    }

    it.isWaitingAt('d');
    assert.equal(it.state.compensations, undefined);
  });

  it('from an event sub-process undoes what completed in the scope that it has interrupted', async () => {
    const inside = `${throwing('inner')}${users('after')}${way('h-start', 'inner', 'after')}`;
    const it = await startBody(
      `<startEvent id="s"/>${undoable('a')}${users('b')}${way('s', 'a', 'b')}${eventSubProcess('h', '<messageEventDefinition messageRef="m"/>', true, inside)}`,
      { roots },
    );
    await it.complete('a');

    await it.receives('reply');

    it.offers('undo-a');
    await it.complete('undo-a');
    it.isWaitingAt('after');
  });

  it('forgets what completed in a sub-process that was ended before its end', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${sub('p1', `${undoable('a')}${users('b')}${way('p1-i', 'a', 'b')}`)}
      ${boundary('on', 'p1', '<messageEventDefinition messageRef="m"/>')}${throwing()}${users('d')}${way('s', 'p1')}${way('on', 'throw', 'd')}`,
      { roots },
    );
    await it.complete('a');
    await it.receives('reply');

    it.isWaitingAt('d');
  });

  it('within multi-instance undoes each instance with its own variables as they were', async () => {
    const loop = `<multiInstanceLoopCharacteristics officina:collection="list" officina:elementVariable="item"/>`;
    const task = `<userTask id="a" officina:candidateGroups="examiner">${loop}</userTask>`;
    const undo = `<scriptTask id="undo" scriptFormat="feel" officina:resultVariable="undone" isForCompensation="true"><script>append(undone, item)</script></scriptTask>`;
    const it = await startBody(
      `<startEvent id="s"/>${task}${boundary('on', 'a', compensation)}${undo}<association id="as" sourceRef="on" targetRef="undo"/>
      ${throwing()}${users('d')}${way('s', 'a', 'throw', 'd')}`,
      { variables: { list: [1, 2, 3], undone: [] } },
    );
    await it.complete('a', undefined, {}, 1);
    await it.complete('a');
    await it.complete('a');

    it.isWaitingAt('d').has({ undone: [3, 1, 2] });
  });
});
