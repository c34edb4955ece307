import assert from 'node:assert/strict';
import { advance, newInstance, type Trigger, type World } from '../../engine/core/index.ts';
import { prepare, start } from './kit.ts';
import { calendar, graphsOf, NOW, read } from './office.ts';

const world: World = {
  now: NOW,
  instanceId: 'instance',
  called: false,
  businessKey: 'key',
  office: {},
  calendar,
  timeLimits: new Map(),
  laneRoles: new Map(),
  decide: () => ({ ok: false, sentence: '' }),
  nextNumber: () => '1',
  newId: () => 'child',
};

describe('advance', () => {
  it('is a function: the same arguments give the same result, and nothing given is changed', async () => {
    const graph = (await graphsOf('parallelGateway/fork-join')).get('p')!;
    const instance = newInstance();
    const before = JSON.stringify(instance);
    const trigger: Trigger = { type: 'start', variables: { a: 1 } };

    const one = advance(graph, instance, trigger, world);
    const two = advance(graph, instance, trigger, world);

    assert.deepEqual(one, two);
    assert.equal(JSON.stringify(instance), before);
  });

  it('gives state that JSON gives back unchanged', async () => {
    const it = await start('suspension/pause');
    await it.receives('suspend');

    const { instance } = it.root;

    assert.deepEqual(JSON.parse(JSON.stringify(instance)), instance);
  });

  it('stops a loop without a wait by the step budget, and nothing of it is kept', async () => {
    const it = await start('budget/endless', { variables: { n: 0, enough: 1e9 } });

    await it.complete('a');

    it.hasIncident('count', 'STEP_BUDGET_EXCEEDED', /ran through more than 10000 elements without waiting/);
    it.isWaitingAt('a').has({ n: 0 }).went('start');
  });

  it('counts elements entered, not time: one less than the budget is enough', async () => {
    // A step of this process enters 3 elements a round, and “end” at last.
    const enough = await start('budget/endless', { variables: { n: 0, enough: 10 }, stepBudget: 31 });
    await enough.complete('a');
    const short = await start('budget/endless', { variables: { n: 0, enough: 10 }, stepBudget: 30 });
    await short.complete('a');

    enough.isCompleted().has({ n: 10 });
    short.hasIncident('end', 'STEP_BUDGET_EXCEEDED', /more than 30 elements/);
  });

  it('mends an endless loop by a variable', async () => {
    const it = await start('budget/endless', { variables: { n: 0, enough: 1e9 } });
    await it.complete('a');

    await it.sets({ enough: 5 });

    it.hasNoIncident().isCompleted().has({ n: 5 });
  });

  it('uses the time at which a timer was due, not when somebody got round to it', async () => {
    const graph = (await graphsOf('userTask/time-limit')).get('p')!;
    const timeLimits = new Map([['reply', { length: 'P2M' }]]);
    const started = advance(graph, newInstance(), { type: 'start', variables: {} }, { ...world, timeLimits });
    assert.equal(started.type, 'advanced');
    const [token] = started.instance.state.tokens;
    const timer = token!.timers!.find(({ at }) => at === 'reminder')!;

    const late = { ...world, timeLimits, now: '2026-07-01T00:00:00.000Z' };
    const fired = advance(
      graph,
      started.instance,
      { type: 'fireTimer', token: token!.id, element: 'reminder', dueAt: timer.dueAt },
      late,
    );

    assert.equal(fired.type, 'advanced');
    const seen = fired.events.find(({ type }) => type === 'timerFired');
    assert.deepEqual(seen && 'dueAt' in seen && seen.dueAt, timer.dueAt);
  });

  it('refuses an element of another version of the model', async () => {
    const graph = (await graphsOf('startEvent/none')).get('p')!;
    const state = { ...newInstance().state, next: 2, tokens: [{ id: 1, at: 'gone', in: 0 }] };

    const answer = advance(
      graph,
      { ...newInstance(), state },
      { type: 'completeTask', token: 1, outcome: 'complete', variables: {}, dossier: [] },
      world,
    );

    assert.deepEqual(answer, {
      type: 'refused',
      sentence: 'Expected an element “gone” in process “p”, but there is none.',
    });
  });

  it('refuses a trigger for an element that never waits', async () => {
    const graph = (await graphsOf('startEvent/none')).get('p')!;
    const state = { ...newInstance().state, next: 2, tokens: [{ id: 1, at: 'start', in: 0 }] };

    const answer = advance(graph, { ...newInstance(), state }, { type: 'completeJob', token: 1, result: null }, world);

    assert.deepEqual(answer, { type: 'refused', sentence: '“start” waits for nothing.' });
  });

  it('throws what is a defect of its caller', async () => {
    const graph = (await graphsOf('businessRuleTask/decide')).get('p')!;
    const broken: World = {
      ...world,
      decide() {
        throw new TypeError('a defect');
      },
    };

    assert.throws(
      () => advance(graph, newInstance(), { type: 'start', variables: { classes: [] } }, broken),
      /a defect/,
    );
  });

  it('lets a correction win over what the trigger brings, and over nothing that follows', async () => {
    const it = await prepare('budget/endless', { variables: { n: 'many', enough: 2 } });
    await it.begin();
    await it.complete('a', undefined, { n: 'much' });
    it.hasIncident('count', 'EXPRESSION_FAILED', /“n \+ 1”/);

    await it.sets({ n: 0 });

    it.isCompleted().has({ n: 2 });
  });

  it('cancels everything at once', async () => {
    const it = await start('boundaryEvent/sub-process');

    await it.cancel();

    it.isTerminated().offers();
    assert.deepEqual(it.the('instanceEnded'), [{ type: 'instanceEnded', how: 'terminated' }]);
  });

  it('runs ids that are names of Object.prototype like any other', async () => {
    const graphs = await read(`<?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
      <process id="p" isExecutable="true"><startEvent id="constructor"/><userTask id="__proto__"/><endEvent id="toString"/>
      <sequenceFlow id="hasOwnProperty" sourceRef="constructor" targetRef="__proto__"/>
      <sequenceFlow id="valueOf" sourceRef="__proto__" targetRef="toString"/></process></definitions>`);
    const started = advance(graphs.get('p')!, newInstance(), { type: 'start', variables: {} }, world);
    assert.equal(started.type, 'advanced');
    const [token] = started.instance.state.tokens;

    const done = advance(
      graphs.get('p')!,
      JSON.parse(JSON.stringify(started.instance)),
      { type: 'completeTask', token: token!.id, outcome: 'complete', variables: {}, dossier: [] },
      world,
    );

    assert.equal(token!.at, '__proto__');
    assert.equal(done.type === 'advanced' && done.instance.state.status, 'completed');
    assert.equal(({} as Record<string, unknown>)['outcome'], undefined);
  });
});
