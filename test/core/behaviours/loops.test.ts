import assert from 'node:assert/strict';
import { flow } from '../../bpmn/models.ts';
import { startBody, type Case } from '../kit.ts';
import type { Start } from '../office.ts';

/** start → the activity → `after` → end. */
function around(activity: string, more = ''): string {
  return `<startEvent id="start"/>${activity}<userTask id="after" officina:candidateGroups="examiner"/><endEvent id="end"/>
    ${flow('f1', 'start', 'x')}${flow('f2', 'x', 'after')}${flow('f3', 'after', 'end')}${more}`;
}

const text = (tag: string, feel: string): string => `<${tag} xsi:type="tFormalExpression"><![CDATA[${feel}]]></${tag}>`;
const many = (attributes: string, inner = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`;
const again = (attributes: string, condition?: string): string =>
  `<standardLoopCharacteristics ${attributes}>${condition === undefined ? '' : text('loopCondition', condition)}</standardLoopCharacteristics>`;
const task = (marker: string, more = ''): string =>
  `<userTask id="x" officina:candidateGroups="examiner" ${more}>${marker}</userTask>`;
const script = (marker: string, feel: string): string =>
  `<scriptTask id="x" scriptFormat="feel" officina:resultVariable="n">${marker}<script><![CDATA[${feel}]]></script></scriptTask>`;
const run = (activity: string, how: Start & { roots?: string } = {}, more = ''): Promise<Case> =>
  startBody(around(activity, more), how);

const classes = { variables: { classes: [9, 35, 42] } };

describe('loop (BPMN 2.0.2, 13.3.6: the inner activity is executed until the loop condition is false)', () => {
  it('asks after each round, so that there is one at least', async () => {
    const it = await run(script(again('', 'n < 3'), 'n + 1'), { variables: { n: 5 } });

    it.isWaitingAt('after').has({ n: 6 }).went('start', 'x');
  });

  it('with testBefore asks before each round, so that there may be none', async () => {
    const none = await run(script(again('testBefore="true"', 'n < 3'), 'n + 1'), { variables: { n: 5 } });
    const three = await run(script(again('testBefore="true"', 'n < 3'), 'n + 1'), { variables: { n: 0 } });

    none.isWaitingAt('after').has({ n: 5 }).went('start');
    three.isWaitingAt('after').has({ n: 3 }).went('start', 'x', 'x', 'x');
  });

  it('ends at its maximum whatever the condition says', async () => {
    const it = await run(script(again('loopMaximum="4"', 'true'), 'n + 1'), { variables: { n: 0 } });

    it.has({ n: 4 });
  });

  it('counts its rounds in loopCounter', async () => {
    const it = await run(script(again('', 'loopCounter < 3'), 'append(n, loopCounter)'), { variables: { n: [] } });

    it.has({ n: [1, 2, 3] });
  });

  it('runs thousands of rounds without a wait under the step budget, and becomes an incident beyond it', async () => {
    const many = await run(script(again('', 'n < 9000'), 'n + 1'), { variables: { n: 0 } });
    const endless = await run(script(again('', 'true'), 'n + 1'), { variables: { n: 0 } });

    many.isWaitingAt('after').has({ n: 9000 });
    endless.hasIncident('x', 'STEP_BUDGET_EXCEEDED', /loops without end at “x”/);
  });

  it('keeps its boundary events over all rounds', async () => {
    const boundary = `<boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration>P1W</timeDuration>
      </timerEventDefinition></boundaryEvent><endEvent id="over"/>${flow('f4', 'late', 'over')}`;
    const it = await run(task(again('loopMaximum="3"')), {}, boundary);
    it.isDue('late', '2026-01-12T09:00:00Z');
    await it.passes('P3D');
    await it.complete('x');
    it.isWaitingAt('x').isDue('late', '2026-01-12T09:00:00Z');
    await it.passes('P4D');

    it.isCompleted().went('start', 'x', 'late', 'over');
  });

  it('repeats a sub-process, each round with variables of its own', async () => {
    const inner = `<subProcess id="x">${again('', 'loopCounter < 2')}<dataObject id="d" name="note"/><startEvent id="s"/>
      <userTask id="t" officina:candidateGroups="examiner"/><endEvent id="e"/>${flow('g', 's', 't')}${flow('h', 't', 'e')}</subProcess>`;
    const it = await run(inner);

    await it.complete('t', undefined, { note: 'first' });
    it.isWaitingAt('t');
    assert.deepEqual(
      it.state.tokens.map(({ vars }) => vars?.['note']),
      [undefined, null, undefined],
    );
    await it.complete('t', undefined, { note: 'second' });

    it.isWaitingAt('after').went('start', 's', 't', 'e', 'x', 's', 't', 'e', 'x');
    assert.ok(!('note' in it.variables));
  });

  it('stops with an incident when its condition is neither true nor false', async () => {
    const it = await run(script(again('', '"yes"'), 'n + 1'), { variables: { n: 0 } });

    it.hasIncident('x', 'EXPRESSION_FAILED', /must be true or false, but it is "yes"/);
  });
});

describe('multi-instance (BPMN 2.0.2, 13.3.7)', () => {
  it('in parallel opens one instance for each item, and goes on when all have completed', async () => {
    const it = await run(task(many('officina:collection="classes" officina:elementVariable="class"')), classes);

    it.offers('x', 'x', 'x');
    assert.deepEqual(
      it.state.tokens.map(({ vars }) => vars),
      [undefined, ...[9, 35, 42].map((item, index) => ({ loopCounter: index + 1, class: item }))],
    );
    await it.complete('x', undefined, {}, 1);
    await it.complete('x');
    it.offers('x');
    await it.complete('x');

    it.isWaitingAt('after').went('start', 'x', 'x', 'x');
  });

  it('one after the other opens the next when the one before has completed, over the collection as it was', async () => {
    const it = await run(
      task(
        many(
          'isSequential="true" officina:collection="classes" officina:elementVariable="class" officina:outputCollection="seen" officina:outputElement="class"',
        ),
      ),
      classes,
    );

    it.offers('x');
    await it.complete('x', undefined, { classes: [] });
    it.offers('x');
    await it.complete('x');
    await it.complete('x');

    it.isWaitingAt('after').has({ seen: [9, 35, 42], classes: [] });
  });

  it('by cardinality, which may be computed and may be none', async () => {
    const two = await run(task(many('', text('loopCardinality', 'count(classes) - 1'))), classes);
    const none = await run(task(many('', text('loopCardinality', '0'))));

    two.offers('x', 'x');
    none.isWaitingAt('after').went('start');
  });

  it('collects results in the order of the instances, whatever the order of their ends', async () => {
    const it = await run(
      task(
        many(
          'officina:collection="classes" officina:elementVariable="class" officina:outputCollection="results" officina:outputElement="{class: class, ok: ok}"',
        ),
      ),
      classes,
    );

    await it.complete('x', undefined, { ok: 3 }, 2);
    await it.complete('x', undefined, { ok: 1 }, 0);
    await it.complete('x', undefined, { ok: 2 });

    it.has({
      results: [
        { class: 9, ok: 1 },
        { class: 35, ok: 2 },
        { class: 42, ok: 3 },
      ],
    });
  });

  it('keeps results of sub-processes beside each other apart', async () => {
    const inner = `<subProcess id="x">${many('officina:collection="classes" officina:outputCollection="results" officina:outputElement="t.outcome"')}
      <startEvent id="s"/><userTask id="t" officina:candidateGroups="examiner"><extensionElements><officina:outcome value="grant"/>
      <officina:outcome value="refuse"/></extensionElements></userTask><task id="u"/><endEvent id="e"/>
      ${flow('g', 's', 't')}${flow('h', 't', 'u')}${flow('i', 'u', 'e')}</subProcess>`;
    const it = await run(inner, { ...classes, isUnchecked: true });

    await it.complete('t', 'grant', {}, 2);
    await it.complete('t', 'refuse', {}, 0);
    await it.complete('t', 'grant');

    it.isWaitingAt('after').has({ results: ['refuse', 'grant', 'grant'] });
  });

  it('ends what is left of it when its completion condition is true', async () => {
    const it = await run(
      task(
        many(
          'officina:collection="classes"',
          text('completionCondition', 'numberOfCompletedInstances / numberOfInstances > 0.5'),
        ),
      ),
      classes,
    );

    await it.complete('x');
    it.offers('x', 'x');
    await it.complete('x');

    it.isWaitingAt('after').offers('after');
    assert.equal(it.the('tokenClosed').filter(({ ending }) => ending === 'terminated').length, 1);
  });

  it('knows how many instances there are, run and have completed', async () => {
    const feel =
      '[numberOfInstances, numberOfActiveInstances, numberOfCompletedInstances, numberOfTerminatedInstances, loopCounter]';
    const it = await run(
      script(many(`officina:collection="classes" officina:outputCollection="seen" officina:outputElement="n"`), feel),
      classes,
    );

    it.has({
      seen: [
        [3, 3, 0, 0, 1],
        [3, 2, 1, 0, 2],
        [3, 1, 2, 0, 3],
      ],
    });
  });

  it('is ended as a whole by a boundary event', async () => {
    const boundary = `<boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration>P1W</timeDuration>
      </timerEventDefinition></boundaryEvent><endEvent id="over"/>${flow('f4', 'late', 'over')}`;
    const it = await run(task(many('officina:collection="classes"')), classes, boundary);
    assert.equal(it.root.timerRows.size, 1);
    await it.complete('x');

    await it.passes('P1W');

    it.isCompleted().went('start', 'x', 'late', 'over');
  });

  it('is ended as a whole by an error in one of its instances', async () => {
    const job = `<serviceTask id="x" officina:connector="register">${many('officina:collection="classes"')}</serviceTask>`;
    const boundary = `<boundaryEvent id="broken" attachedToRef="x"><errorEventDefinition/></boundaryEvent><endEvent id="over"/>
      ${flow('f4', 'broken', 'over')}`;
    const it = await run(job, classes, boundary);

    await it.failsJob('x', 'E');

    it.isCompleted().went('start', 'broken', 'over');
  });

  it('calls a process for each item, with the item among its variables', async () => {
    const call = `<callActivity id="x" calledElement="p">${many('officina:collection="classes" officina:elementVariable="class"')}
      <extensionElements><officina:input source="[]" target="classes"/><officina:input source="class" target="own"/></extensionElements></callActivity>`;
    const it = await run(call, classes);
    const called = [...it.office.instances.values()].filter(({ parent }) => parent);

    assert.deepEqual(
      called.map(({ instance }) => instance.variables),
      [9, 35, 42].map((own) => ({ classes: [], own })),
    );
    it.offers('after', 'after', 'after');
    for (const _each of called) await it.complete('after');
    it.isWaitingAt('after');
  });

  it('inside multi-instance', async () => {
    const inner = `<subProcess id="x">${many('officina:collection="[1, 2]" officina:elementVariable="a" officina:outputCollection="all" officina:outputElement="row"')}
      <startEvent id="s"/><scriptTask id="t" scriptFormat="feel" officina:resultVariable="v">
      ${many('officina:collection="[1, 2, 3]" officina:elementVariable="b" officina:outputCollection="row" officina:outputElement="v"')}
      <script>10 * a + b</script></scriptTask><endEvent id="e"/>${flow('g', 's', 't')}${flow('h', 't', 'e')}</subProcess>`;
    const it = await run(inner);

    it.isWaitingAt('after').has({
      all: [
        [11, 12, 13],
        [21, 22, 23],
      ],
    });
  });

  it('records the status event of the activity once', async () => {
    const it = await run(task(many('officina:collection="classes"'), 'officina:statusEvent="examined"'), classes);
    for (let n = 0; n < 3; n++) await it.complete('x');

    assert.deepEqual(it.office.statusEvents, ['examined']);
  });

  it('is refused an instance that is over, and a trigger for the whole', async () => {
    const it = await run(task(many('officina:collection="classes"')), classes);
    const [whole, first] = it.state.tokens;
    await it.complete('x');

    const complete = (token: number): Promise<string | null> =>
      it.takes({ type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] });

    assert.match((await complete(first!.id)) ?? '', /has ended/);
    assert.match((await complete(whole!.id)) ?? '', /Expected an instance of “x” to be named/);
  });

  it('stops with an incident when there is no list, no whole number, or far too many', async () => {
    const list = await run(task(many('officina:collection="classes"')), { variables: { classes: 'nine' } });
    const number = await run(task(many('', text('loopCardinality', 'n'))), { variables: { n: -1 } });
    const million = await run(task(many('', text('loopCardinality', '1000000'))));

    list.hasIncident('x', 'EXPRESSION_FAILED', /“classes” at “x” must be a list, but it is "nine"/);
    number.hasIncident('x', 'EXPRESSION_FAILED', /must be a whole number from 0 on, but it is -1/);
    million.hasIncident('x', 'STEP_BUDGET_EXCEEDED', /would run 1000000 times at once/);
  });
});
