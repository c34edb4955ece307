import assert from 'node:assert/strict';
import { boundary, condition, event, eventSubProcess, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';

describe('conditions (BPMN 2.0.2, 10.5.5: occur when they become true)', () => {
  it('are met at once when they are true already', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', condition('n > 1'))}${users('t')}${way('s', 'c', 't')}`,
      { variables: { n: 2 } },
    );

    it.isWaitingAt('t');
  });

  it('wait until a variable makes them true; one that is missing still is no mistake', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', condition('n > 1'))}${users('t')}${way('s', 'c', 't')}`,
    );
    await it.sets({ n: 1 });
    it.isWaitingAt('c').listensAt('c');

    await it.sets({ n: 2 });

    it.isWaitingAt('t').listensAt();
  });

  it('occur again at a boundary event that does not interrupt only after they have been false', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${users('a', 'note')}${boundary('on', 'a', condition('n > 1'), false)}${way('s', 'a')}${way('on', 'note')}`,
      { variables: { n: 2 } },
    );
    it.isWaitingAt('a', 'note');

    await it.sets({ n: 3 });
    it.isWaitingAt('a', 'note');
    await it.sets({ n: 0 });
    await it.sets({ n: 5 });

    it.isWaitingAt('a', 'note', 'note').listensAt('on');
  });

  it('end the activity at one that interrupts, and start event sub-processes', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${users('a', 'late')}${boundary('on', 'a', condition('n = 1'))}${way('s', 'a')}${way('on', 'late')}
      ${eventSubProcess('h', condition('n = 2'))}`,
      { variables: { n: 0 } },
    );
    await it.sets({ n: 1 });
    it.isWaitingAt('late').listensAt('h-start');

    await it.sets({ n: 2 });

    it.isWaitingAt('h-task').listensAt();
  });

  it('see the task that is completed beside them, and the dossier that another instance changes', async () => {
    const body = `<startEvent id="s"/><startEvent id="s2"/><parallelGateway id="f"/>${users('a', 'b')}${event('intermediateCatchEvent', 'c', condition('done'))}
      ${event('intermediateCatchEvent', 'd', condition('dossier.fee = 3'))}
      ${way('s', 'f', 'a')}${way('f', 'c')}${way('f', 'd')}${way('s2', 'b')}`;
    const it = await startBody(body, { dossier: { fee: 1 }, at: 's' });
    await it.complete('a', undefined, { done: true });
    it.isWaitingAt('d');
    const second = await it.office.start('p', {}, 's2');
    assert.ok(typeof second !== 'string');
    const [token] = second.instance.state.tokens;
    await it.office.apply(second, {
      type: 'completeTask',
      token: token!.id,
      outcome: 'complete',
      variables: {},
      dossier: [{ pointer: '/fee', value: 3 }],
    });

    it.isCompleted();
  });

  it('are asked again when it is said that something has changed, and must be true or false', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', condition('n'))}${users('t')}${way('s', 'c', 't')}`,
      { variables: { n: false } },
    );
    assert.equal(await it.takes({ type: 'evaluateConditions' }), null);
    it.isWaitingAt('c');

    await it.takes({ type: 'setVariables', variables: { n: 'yes' } });

    it.hasIncident('c', 'EXPRESSION_FAILED', /must be true or false, but it is "yes"/);
  });

  it('that make each other true without end are stopped', async () => {
    const script = (id: string, to: string): string =>
      `<scriptTask id="${id}" scriptFormat="feel" officina:resultVariable="n"><script>${to}</script></scriptTask>`;
    const flip = (id: string, feel: string, to: string): string =>
      eventSubProcess(id, condition(feel), false, `${script(`${id}-set`, to)}${way(`${id}-start`, `${id}-set`)}`);
    const it = await startBody(
      `<startEvent id="s"/>${users('a')}${way('s', 'a')}${flip('x', 'n = 1', '2')}${flip('y', 'n = 2', '1')}`,
      { variables: { n: 0 }, stepBudget: 100 },
    );

    await it.takes({ type: 'setVariables', variables: { n: 1 } });

    assert.match(it.office.incidents[0]?.sentence ?? '', /more than 100 elements/);
  });
});
