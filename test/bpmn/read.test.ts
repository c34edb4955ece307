import assert from 'node:assert/strict';
import { extensionNamespace, readProcesses } from '../../engine/bpmn/index.ts';
import { diagram, flow, graphOf, problemsOf, processOf, testRule } from './models.ts';

const straight = `<startEvent id="s"/><userTask id="t" officina:candidateGroups="examiner"/>${flow('f', 's', 't')}`;

describe('reading a model', () => {
  const rules: readonly [string, Parameters<typeof testRule>[1]][] = [
    ['reference', { elements: ['lost'], says: /"nowhere"/ }],
    ['duplicate-id', { elements: ['a'], says: /given twice: to <userTask> in line 5/ }],
    ['element-id', { elements: ['1 a'], says: /begins with a letter/ }],
    ['unknown-element', { elements: ['a'], says: /<usrTask> \(line 5\)\. Did you mean "userTask"/ }],
    ['misplaced-element', { elements: ['b'], says: /<task> inside "a"/ }],
    ['unknown-attribute', { elements: ['x'], says: /officina:from\. Did you mean "officina:form"/ }],
    ['attribute-value', { elements: ['x'], says: /whole number from 0 to 100, but it is "high"/ }],
    ['unsupported-element', { elements: ['start'], says: /trigger "conditional" is not supported\. Use / }],
    ['expression', { elements: ['yes'], says: /The condition is not usable FEEL/ }],
    ['timer', { elements: ['x'], says: /"three months"/ }],
    ['script', { elements: ['x'], says: /script format "feel", but it is "javascript"/ }],
    ['service-work', { elements: ['x'], says: /an act, a connector or a letter, but it names none/ }],
    ['decision', { elements: ['x'], says: /to name a decision/ }],
    ['called-process', { elements: ['x'], says: /An expression is not allowed/ }],
    ['message-name', { elements: ['x'], says: /"message" to have a name/ }],
    ['error-code', { elements: ['failed'], says: /an error with a code/ }],
    ['error-interrupts', { elements: ['caught'], says: /always interrupts/ }],
    ['flow-border', { elements: ['across'], says: /crosses the border/ }],
    ['boundary-host', { elements: ['late'], says: /"end" is none/ }],
    ['outcome', { elements: ['x'], says: /to have a value/ }],
    ['mapping', { elements: ['x'], says: /"dossier" already names something else/ }],
    ['extension', { elements: ['x'], says: /has no meaning on a <serviceTask>/ }],
    ['limit', { elements: ['x'], says: /at most 1000 characters, but <userTask> in line 5 has 1010/ }],
    ['no-process', { elements: [undefined], says: /holds none/ }],
    ['xml', { elements: [undefined], says: /line 9, column \d+/ }],
    ['ignored', { elements: ['x'], severity: 'warning', says: /resources of this element are ignored/ }],
    ['not-executable', { elements: ['p'], severity: 'warning', says: /cannot be started/ }],
  ];
  for (const [rule, expected] of rules) describe(`rule ${rule}`, () => testRule(rule, expected));

  it('gives no graph of a file that holds an error anywhere', async () => {
    for (const rule of ['reference', 'expression', 'misplaced-element', 'not-executable']) {
      const { graphs } = await readProcesses(diagram(`${rule}/bad`));
      assert.deepEqual(graphs, [], rule);
    }
  });

  it('gives a graph per executable process', async () => {
    const xml = processOf(straight).replace(
      '</definitions>',
      `<process id="q" isExecutable="true">${straight.replaceAll(/\b(s|t|f)"/g, '$12"')}</process>
       <process id="r"><task id="drawn"/></process></definitions>`,
    );

    const { graphs, problems } = await readProcesses(xml);

    assert.deepEqual(
      graphs.map((graph) => graph.process),
      ['p', 'q'],
    );
    assert.deepEqual(
      problems.map(({ rule, element }) => [rule, element]),
      [['not-executable', 'r']],
    );
  });

  it('repeats the name of the file in every problem', async () => {
    const { problems } = await readProcesses(diagram('reference/bad'), { file: 'processes/a/a.bpmn' });

    assert.deepEqual(new Set(problems.map((problem) => problem.file)), new Set(['processes/a/a.bpmn']));
  });

  it('reads the same model under other prefixes', async () => {
    const xml = processOf(straight)
      .replaceAll(/<(\/?)(definitions|process|startEvent|userTask|sequenceFlow)/g, '<$1b:$2')
      .replaceAll('officina:candidateGroups', 'o:candidateGroups')
      .replace('xmlns=', 'xmlns:b=')
      .replace('xmlns:officina=', 'xmlns:o=');

    assert.ok(xml.includes('<b:userTask id="t" o:candidateGroups'));
    assert.deepEqual(await graphOf(xml), await graphOf(processOf(straight)));
  });

  it('does not mistake a foreign namespace under our prefix for ours', async () => {
    const xml = processOf(straight).replace(extensionNamespace, 'urn:somebody:else');

    const { graphs, problems } = await readProcesses(xml);

    const task = graphs[0]?.nodes[1];
    assert.ok(task?.type === 'userTask' && task.candidateGroups === undefined);
    assert.deepEqual(
      problems.map(({ rule, severity }) => [rule, severity]),
      [['extension', 'warning']],
    );
  });

  it('resolves references that are qualified with the namespace of the file', async () => {
    const xml = processOf(
      `<startEvent id="s"/><receiveTask id="t" messageRef="own:m"/>${flow('f', 's', 't')}`,
      '<message id="m" name="reply"/>',
    ).replace(
      'targetNamespace="urn:officina:test"',
      'targetNamespace="urn:officina:test" xmlns:own="urn:officina:test"',
    );

    const task = (await graphOf(xml)).nodes[1];

    assert.ok(task?.type === 'receiveTask');
    assert.equal(task.event.message, 'reply');
  });

  it('keeps ids that are names on Object.prototype', async () => {
    const xml = processOf(
      `<startEvent id="__proto__"/><userTask id="toString"/><endEvent id="constructor"/>
      ${flow('valueOf', '__proto__', 'toString')}${flow('hasOwnProperty', 'toString', 'constructor')}`,
    );

    const graph = await graphOf(xml);

    assert.deepEqual(
      [...graph.byId],
      [
        ['__proto__', 0],
        ['toString', 1],
        ['constructor', 2],
      ],
    );
    assert.deepEqual(graph.nodes[1]?.outgoing, [1]);
  });

  it('finds lists of flows that disagree with the flows', async () => {
    const xml = processOf(
      `<startEvent id="s"><outgoing>g</outgoing></startEvent><task id="t"/><task id="u"/>
      ${flow('f', 's', 't')}${flow('g', 't', 'u')}`,
    );

    const { problems } = await readProcesses(xml);

    assert.deepEqual(
      problems.map(({ rule, element }) => [rule, element]),
      [['reference', 's']],
    );
  });

  it('finds a default flow that leaves another element', async () => {
    const xml = processOf(
      `<startEvent id="s"/><exclusiveGateway id="x" default="f"/><task id="t"/>${flow('f', 's', 'x')}${flow('g', 'x', 't')}`,
    );

    const { problems } = await readProcesses(xml);

    assert.deepEqual(
      problems.map(({ rule, element }) => [rule, element]),
      [['reference', 'x']],
    );
  });

  it('refuses a boolean that is neither true nor false', async () => {
    const xml = processOf(straight).replace('isExecutable="true"', 'isExecutable="yes"');

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, element }) => [rule, element]),
      [['attribute-value', 'p']],
    );
  });

  it('warns about a drawing that refers to nothing, but reads the process', async () => {
    const xml = processOf(straight).replace(
      '</definitions>',
      `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d">
        <bpmndi:BPMNPlane id="plane" bpmnElement="ghost"/></bpmndi:BPMNDiagram></definitions>`,
    );

    const { graphs, problems } = await readProcesses(xml);

    assert.equal(graphs.length, 1);
    assert.deepEqual(
      problems.map(({ rule, severity }) => [rule, severity]),
      [['reference', 'warning']],
    );
  });

  it('allows marked-up documentation', async () => {
    const xml = processOf(
      `<documentation><b xmlns="http://www.w3.org/1999/xhtml">Basis</b>: Article 5</documentation>${straight}`,
    );

    const { graphs, problems } = await readProcesses(xml);

    assert.equal(graphs.length, 1);
    assert.deepEqual(problems, []);
  });

  it('finds our elements that do not exist', async () => {
    const xml = processOf(straight).replace(
      /<userTask ([^>]*)\/>/,
      '<userTask $1><extensionElements><officina:outcom value="a"/></extensionElements></userTask>',
    );

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, severity, sentence }) => [
        rule,
        severity,
        /Did you mean "outcome"/.test(sentence),
      ]),
      [['misplaced-element', 'error', true]],
    );
  });
});
