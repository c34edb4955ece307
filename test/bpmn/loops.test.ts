import assert from 'node:assert/strict';
import type { Graph, LoopSpec } from '../../engine/bpmn/index.ts';
import { flow, graphOf, problemsOf, processOf } from './models.ts';

const body = (activity: string): string => processOf(`<startEvent id="s"/>${activity}${flow('f', 's', 'x')}`);
const task = (marker: string, more = ''): string => body(`<task id="x">${more}${marker}</task>`);
const nodeOf = (graph: Graph): Graph['nodes'][number] => graph.nodes[graph.byId.get('x')!]!;
const loopOf = async (xml: string): Promise<LoopSpec> => nodeOf(await graphOf(xml)).loop!;

async function refused(xml: string): Promise<string> {
  const errors = (await problemsOf(xml)).filter(({ severity }) => severity === 'error');
  return errors.map(({ rule, sentence }) => `${rule}: ${sentence}`).join(' ');
}

describe('loops of a graph', () => {
  it('reads a loop with condition and maximum', async () => {
    const loop = await loopOf(
      task(
        '<standardLoopCharacteristics testBefore="true" loopMaximum="3"><loopCondition>a</loopCondition></standardLoopCharacteristics>',
      ),
    );

    assert.ok(loop.type === 'loop');
    assert.deepEqual([loop.testBefore, loop.condition?.text, loop.maximum?.text], [true, 'a', '3']);
  });

  it('reads multi-instance over a collection, with results', async () => {
    const loop = await loopOf(
      task(
        `<multiInstanceLoopCharacteristics isSequential="true" officina:collection="=classes" officina:elementVariable="class"
          officina:outputCollection="results" officina:outputElement="r"><completionCondition>done</completionCondition></multiInstanceLoopCharacteristics>`,
      ),
    );

    assert.ok(loop.type === 'multiInstance');
    assert.deepEqual(
      [loop.sequential, loop.collection?.text, loop.elementVariable, loop.outputCollection, loop.outputElement?.text],
      [true, 'classes', 'class', 'results', 'r'],
    );
    assert.equal(loop.completionCondition?.text, 'done');
  });

  it('reads the collection from the data that BPMN itself refers to', async () => {
    const loop = await loopOf(
      body(`<dataObject id="d" name="classes" isCollection="true"/><dataObjectReference id="dr" dataObjectRef="d"/>
        <dataObject id="o" name="results"/><dataObjectReference id="or" dataObjectRef="o"/>
        <userTask id="x" officina:candidateGroups="examiner"><ioSpecification id="io"><dataInput id="in" isCollection="true"/>
        <dataOutput id="out" isCollection="true"/><inputSet id="is"><dataInputRefs>in</dataInputRefs></inputSet><outputSet id="os">
        <dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
        <dataInputAssociation id="ia"><sourceRef>dr</sourceRef><targetRef>in</targetRef></dataInputAssociation>
        <dataOutputAssociation id="oa"><sourceRef>out</sourceRef><targetRef>or</targetRef></dataOutputAssociation>
        <multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><loopDataOutputRef>out</loopDataOutputRef>
        <inputDataItem id="class"/><outputDataItem id="result"/></multiInstanceLoopCharacteristics></userTask>`),
    );

    assert.ok(loop.type === 'multiInstance');
    assert.deepEqual(
      [loop.collection?.text, loop.elementVariable, loop.outputCollection, loop.outputElement?.text],
      ['classes', 'class', 'results', 'result'],
    );
  });

  it('refuses markers that cannot work, by name', async () => {
    const many = (attributes: string, inner = ''): string =>
      task(`<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`);
    const collection = 'officina:collection="a"';

    assert.match(await refused(task('<standardLoopCharacteristics/>')), /^loop: .*neither and would never end/);
    assert.match(await refused(task('<standardLoopCharacteristics loopMaximum="0"/>')), /^loop: Expected loopMaximum/);
    assert.match(await refused(many('')), /^loop: .* a collection or a loop cardinality/);
    assert.match(await refused(many('', '<loopCardinality>-1</loopCardinality>')), /^loop: .* from 0 on, but it is -1/);
    assert.match(await refused(many(`${collection} behavior="One"`)), /^loop: The behavior "One"/);
    assert.match(await refused(many(`${collection} officina:outputCollection="b"`)), /^loop: .* only one of them/);
    assert.match(await refused(many(`${collection} officina:elementVariable="1a"`)), /^attribute-value: /);
    assert.match(await refused(many('', '<loopCardinality>1 +</loopCardinality>')), /^expression: The loopCardinality/);
    assert.match(await refused(many(collection, '<completionCondition/>')), /^expression: .* but it is empty/);
  });

  it('refuses to repeat an event sub-process', async () => {
    const xml = processOf(
      `<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}<subProcess id="x" triggeredByEvent="true">
      <standardLoopCharacteristics loopMaximum="3"/><startEvent id="i"><messageEventDefinition messageRef="m"/></startEvent></subProcess>`,
      '<message id="m" name="m"/>',
    );

    assert.match(await refused(xml), /^loop: An event sub-process is not repeated/);
  });
});

describe('what an activity takes in and gives out', () => {
  it('reads input mappings as local variables where the activity itself hands them to nobody', async () => {
    const mapping = '<extensionElements><officina:input source="a + 1" target="own"/></extensionElements>';
    const local = nodeOf(await graphOf(body(`<userTask id="x" officina:candidateGroups="e">${mapping}</userTask>`)));
    const handed = nodeOf(await graphOf(body(`<serviceTask id="x" officina:connector="c">${mapping}</serviceTask>`)));

    assert.deepEqual(
      local.locals?.map(({ target, source }) => [target, source.text]),
      [['own', 'a + 1']],
    );
    assert.equal(handed.locals, undefined);
  });

  it('reads data associations that copy, and warns of those that compute', async () => {
    const associated = (inner: string): string =>
      body(`<dataObject id="d" name="mark"/><dataObjectReference id="dr" dataObjectRef="d"/><task id="x"><ioSpecification id="io">
      <dataInput id="in" name="sign"/><inputSet id="is"/><outputSet id="os"/></ioSpecification>
      <dataInputAssociation id="ia"><sourceRef>dr</sourceRef><targetRef>in</targetRef>${inner}</dataInputAssociation></task>`);
    const copied = nodeOf(await graphOf(associated('')));
    const computed = await problemsOf(associated('<transformation>a</transformation>'));

    assert.deepEqual(copied.copiesIn, [{ from: 'mark', to: 'sign' }]);
    assert.deepEqual(
      computed.map(({ severity, rule, element }) => [severity, rule, element]),
      [['warning', 'ignored', 'x']],
    );
  });

  it('reads quantities of tokens', async () => {
    const node = nodeOf(await graphOf(body('<task id="x" startQuantity="2" completionQuantity="3"/>')));

    assert.deepEqual([node.startQuantity, node.completionQuantity], [2, 3]);
    for (const quantity of ['0', '-1', '5000', 'many'])
      assert.match(
        await refused(body(`<task id="x" completionQuantity="${quantity}"/>`)),
        /completionQuantity|attribute/,
      );
  });
});
