import assert from 'node:assert/strict';
import { flow } from '../../bpmn/models.ts';
import { startBody } from '../kit.ts';

const task = (id: string): string => `<userTask id="${id}" officina:candidateGroups="examiner"/>`;

/** Three tasks beside each other, a complex gateway behind them, `after`; `late` gets a token at reset when a flow leads there. */
function three(condition: string, more = ''): string {
  return `<startEvent id="start"/><parallelGateway id="fork"/>${['a', 'b', 'c', 'after'].map(task).join('')}
    <complexGateway id="join"><activationCondition xsi:type="tFormalExpression"><![CDATA[${condition}]]></activationCondition></complexGateway>
    <endEvent id="end"/>${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'a')}${flow('f3', 'fork', 'b')}${flow('f4', 'fork', 'c')}
    ${flow('ja', 'a', 'join')}${flow('jb', 'b', 'join')}${flow('jc', 'c', 'join')}${flow('f5', 'join', 'after')}${flow('f6', 'after', 'end')}${more}`;
}

describe('complex gateway (BPMN 2.0.2, 13.4.5: waits for start, then for reset)', () => {
  it('fires when its activation condition is true, and takes in the rest of the round', async () => {
    const it = await startBody(three('activationCount >= 2'));

    await it.complete('b');
    it.isWaitingAt('a', 'c');
    await it.complete('a');
    it.isWaitingAt('after', 'c').went('start', 'fork', 'b', 'a', 'join');
    assert.deepEqual(it.state.joins, [{ at: 'join', in: 0, flows: [], fired: ['jb', 'ja'] }]);
    await it.complete('c');

    it.isWaitingAt('after').went('start', 'fork', 'b', 'a', 'join', 'c');
    assert.deepEqual(it.state.joins, []);
    await it.complete('after');
    it.isCompleted();
  });

  it('may count the tokens of single flows', async () => {
    const it = await startBody(three('activationCounts.ja = 1 or activationCount = 3'));

    await it.complete('b');
    await it.complete('c');
    it.isWaitingAt('a');
    await it.complete('a');

    it.isWaitingAt('after');
  });

  it('takes flows with a condition at reset as well, which waitingForStart tells apart', async () => {
    const more = `${task('late')}${flow('f7', 'join', 'late', 'not(waitingForStart)')}${flow('f8', 'late', 'end')}`;
    const it = await startBody(three('activationCount = 1', more));

    await it.complete('a');
    it.isWaitingAt('after', 'b', 'c');
    await it.complete('b');
    it.isWaitingAt('after', 'c');
    await it.complete('c');

    it.isWaitingAt('after', 'late');
  });

  it('begins again after reset', async () => {
    const body = `<startEvent id="start"/><parallelGateway id="fork"/>${['a', 'b', 'after'].map(task).join('')}<exclusiveGateway id="m"/>
      <exclusiveGateway id="n"/><complexGateway id="join"><activationCondition>activationCount = 1</activationCondition></complexGateway>
      <endEvent id="end"/>${flow('f1', 'start', 'fork')}${flow('f2', 'fork', 'm')}${flow('f3', 'fork', 'n')}${flow('f4', 'm', 'a')}${flow('f5', 'n', 'b')}
      ${flow('ja', 'a', 'join')}${flow('jb', 'b', 'join')}${flow('f6', 'join', 'after')}<exclusiveGateway id="again" default="out"/>
      ${flow('f7', 'after', 'again')}<sequenceFlow id="out" sourceRef="again" targetRef="end"/>${flow('f8', 'again', 'm', 'isAgain')}`;
    const it = await startBody(body, { variables: { isAgain: true } });

    await it.complete('a');
    await it.complete('b');
    it.isWaitingAt('after');
    await it.complete('after');
    it.isWaitingAt('a');
    await it.complete('a', undefined, { isAgain: false });
    it.isWaitingAt('after');
    await it.complete('after');

    it.isCompleted();
  });

  it('does not wait for reset where nothing can come any more', async () => {
    const body = `<startEvent id="start"/><exclusiveGateway id="choose" default="d"/>${['a', 'b', 'after'].map(task).join('')}
      <complexGateway id="join"><activationCondition>activationCount = 1</activationCondition></complexGateway><endEvent id="end"/>
      ${flow('f1', 'start', 'choose')}<sequenceFlow id="d" sourceRef="choose" targetRef="a"/>${flow('f2', 'choose', 'b', 'isB')}
      ${flow('ja', 'a', 'join')}${flow('jb', 'b', 'join')}${flow('f3', 'join', 'after')}${flow('f4', 'after', 'end')}`;
    const it = await startBody(body, { variables: { isB: false } });

    await it.complete('a');

    it.isWaitingAt('after');
    assert.deepEqual(it.state.joins, []);
  });

  it('without an activation condition joins like an inclusive gateway', async () => {
    const it = await startBody(three('true').replace(/<activationCondition.*<\/activationCondition>/, ''));

    await it.complete('a');
    await it.complete('b');
    it.isWaitingAt('c');
    await it.complete('c');

    it.isWaitingAt('after');
  });

  it('that can never fire is an incident', async () => {
    const it = await startBody(three('activationCount = 4'));
    for (const each of ['a', 'b', 'c']) await it.complete(each);

    it.hasIncident('join', 'DEADLOCK', /“join” waits .*, but nothing is left/);
  });
});
