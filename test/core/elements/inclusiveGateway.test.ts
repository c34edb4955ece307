import assert from 'node:assert/strict';
import { flow } from '../../bpmn/models.ts';
import { startBody } from '../kit.ts';

const task = (id: string): string => `<userTask id="${id}" officina:candidateGroups="examiner"/>`;

/** A split into a, b and c, each with its condition, and a join. */
const split = `<startEvent id="start"/><inclusiveGateway id="split" default="d3"/><inclusiveGateway id="join"/>
  ${['a', 'b', 'c', 'after'].map(task).join('')}<endEvent id="end"/>${flow('f1', 'start', 'split')}
  ${flow('d1', 'split', 'a', 'isA')}${flow('d2', 'split', 'b', 'isB')}<sequenceFlow id="d3" sourceRef="split" targetRef="c"/>
  ${flow('j1', 'a', 'join')}${flow('j2', 'b', 'join')}${flow('j3', 'c', 'join')}${flow('f2', 'join', 'after')}${flow('f3', 'after', 'end')}`;

describe('inclusive gateway (BPMN 2.0.2, 13.4.3: synchronises what can still come, takes every flow whose condition is true)', () => {
  it('takes every flow whose condition is true, and not the default then', async () => {
    const it = await startBody(split, { variables: { isA: true, isB: true } });

    it.isWaitingAt('a', 'b').went('start', 'split');
  });

  it('takes the default flow when no condition is true', async () => {
    const it = await startBody(split, { variables: { isA: false, isB: false } });

    it.isWaitingAt('c');
    await it.complete('c');
    it.isWaitingAt('after').went('start', 'split', 'c', 'join');
  });

  it('waits for all that can still come and for nothing else', async () => {
    const it = await startBody(split, { variables: { isA: true, isB: true } });

    await it.complete('a');
    it.isWaitingAt('b');
    assert.deepEqual(it.state.joins, [{ at: 'join', in: 0, flows: ['j1'] }]);
    await it.complete('b');

    it.isWaitingAt('after').went('start', 'split', 'a', 'b', 'join');
  });

  it('without a default and without a true condition is an incident', async () => {
    const it = await startBody(
      split
        .replace(' default="d3"', '')
        .replace('targetRef="c"/>', 'targetRef="c"><conditionExpression>isA</conditionExpression></sequenceFlow>'),
      {
        variables: { isA: false, isB: false },
        isUnchecked: true,
      },
    );

    it.hasIncident('split', 'NO_FLOW_MATCHES', /none of its conditions is true/);
  });

  it('waits for a token that is on its way outside the block, until it has gone another way', async () => {
    // b may go to the join or past it.
    const body = `<startEvent id="start"/><parallelGateway id="fork"/>${['a', 'b', 'after'].map(task).join('')}
      <exclusiveGateway id="choose" default="past"/><inclusiveGateway id="join"/><endEvent id="end"/><endEvent id="elsewhere"/>
      ${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'a')}${flow('f3', 'fork', 'b')}${flow('f4', 'a', 'join')}
      ${flow('f5', 'b', 'choose')}${flow('f6', 'choose', 'join', 'isJoining')}<sequenceFlow id="past" sourceRef="choose" targetRef="elsewhere"/>
      ${flow('f7', 'join', 'after')}${flow('f8', 'after', 'end')}`;
    const past = await startBody(body, { variables: { isJoining: false } });
    const joining = await startBody(body, { variables: { isJoining: true } });
    for (const it of [past, joining]) {
      await it.complete('a');
      it.isWaitingAt('b');
      await it.complete('b');
    }

    past.isWaitingAt('after').went('start', 'fork', 'a', 'b', 'choose', 'elsewhere', 'join');
    joining.isWaitingAt('after').went('start', 'fork', 'a', 'b', 'choose', 'join');
  });

  it('does not wait for what could come only by way of itself', async () => {
    const body = `<startEvent id="start"/><inclusiveGateway id="join"/>${['a', 'b'].map(task).join('')}<exclusiveGateway id="again" default="out"/>
      <endEvent id="end"/>${flow('f1', 'start', 'join')}${flow('f2', 'join', 'a')}${flow('f3', 'a', 'again')}
      ${flow('back', 'again', 'join', 'isAgain')}<sequenceFlow id="out" sourceRef="again" targetRef="b"/>${flow('f4', 'b', 'end')}`;
    const it = await startBody(body, { variables: { isAgain: true } });

    it.isWaitingAt('a');
    await it.complete('a');
    it.isWaitingAt('a');
    await it.complete('a', undefined, { isAgain: false });
    it.isWaitingAt('b').went('start', 'join', 'a', 'again', 'join', 'a', 'again');
  });

  it('waits for a token that comes directly, though behind the gateway a way leads back to where one waits already', async () => {
    const body = `<startEvent id="start"/><parallelGateway id="fork"/><exclusiveGateway id="merge"/><inclusiveGateway id="join"/>
      ${['a', 'b'].map(task).join('')}<exclusiveGateway id="again" default="out"/><endEvent id="end"/>${flow('f1', 'start', 'fork')}
      ${flow('f2', 'fork', 'merge')}${flow('f3', 'fork', 'b')}${flow('f4', 'merge', 'join')}${flow('f5', 'b', 'join')}${flow('f6', 'join', 'a')}
      ${flow('f7', 'a', 'again')}${flow('f8', 'again', 'merge', 'isAgain')}<sequenceFlow id="out" sourceRef="again" targetRef="end"/>`;
    const it = await startBody(body, { variables: { isAgain: true } });

    it.isWaitingAt('b').went('start', 'fork', 'merge');
    await it.complete('b');
    it.isWaitingAt('a');
    await it.complete('a');
    it.isWaitingAt('a');
    await it.complete('a', undefined, { isAgain: false });
    it.isCompleted();
  });

  it('counts tokens in sub-processes and behind boundary events by the activity around them', async () => {
    const body = `<startEvent id="start"/><parallelGateway id="fork"/>${['a', 'after'].map(task).join('')}<inclusiveGateway id="join"/>
      <subProcess id="sub"><startEvent id="s"/>${task('inner')}<endEvent id="e"/>${flow('g', 's', 'inner')}${flow('h', 'inner', 'e')}</subProcess>
      <boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
      <endEvent id="end"/><endEvent id="lost"/>${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'a')}${flow('f3', 'fork', 'sub')}
      ${flow('f4', 'a', 'join')}${flow('f5', 'late', 'join')}${flow('f6', 'sub', 'lost')}${flow('f7', 'join', 'after')}${flow('f8', 'after', 'end')}`;
    const late = await startBody(body);
    await late.complete('a');
    late.isWaitingAt('inner');
    await late.passes('P1D');
    const intime = await startBody(body);
    await intime.complete('a');
    await intime.complete('inner');

    late.isWaitingAt('after').went('start', 'fork', 's', 'a', 'late', 'join');
    intime.isWaitingAt('after').went('start', 'fork', 's', 'a', 'inner', 'e', 'sub', 'lost', 'join');
  });

  it('keeps a second token of a flow for the next round', async () => {
    const body = `<startEvent id="start"/><parallelGateway id="fork"/>${['a', 'b', 'c', 'after'].map(task).join('')}<exclusiveGateway id="merge"/>
      <inclusiveGateway id="join"/><endEvent id="end"/>${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'a')}${flow('f3', 'fork', 'b')}
      ${flow('f4', 'fork', 'c')}${flow('f5', 'a', 'merge')}${flow('f6', 'b', 'merge')}${flow('f7', 'merge', 'join')}${flow('f8', 'c', 'join')}
      ${flow('f9', 'join', 'after')}${flow('f10', 'after', 'end')}`;
    const it = await startBody(body);

    await it.complete('a');
    await it.complete('b');
    it.isWaitingAt('c');
    await it.complete('c');

    it.isWaitingAt('after', 'after');
    await it.complete('after');
    await it.complete('after');
    it.isCompleted();
  });

  it('is an incident when each of two waits for the other for ever', async () => {
    const body = `<startEvent id="start"/><parallelGateway id="fork"/>${task('a')}<inclusiveGateway id="one"/><inclusiveGateway id="two"/>
      <endEvent id="end"/>${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'one')}${flow('f3', 'fork', 'two')}${flow('f4', 'one', 'a')}
      ${flow('f5', 'a', 'two')}${flow('f6', 'two', 'b')}${task('b')}${flow('f7', 'b', 'one')}${flow('f8', 'b', 'end')}`;
    const it = await startBody(body, { isUnchecked: true });

    it.hasIncident('one', 'DEADLOCK', /“one” waits for what comes from “b”, but nothing is left/);
  });
});
