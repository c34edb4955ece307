import assert from 'node:assert/strict';
import { file, found } from './found.ts';

const steps = '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/>';
const items = (list: boolean): string =>
  `<itemDefinition id="i" isCollection="${String(list)}" structureRef="xsd:string"/><itemDefinition id="j" structureRef="xsd:int"/>`;

describe('data in a model (BPMN 2.0.2, 10.4)', () => {
  it('is a list where its item definition is one', async () => {
    const data = (list: boolean): string =>
      file(`${steps}<dataObject id="d" itemSubjectRef="i" isCollection="${String(list)}"/>`, { roots: items(true) });

    assert.deepEqual(await found('data-collection', data(true)), []);
    assert.deepEqual(await found('data-collection', data(false)), ['d']);
  });

  it('of a reference to a data object is called after the object and its state', async () => {
    const data = (name: string): string =>
      file(
        `${steps}<dataObject id="d" name="Order"/><dataObjectReference id="r" name="${name}" dataObjectRef="d"><dataState id="x" name="paid"/></dataObjectReference>`,
      );

    assert.deepEqual(await found('data-state', data('Order [paid]')), []);
    assert.deepEqual(await found('data-state', data('Order')), ['r']);
  });

  it('goes in sets that name each other', async () => {
    const data = (back: string): string =>
      file(
        `<ioSpecification id="io"><dataInput id="a"/><dataOutput id="b"/><inputSet id="x"><dataInputRefs>a</dataInputRefs><outputSetRefs>y</outputSetRefs></inputSet><outputSet id="y"><dataOutputRefs>b</dataOutputRefs>${back}</outputSet></ioSpecification>${steps}`,
      );

    assert.deepEqual(await found('data-sets', data('<inputSetRefs>x</inputSetRefs>')), []);
    assert.deepEqual(await found('data-sets', data('')), ['io']);
  });

  it('of each round is of the type of the list', async () => {
    const data = (type: string): string =>
      file(
        `<startEvent id="s"/><task id="t"><ioSpecification><dataOutput id="o" itemSubjectRef="i"/><inputSet/><outputSet><dataOutputRefs>o</dataOutputRefs></outputSet></ioSpecification><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">2</loopCardinality><loopDataOutputRef>o</loopDataOutputRef><outputDataItem id="x" itemSubjectRef="${type}"/></multiInstanceLoopCharacteristics></task><sequenceFlow id="f" sourceRef="s" targetRef="t"/>`,
        { roots: items(false) },
      );

    assert.deepEqual(await found('data-item', data('i')), []);
    assert.deepEqual(await found('data-item', data('j')), ['t']);
  });

  it('of a supported operation is bound, with the type of its message', async () => {
    const roots = `${items(false)}<message id="m" name="m" itemRef="i"/><interface id="if" name="if"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>`;
    const data = (binding: string): string =>
      file(
        `<supportedInterfaceRef>if</supportedInterfaceRef><ioSpecification><dataInput id="a" itemSubjectRef="i"/><dataInput id="b" itemSubjectRef="j"/><inputSet/><outputSet/></ioSpecification>${binding}${steps}`,
        { roots },
      );

    assert.deepEqual(await found('operation-binding', data('<ioBinding operationRef="op" inputDataRef="a"/>')), []);
    assert.deepEqual(await found('operation-binding', data('<ioBinding operationRef="op" inputDataRef="b"/>')), ['p']);
    assert.deepEqual(await found('operation-binding', data('')), ['p']);
  });

  it('of a task that receives is of the type of its message, in one set', async () => {
    const roots = `${items(false)}<message id="m" name="m" itemRef="i"/>`;
    const data = (type: string, sets = 1): string =>
      file(
        `<startEvent id="s"/><receiveTask id="t" messageRef="m"><ioSpecification><dataOutput id="o" itemSubjectRef="${type}"/><inputSet/>${'<outputSet><dataOutputRefs>o</dataOutputRefs></outputSet>'.repeat(sets)}</ioSpecification></receiveTask><sequenceFlow id="f" sourceRef="s" targetRef="t"/>`,
        { roots },
      );

    assert.deepEqual(await found('task-data', data('i')), []);
    assert.deepEqual(await found('task-data', data('j')), ['t']);
    assert.deepEqual(await found('task-data', data('i', 2)), ['t']);
  });

  it('counts participants from 0 on', async () => {
    const roots = (minimum: number): string =>
      `<collaboration id="c"><participant id="a" processRef="p"><participantMultiplicity minimum="${minimum}" maximum="2"/></participant></collaboration>`;

    assert.deepEqual(await found('multiplicity', file(steps, { roots: roots(0) })), []);
    assert.deepEqual(await found('multiplicity', file(steps, { roots: roots(-1) })), ['a']);
  });

  it('has no choreography within a choreography', async () => {
    const roots = (inside: string): string => `<choreography id="a">${inside}</choreography><choreography id="b"/>`;

    assert.deepEqual(await found('choreography-reference', file(steps, { roots: roots('') })), []);
    assert.deepEqual(
      await found('choreography-reference', file(steps, { roots: roots('<choreographyRef>b</choreographyRef>') })),
      ['a'],
    );
  });
});
