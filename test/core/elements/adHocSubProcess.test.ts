import assert from 'node:assert/strict';
import { startableActivities } from '../../../engine/core/index.ts';
import { flow } from '../../bpmn/models.ts';
import { startBody, type Case } from '../kit.ts';
import type { Start } from '../office.ts';

const task = (id: string): string => `<userTask id="${id}" officina:candidateGroups="examiner"/>`;
const run = (attributes: string, condition: string | undefined, how: Start = {}, more = ''): Promise<Case> =>
  startBody(
    `<startEvent id="start"/><adHocSubProcess id="x" ${attributes}>${['a', 'b', 'c', 'd'].map(task).join('')}${flow('g', 'c', 'd')}
    ${condition === undefined ? '' : `<completionCondition xsi:type="tFormalExpression"><![CDATA[${condition}]]></completionCondition>`}</adHocSubProcess>
    ${task('after')}<endEvent id="end"/>${flow('f1', 'start', 'x')}${flow('f2', 'x', 'after')}${flow('f3', 'after', 'end')}${more}`,
    how,
  );
const startable = (it: Case): readonly string[] =>
  startableActivities(it.root.graph, it.state).map(({ element }) => element);

const searched = { variables: { isDone: false } };

describe('ad-hoc sub-process (BPMN 2.0.2, 13.3.5: people start its activities in any order)', () => {
  it('starts nothing by itself and offers every activity without incoming flow', async () => {
    const it = await run('', 'isDone', searched);

    it.isWaitingAt().offers();
    assert.deepEqual(startable(it), ['a', 'b', 'c']);
  });

  it('runs its steps beside each other, each as often as somebody asks for it, and what follows them', async () => {
    const it = await run('', 'isDone', searched);

    await it.does({ startStep: 'b' });
    await it.does({ startStep: 'b' });
    await it.does({ startStep: 'c' });
    it.offers('b', 'b', 'c');
    await it.complete('c');
    it.offers('b', 'b', 'd');
  });

  it('stays open while its completion condition is not true, also when nothing runs', async () => {
    const it = await run('', 'isDone', searched);
    await it.does({ startStep: 'a' });
    await it.complete('a');

    it.offers();
    assert.deepEqual(startable(it), ['a', 'b', 'c']);
    await it.does({ startStep: 'b' });
    await it.complete('b', undefined, { isDone: true });

    it.isWaitingAt('after').went('start', 'a', 'b', 'x');
  });

  it('ends what runs still when the condition becomes true', async () => {
    const it = await run('', 'isDone', searched);
    await it.does({ startStep: 'a' });
    await it.does({ startStep: 'c' });
    await it.complete('c', undefined, { isDone: true });

    it.isWaitingAt('after').offers('after').went('start', 'c', 'x');
  });

  it('with cancelRemainingInstances="false" lets run what runs, and takes up nothing more', async () => {
    const it = await run('cancelRemainingInstances="false"', 'isDone', searched);
    await it.does({ startStep: 'a' });
    await it.does({ startStep: 'b' });
    await it.complete('a', undefined, { isDone: true });

    it.offers('b');
    assert.deepEqual(startable(it), []);
    const [whole] = it.state.tokens;
    assert.match(
      (await it.takes({ type: 'startAdHocActivity', token: whole!.id, element: 'a' })) ?? '',
      /takes up no more steps/,
    );
    await it.complete('b', undefined, { isDone: false });
    it.isWaitingAt('after');
  });

  it('with ordering="Sequential" runs one step after the other', async () => {
    const it = await run('ordering="Sequential"', 'isDone', searched);
    await it.does({ startStep: 'c' });

    assert.deepEqual(startable(it), []);
    assert.match(
      (await it.tries({ startStep: 'a' })) ?? '',
      /Expected a step that may be started “a”, but there is none/,
    );
    const [whole] = it.state.tokens;
    assert.match(
      (await it.takes({ type: 'startAdHocActivity', token: whole!.id, element: 'a' })) ?? '',
      /runs one step after the other, and one is running/,
    );
    await it.complete('c');
    assert.deepEqual(startable(it), []);
    await it.complete('d');
    assert.deepEqual(startable(it), ['a', 'b', 'c']);
  });

  it('without a condition ends when nothing runs any more after a step has run', async () => {
    const it = await run('', undefined);
    await it.does({ startStep: 'a' });
    await it.does({ startStep: 'b' });
    await it.complete('a');
    it.offers('b');
    await it.complete('b');

    it.isWaitingAt('after');
  });

  it('is ended by its boundary event', async () => {
    const it = await run(
      '',
      'isDone',
      searched,
      `<boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration>P1M</timeDuration></timerEventDefinition></boundaryEvent>
       <endEvent id="over"/>${flow('f4', 'late', 'over')}`,
    );
    await it.does({ startStep: 'a' });
    await it.passes('P1M');

    it.isCompleted().went('start', 'late', 'over');
  });

  it('lets nobody start what is no step of it', async () => {
    const it = await run('', 'isDone', searched);
    const token = it.state.tokens[0]!.id;

    const answers = [
      await it.takes({ type: 'startAdHocActivity', token, element: 'd' }),
      await it.takes({ type: 'startAdHocActivity', token, element: 'after' }),
      await it.takes({ type: 'completeJob', token, result: null }),
    ];

    assert.match(answers[0] ?? '', /Expected “d” to be a step of “x” that may be started/);
    assert.match(answers[1] ?? '', /Expected “after” to be a step of “x”/);
    assert.match(answers[2] ?? '', /Expected “x” to end by itself/);
  });
});
