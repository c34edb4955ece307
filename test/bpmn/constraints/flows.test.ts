import assert from 'node:assert/strict';
import { file, found } from './found.ts';

describe('flows in a model (BPMN 2.0.2, 8.4.13, 10.3.5, 10.5.4 and 10.6)', () => {
  it('do not contradict the direction of a gateway', async () => {
    const body = (direction: string): string =>
      `<startEvent id="s"/><parallelGateway id="g" gatewayDirection="${direction}"><incoming>f</incoming><outgoing>a</outgoing><outgoing>b</outgoing></parallelGateway><task id="x"/><task id="y"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/><sequenceFlow id="a" sourceRef="g" targetRef="x"/><sequenceFlow id="b" sourceRef="g" targetRef="y"/>`;

    for (const direction of ['Diverging', 'Mixed', 'Unspecified'])
      assert.deepEqual(await found('gateway-direction', file(body(direction))), []);
    assert.deepEqual(await found('gateway-direction', file(body('Converging'))), ['g']);
  });

  it('say only in drawings whether something may happen between', async () => {
    const body =
      '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e" isImmediate="true"/>';

    assert.deepEqual(await found('immediate-flow', file(body)), ['f']);
    assert.deepEqual(await found('immediate-flow', file(body, { executable: false })), []);
  });

  it('leave a boundary event and never lead to it, in drawings too', async () => {
    const body = (flows: string, inside: string): string =>
      `<startEvent id="s"/><task id="t"/><endEvent id="e"/><boundaryEvent id="b" attachedToRef="t">${inside}<messageEventDefinition id="x"/></boundaryEvent><sequenceFlow id="f" sourceRef="s" targetRef="t"/>${flows}`;
    const away = body('<sequenceFlow id="g" sourceRef="b" targetRef="e"/>', '<outgoing>g</outgoing>');
    const towards = body(
      '<sequenceFlow id="g" sourceRef="b" targetRef="e"/><sequenceFlow id="h" sourceRef="t" targetRef="b"/>',
      '<incoming>h</incoming><outgoing>g</outgoing>',
    );

    assert.deepEqual(await found('boundary-flows', file(away, { executable: false })), []);
    assert.deepEqual(await found('boundary-flows', file(body('', ''), { executable: false })), ['b']);
    assert.deepEqual(await found('boundary-flows', file(towards, { executable: false })), ['b']);
  });

  it('spare an event sub-process, which has one start event, in drawings too', async () => {
    const start = (id: string): string => `<startEvent id="${id}"><messageEventDefinition id="${id}x"/></startEvent>`;
    const body = (inside: string, flows = ''): string =>
      `<startEvent id="s"/><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><subProcess id="u" triggeredByEvent="true">${inside}</subProcess>${flows}`;
    const drawn = (xml: string): Promise<readonly string[]> =>
      found('event-sub-process-start', file(xml, { executable: false }));

    assert.deepEqual(await drawn(body(start('a'))), []);
    assert.deepEqual(await drawn(body(start('a') + start('b'))), ['u']);
    assert.deepEqual(await drawn(body(start('a'), '<sequenceFlow id="g" sourceRef="t" targetRef="u"/>')), ['g']);
  });
});
