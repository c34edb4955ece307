import assert from 'node:assert/strict';
import { nextSteps, type FlowNode } from '../../../designer/diagram/nextSteps.ts';

type Flow = readonly [target: string, name?: string];

function node(id: string, type: string, name: string | undefined, ...flows: readonly Flow[]): [string, FlowNode] {
  return [id, { id, type, name, outgoing: flows.map(([target, flowName]) => ({ target, name: flowName })) }];
}

const model = new Map<string, FlowNode>([
  node('exam', 'UserTask', 'Examination', ['result']),
  node('result', 'ExclusiveGateway', 'In order?', ['accept', 'yes'], ['which', 'no']),
  node('which', 'ExclusiveGateway', undefined, ['letter', 'curable'], ['refuse', 'not curable'], ['exam', 'again']),
  node('accept', 'UserTask', 'Acceptance', ['end']),
  node('letter', 'ServiceTask', 'Letter', ['exam']),
  node('refuse', 'UserTask', 'Refusal', ['end']),
  node('end', 'EndEvent', 'Done'),
]);

describe('what may come next', () => {
  it('is named through gateways, with the answers that lead there', () => {
    assert.deepEqual(nextSteps(model, ['exam']), [
      { id: 'accept', name: 'Acceptance', when: ['yes'] },
      { id: 'letter', name: 'Letter', when: ['no', 'curable'] },
      { id: 'refuse', name: 'Refusal', when: ['no', 'not curable'] },
    ]);
  });

  it('looks one step ahead only', () => {
    assert.deepEqual(
      nextSteps(model, ['accept']).map(({ name }) => name),
      ['Done'],
    );
  });

  it('is nothing at the end, and nothing for what the model does not have', () => {
    assert.deepEqual(nextSteps(model, ['end', 'elsewhere']), []);
    assert.deepEqual(nextSteps(new Map([node('a', 'Task', 'A', ['gone'])]), ['a']), []);
  });
});
