import assert from 'node:assert/strict';
import { file, found } from './found.ts';

const body = (type: string): string =>
  `<startEvent id="s"/><task id="t"/><endEvent id="e"/><endEvent id="d"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"><conditionExpression${type}>amount</conditionExpression></sequenceFlow><sequenceFlow id="h" sourceRef="t" targetRef="d"/>`;

describe('expressions in a model (BPMN 2.0.2, 10.3)', () => {
  it('are formal where an engine runs the process', async () => {
    assert.deepEqual(await found('formal-expression', file(body(' xsi:type="tFormalExpression"'))), []);
    assert.deepEqual(await found('formal-expression', file(body(''))), ['g']);
    assert.deepEqual(await found('formal-expression', file(body(''), { executable: false })), []);
  });

  it('are FEEL in our dialect, whether they say so or not', async () => {
    assert.deepEqual(await found('formal-expression', file(body(''), { ours: true })), []);
  });
});
