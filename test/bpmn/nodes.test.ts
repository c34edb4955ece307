import assert from 'node:assert/strict';
import type { GraphNode } from '../../engine/bpmn/index.ts';
import { flow, graphOf, problemsOf, processOf } from './models.ts';

/** The node `x` of a process in which it follows the start event. */
async function nodeOf(xml: string, roots = ''): Promise<GraphNode> {
  const graph = await graphOf(processOf(`<startEvent id="s"/>${xml}${flow('f', 's', 'x')}`, roots));
  return graph.nodes[graph.byId.get('x')!]!;
}

/** Rules that refuse the element `x`. */
async function refused(xml: string, roots = ''): Promise<readonly string[]> {
  const problems = await problemsOf(processOf(`<startEvent id="s"/>${xml}${flow('f', 's', 'x')}`, roots));
  const errors = problems.filter(({ severity }) => severity === 'error');
  assert.ok(errors.every(({ element }) => element === 'x'));
  return errors.map(({ rule }) => rule);
}

describe('nodes of a graph', () => {
  it('reads everything a user task may carry', async () => {
    const node = await nodeOf(`<userTask id="x" name="Examine" officina:form="examination" officina:assignee="=officer"
      officina:candidateGroups="examiner, supervisor" officina:candidateUsers="=team" officina:priority="70"
      officina:target="PT8H" officina:timeLimit="first-action" officina:letter="deficiency" officina:immediate="true"
      officina:claimOnOpen="true" officina:skill="figurative" officina:statusEvent="EXAMINED" officina:dossierState="EXAM">
      <extensionElements>
        <officina:outcome value="ok" style="primary"/>
        <officina:outcome value="back" style="danger" when="round &lt; 3" needsForm="false"/>
        <officina:output source="findings" target="lastFindings"/>
      </extensionElements></userTask><exclusiveGateway id="g" default="d"/>${flow('e', 'x', 'g')}${flow('d', 'g', 'end')}
      ${flow('b', 'g', 'end', 'x.outcome = "back"')}<endEvent id="end"/>`);

    assert.ok(node.type === 'userTask');
    assert.deepEqual(
      {
        ...node,
        assignee: node.assignee?.type === 'feel' && node.assignee.expression.text,
        candidateUsers: node.candidateUsers?.type,
        outcomes: node.outcomes.map((outcome) => ({ ...outcome, when: outcome.when?.text })),
        output: node.output.map(({ source, target }) => [source.text, target]),
      },
      {
        type: 'userTask',
        index: 1,
        id: 'x',
        name: 'Examine',
        scope: -1,
        incoming: [3],
        outgoing: [0],
        boundaries: [],
        form: 'examination',
        assignee: 'officer',
        candidateGroups: { type: 'literal', value: 'examiner, supervisor' },
        candidateUsers: 'feel',
        priority: { type: 'literal', value: '70' },
        target: 'PT8H',
        timeLimit: 'first-action',
        letter: 'deficiency',
        immediate: true,
        claimOnOpen: true,
        skill: 'figurative',
        statusEvent: 'EXAMINED',
        dossierState: 'EXAM',
        outcomes: [
          { value: 'ok', style: 'primary', needsForm: true, when: undefined },
          { value: 'back', style: 'danger', needsForm: false, when: 'round < 3' },
        ],
        output: [['findings', 'lastFindings']],
      },
    );
  });

  it('refuses values of a user task that are not of their kind', async () => {
    for (const attribute of [
      'priority="-1"',
      'priority="101"',
      'priority="1.5"',
      'target="8 hours"',
      'immediate="yes"',
      'claimOnOpen="1"',
    ]) {
      assert.deepEqual(await refused(`<userTask id="x" officina:${attribute}/>`), ['attribute-value'], attribute);
    }
    assert.deepEqual(await refused('<userTask id="x" officina:assignee="=a +"/>'), ['expression']);
  });

  it('refuses outcomes that are listed twice or in a style that does not exist', async () => {
    const outcomes = (inner: string): string =>
      `<userTask id="x"><extensionElements>${inner}</extensionElements></userTask>`;

    assert.deepEqual(await refused(outcomes('<officina:outcome value="a"/><officina:outcome value="a"/>')), [
      'outcome',
    ]);
    assert.deepEqual(await refused(outcomes('<officina:outcome value="a" style="red"/>')), ['attribute-value']);
    assert.deepEqual(await refused(outcomes('<officina:outcome value="a" when="b ("/>')), ['expression']);
  });

  it('reads what a service task does, with mappings and retries', async () => {
    const node = await nodeOf(`<serviceTask id="x" officina:connector="payment" officina:retries="5"><extensionElements>
      <officina:input source="=fee" target="amount"/><officina:output source="result.reference" target="reference"/>
      </extensionElements></serviceTask>`);

    assert.ok(node.type === 'serviceTask');
    assert.deepEqual(node.work, { type: 'connector', key: 'payment' });
    assert.equal(node.retries, 5);
    assert.equal(node.durable, false);
    assert.deepEqual(
      [...node.input, ...node.output].map(({ source, target }) => [source.text, target]),
      [
        ['fee', 'amount'],
        ['result.reference', 'reference'],
      ],
    );
  });

  it('gives a service task three retries, and an act may be durable', async () => {
    const node = await nodeOf('<serviceTask id="x" officina:act="assignNumber" officina:durable="true"/>');

    assert.ok(node.type === 'serviceTask');
    assert.deepEqual([node.work, node.retries, node.durable], [{ type: 'act', key: 'assignNumber' }, 3, true]);
  });

  it('refuses a service task with two kinds of work, or bad retries', async () => {
    assert.deepEqual(await refused('<serviceTask id="x" officina:act="a" officina:letter="b"/>'), ['service-work']);
    for (const retries of ['many', '0', '101'])
      assert.deepEqual(await refused(`<serviceTask id="x" officina:act="a" officina:retries="${retries}"/>`), [
        'attribute-value',
      ]);
  });

  it('reads a send task that sends a message', async () => {
    const node = await nodeOf(
      `<sendTask id="x" messageRef="m" officina:correlationKey="number" officina:timeToLive="P30D"><extensionElements>
        <officina:input source="decision" target="decision"/></extensionElements></sendTask>`,
      '<message id="m" name="decided"/>',
    );

    assert.ok(node.type === 'sendTask' && node.work.type === 'message');
    const { definition } = node.work;
    assert.deepEqual(
      [definition.message, definition.correlationKey?.text, definition.timeToLive],
      ['decided', 'number', 'P30D'],
    );
    assert.deepEqual(
      definition.input.map(({ target }) => target),
      ['decision'],
    );
  });

  it('reads a script with its result variable', async () => {
    const node = await nodeOf(
      '<scriptTask id="x" scriptFormat="text/feel" officina:resultVariable="due"><script>= fee * 2</script></scriptTask>',
    );

    assert.ok(node.type === 'scriptTask');
    assert.deepEqual([node.script.text, node.resultVariable], ['fee * 2', 'due']);
  });

  it('refuses a script without text, result variable or with a reserved one', async () => {
    const script = (attributes: string, body = '<script>1</script>'): string =>
      `<scriptTask id="x" scriptFormat="feel" ${attributes}>${body}</scriptTask>`;

    assert.deepEqual(await refused(script('')), ['script']);
    assert.deepEqual(await refused(script('officina:resultVariable="a"', '')), ['script']);
    assert.deepEqual(await refused(script('officina:resultVariable="now"')), ['attribute-value']);
    assert.deepEqual(await refused(script('officina:resultVariable="a b"')), ['attribute-value']);
  });

  it('gives the result of a decision its own key as variable', async () => {
    const node = await nodeOf('<businessRuleTask id="x" officina:decision="filing-fee"/>');

    assert.ok(node.type === 'businessRuleTask');
    assert.deepEqual([node.decision, node.resultVariable], ['filing-fee', 'filing-fee']);
  });

  it('reads a call activity with its binding', async () => {
    const latest = await nodeOf('<callActivity id="x" calledElement="own:opposition"/>');
    const pinned = await nodeOf('<callActivity id="x" calledElement="opposition" officina:binding="deployment"/>');

    assert.ok(latest.type === 'callActivity' && pinned.type === 'callActivity');
    assert.deepEqual([latest.calledProcess, latest.binding], ['opposition', 'latest']);
    assert.deepEqual([pinned.calledProcess, pinned.binding], ['opposition', 'deployment']);
  });

  it('refuses a call activity without a process, by a version tag without its tag, or by something else', async () => {
    assert.deepEqual(await refused('<callActivity id="x"/>'), ['called-process']);
    for (const tag of ['officina:binding="versionTag"', 'officina:binding="latest" officina:versionTag="2026"'])
      assert.deepEqual(await refused(`<callActivity id="x" calledElement="a" ${tag}/>`), ['called-process']);
    assert.deepEqual(await refused('<callActivity id="x" calledElement="a" officina:binding="newest"/>'), [
      'attribute-value',
    ]);
  });

  it('takes ids with a dash as one name in FEEL', async () => {
    const graph = await graphOf(
      processOf(`<startEvent id="s"/><businessRuleTask id="x" officina:decision="filing-fee"/>
        <scriptTask id="y" scriptFormat="feel" officina:resultVariable="a"><script>filing-fee + 1</script></scriptTask>
        <exclusiveGateway id="not-a-name"/>${flow('f', 's', 'x')}${flow('g', 'x', 'y')}${flow('h', 'y', 'not-a-name')}`),
    );

    assert.deepEqual(graph.names, ['filing-fee']);
  });
});
