import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readProcesses } from '../../engine/bpmn/index.ts';
import type { Scenario } from '../../engine/contract/scenario.ts';
import { checkThroughHost, runBothWays } from '../../engine/host/index.ts';
import { flow, processOf } from '../bpmn/models.ts';
import { officeOf, read } from '../core/office.ts';

const task = (id: string, inner = ''): string =>
  `<userTask id="${id}" officina:candidateGroups="examiner">${inner}</userTask>`;
const line = (activity: string): string =>
  processOf(
    `<startEvent id="start"/>${activity}${task('after')}<endEvent id="end"/>${flow('f1', 'start', 'x')}${flow('f2', 'x', 'after')}${flow('f3', 'after', 'end')}`,
  );

async function both(xml: string, scenario: Omit<Scenario, 'name' | 'process'>): Promise<void> {
  const graphs = await read(xml);
  const { direct, differences } = await runBothWays(
    { name: 'n', process: 'p', start: {}, ...scenario },
    officeOf(graphs),
    new Map([['p', xml]]),
  );
  assert.deepEqual([direct.failures, differences], [[], []]);
  assert.deepEqual(await checkThroughHost(xml, [...graphs.values()]), []);
}

describe('inside bpmn-engine', () => {
  it('several instances run as they do outside it', () =>
    both(
      line(
        task(
          'x',
          '<multiInstanceLoopCharacteristics officina:collection="[1, 2, 3]" officina:elementVariable="i" officina:outputCollection="all" officina:outputElement="i"/>',
        ),
      ),
      {
        steps: [
          { expect: { tasks: ['x', 'x', 'x'], waiting: ['x', 'x', 'x'] } },
          { complete: 'x', nth: 2 },
          { complete: 'x' },
          { complete: 'x' },
          { complete: 'after' },
        ],
        expect: { state: 'completed', variables: { all: [1, 2, 3] }, visited: { x: 3 } },
      },
    ));

  it('a loop runs as it does outside it', () =>
    both(line(task('x', '<standardLoopCharacteristics loopMaximum="2"/>')), {
      steps: [{ complete: 'x' }, { expect: { tasks: ['x'] } }, { complete: 'x' }, { expect: { tasks: ['after'] } }],
    }));

  it('an ad-hoc sub-process runs as it does outside it', () =>
    both(
      line(
        `<adHocSubProcess id="x">${task('a')}${task('b')}<completionCondition xsi:type="tFormalExpression">done</completionCondition></adHocSubProcess>`,
      ),
      {
        start: { variables: { done: false } },
        steps: [
          { expect: { tasks: [], waiting: [] } },
          { startStep: 'b' },
          { complete: 'b' },
          { startStep: 'a' },
          { complete: 'a', with: { done: true } },
          { expect: { tasks: ['after'], visited: { x: 1 } } },
        ],
      },
    ));

  it('inclusive and complex gateways run as they do outside it', () =>
    both(
      processOf(
        `<startEvent id="start"/><inclusiveGateway id="g" default="d"/>${['a', 'b', 'c', 'after'].map((id) => task(id)).join('')}<complexGateway id="j">
        <activationCondition xsi:type="tFormalExpression"><![CDATA[activationCount >= 1]]></activationCondition></complexGateway><endEvent id="end"/>
        ${flow('f1', 'start', 'g')}${flow('f2', 'g', 'a', 'isA')}${flow('f3', 'g', 'b', 'isB')}<sequenceFlow id="d" sourceRef="g" targetRef="c"/>
        ${flow('f4', 'a', 'j')}${flow('f5', 'b', 'j')}${flow('f6', 'c', 'j')}${flow('f7', 'j', 'after')}${flow('f8', 'after', 'end')}`,
      ),
      {
        start: { variables: { isA: true, isB: true } },
        steps: [
          { complete: 'a' },
          { expect: { tasks: ['after', 'b'] } },
          { complete: 'b' },
          { expect: { tasks: ['after'] } },
          { complete: 'after' },
        ],
        expect: { state: 'completed', visited: { j: 1 } },
      },
    ));
});

describe('bpmn-engine', () => {
  it('loads every model that we accept', async () => {
    const folder = new URL('../bpmn/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.bpmn'));
    const refused: unknown[] = [];
    for (const file of files) {
      const xml = readFileSync(new URL(file, folder), 'utf8');
      const { graphs, problems } = await readProcesses(xml);
      if (problems.some(({ severity }) => severity === 'error')) continue;
      const found = await checkThroughHost(xml, graphs);
      if (found.length > 0) refused.push([file, found[0]?.sentence]);
    }
    // Its reader stumbles over a resource without an expression; such a model is refused when it is deployed.
    assert.deepEqual(refused, [
      [
        'ignored/bad.bpmn',
        "bpmn-engine cannot load the model: Cannot read properties of undefined (reading 'expression')",
      ],
    ]);
  });

  it('loads data, and what is connected with it', async () => {
    const xml =
      line(`<dataObject id="d" name="classes" isCollection="true"/><dataObjectReference id="dr" dataObjectRef="d"/>
      <dataStoreReference id="ds"/><userTask id="x" officina:candidateGroups="examiner" startQuantity="1"><ioSpecification id="io">
      <dataInput id="in" isCollection="true"/><dataOutput id="out"/><inputSet id="is"><dataInputRefs>in</dataInputRefs></inputSet>
      <outputSet id="os"><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
      <dataInputAssociation id="ia"><sourceRef>dr</sourceRef><targetRef>in</targetRef></dataInputAssociation>
      <multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><inputDataItem id="class"/></multiInstanceLoopCharacteristics></userTask>`);

    assert.deepEqual(await checkThroughHost(xml, [...(await read(xml)).values()]), []);
  });
});
