import assert from 'node:assert/strict';
import { flow, graphOf, processOf } from './models.ts';

describe('the graph of a process', () => {
  it('numbers nodes and flows in document order, sub-processes included', async () => {
    const graph = await graphOf(
      processOf(`<startEvent id="s"/>${flow('f', 's', 'sub')}
        <subProcess id="sub"><startEvent id="i"/>${flow('g', 'i', 't')}<task id="t"/></subProcess>
        ${flow('h', 'sub', 'e')}<endEvent id="e"/>`),
    );

    assert.deepEqual(
      graph.nodes.map(({ id, index, scope }) => [id, index, scope]),
      [
        ['s', 0, -1],
        ['sub', 1, -1],
        ['i', 2, 1],
        ['t', 3, 1],
        ['e', 4, -1],
      ],
    );
    assert.deepEqual(
      graph.flows.map(({ id, source, target }) => [id, source, target]),
      [
        ['f', 0, 1],
        ['g', 2, 3],
        ['h', 1, 4],
      ],
    );
    assert.deepEqual(graph.starts, [0]);
    const sub = graph.nodes[1];
    assert.ok(sub?.type === 'subProcess');
    assert.deepEqual(sub.starts, [2]);
  });

  it('tells start events with a message from those without', async () => {
    const graph = await graphOf(
      processOf(
        `<startEvent id="s"/><startEvent id="m1"><messageEventDefinition messageRef="m"/></startEvent><task id="t"/>
        ${flow('f', 's', 't')}${flow('g', 'm1', 't')}`,
        '<message id="m" name="filed"/>',
      ),
    );

    assert.deepEqual([graph.starts, graph.messageStarts], [[0], [1]]);
  });

  it('knows the event sub-processes of each scope', async () => {
    const handler = (id: string): string => `<subProcess id="${id}" triggeredByEvent="true">
      <startEvent id="${id}-start" isInterrupting="false"><messageEventDefinition messageRef="m"/></startEvent></subProcess>`;
    const graph = await graphOf(
      processOf(
        `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>${handler('inner')}</subProcess>
        ${flow('f', 's', 'sub')}${handler('outer')}`,
        '<message id="m" name="withdrawn"/>',
      ),
    );

    const sub = graph.nodes[1];
    assert.ok(sub?.type === 'subProcess');
    assert.deepEqual(sub.eventSubProcesses, [graph.byId.get('inner')]);
    assert.deepEqual(graph.eventSubProcesses, [graph.byId.get('outer')]);
    const start = graph.nodes[graph.byId.get('outer-start')!];
    assert.ok(start?.type === 'startEvent');
    assert.equal(start.interrupting, false);
  });

  it('begins a sub-process without a start event at its nodes without incoming flow', async () => {
    const graph = await graphOf(
      processOf(`<startEvent id="s"/><subProcess id="sub"><task id="a"/><task id="b"/><task id="c"/>${flow('g', 'a', 'b')}
        </subProcess>${flow('f', 's', 'sub')}`),
    );

    const sub = graph.nodes[1];
    assert.ok(sub?.type === 'subProcess');
    assert.deepEqual(sub.starts, [2, 4]);
  });

  it('gives a node the innermost lane, and its sub-process the lane of the sub-process', async () => {
    const graph = await graphOf(
      processOf(`<laneSet id="ls"><lane id="office" name="Office"><flowNodeRef>s</flowNodeRef><flowNodeRef>sub</flowNodeRef>
        <childLaneSet id="cs"><lane id="examiner" name="Examiner"><flowNodeRef>sub</flowNodeRef></lane></childLaneSet></lane>
        </laneSet><startEvent id="s"/><subProcess id="sub"><startEvent id="i"/></subProcess>${flow('f', 's', 'sub')}`),
    );

    assert.deepEqual(
      graph.nodes.map(({ lane }) => lane),
      ['Office', 'Examiner', 'Examiner'],
    );
  });

  it('carries condition, default and name of a flow, and gives an id to a flow without one', async () => {
    const graph = await graphOf(
      processOf(`<startEvent id="s"/><exclusiveGateway id="x" default="otherwise"/><task id="a"/>
        <sequenceFlow sourceRef="s" targetRef="x"/>${flow('large', 'x', 'a', '= amount > 100')}
        <sequenceFlow id="otherwise" name="small" sourceRef="x" targetRef="a"/>`),
    );

    assert.deepEqual(
      graph.flows.map(({ id, name, condition, isDefault }) => [id, name, condition?.text, isDefault]),
      [
        ['flow-0', undefined, undefined, false],
        ['large', undefined, 'amount > 100', false],
        ['otherwise', 'small', undefined, true],
      ],
    );
  });

  it('carries what the process says of itself', async () => {
    const xml = processOf(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}`).replace(
      '<process id="p"',
      '<process id="p" name="Registration" officina:dossierKind="trademark" officina:versionTag="2026" officina:caseType="tm"',
    );

    const { process, name, dossierKind, versionTag, caseType } = await graphOf(xml);

    assert.deepEqual(
      { process, name, dossierKind, versionTag, caseType },
      {
        process: 'p',
        name: 'Registration',
        dossierKind: 'trademark',
        versionTag: '2026',
        caseType: 'tm',
      },
    );
  });

  it('finds boundary events by their host', async () => {
    const graph = await graphOf(
      processOf(`<startEvent id="s"/><task id="t"/><task id="u"/>${flow('f', 's', 't')}
        <boundaryEvent id="b" attachedToRef="t"><errorEventDefinition/></boundaryEvent>${flow('g', 'b', 'u')}`),
    );

    assert.deepEqual(graph.nodes[1]?.boundaries, [3]);
  });
});
