import assert from 'node:assert/strict';
import { flow } from '../../bpmn/models.ts';
import { startBody } from '../kit.ts';

const mappings = (input: string, output: string): string => `<extensionElements>${input}${output}</extensionElements>`;
const input = (source: string, target: string): string => `<officina:input source="${source}" target="${target}"/>`;
const output = (source: string, target: string): string => `<officina:output source="${source}" target="${target}"/>`;
const line = (activity: string, more = ''): string =>
  `<startEvent id="start"/>${activity}<userTask id="after" officina:candidateGroups="examiner"/><endEvent id="end"/>
   ${flow('f1', 'start', 'x')}${flow('f2', 'x', 'after')}${flow('f3', 'after', 'end')}${more}`;
const association = (direction: 'Input' | 'Output', from: string, to: string): string =>
  `<data${direction}Association id="${from}-${to}"><sourceRef>${from}</sourceRef><targetRef>${to}</targetRef></data${direction}Association>`;

describe('local variables of activities (BPMN 2.0.2, 10.4.1: data lives as long as the activity that contains it)', () => {
  it('of a user task are made by its input mappings, given out by its output mappings, and gone with it', async () => {
    const it = await startBody(
      line(
        `<userTask id="x" officina:candidateGroups="=group">${mappings(input('&quot;examiner-&quot; + class', 'group') + input('fee', 'due'), output('due - paid', 'rest'))}</userTask>`,
      ),
      { variables: { class: '9', fee: 100 } },
    );

    assert.deepEqual([...it.root.taskRows.values()][0]?.candidateGroups, ['examiner-9']);
    await it.complete('x', undefined, { paid: 30, due: 90 });

    // What the form wrote over the local variable stays local.
    it.isWaitingAt('after').has({ rest: 60, paid: 30, fee: 100 });
    assert.deepEqual(Object.keys(it.variables).sort(), ['class', 'fee', 'paid', 'rest', 'x']);
  });

  it('of a sub-process hide outer ones of the same name and are seen in all it holds', async () => {
    const inner = `<subProcess id="x">${mappings(input('n * 2', 'n'), output('n', 'result'))}<startEvent id="s"/>
      <scriptTask id="t" scriptFormat="feel" officina:resultVariable="n"><script>n + 1</script></scriptTask>
      <scriptTask id="u" scriptFormat="feel" officina:resultVariable="m"><script>n</script></scriptTask><endEvent id="e"/>
      ${flow('g1', 's', 't')}${flow('g2', 't', 'u')}${flow('g3', 'u', 'e')}</subProcess>`;
    const it = await startBody(line(inner), { variables: { n: 5 } });

    it.isWaitingAt('after').has({ n: 5, m: 11, result: 11 });
  });

  it('of a script and of a task that is done at once', async () => {
    const script = await startBody(
      line(
        `<scriptTask id="x" scriptFormat="feel">${mappings(input('n', 'a'), output('result + a', 'b'))}<script>a * 10</script></scriptTask>`,
      ),
      { variables: { n: 2 } },
    );
    const task = await startBody(line(`<task id="x">${mappings(input('n', 'a'), output('a + 1', 'b'))}</task>`), {
      variables: { n: 2 },
    });

    script.has({ b: 22 });
    task.has({ b: 3 });
    assert.deepEqual(Object.keys(task.variables).sort(), ['b', 'n']);
  });

  it('of a receive task', async () => {
    const it = await startBody(
      line(
        `<receiveTask id="x" messageRef="m">${mappings(input('n', 'a'), output('message.text + a', 'b'))}</receiveTask>`,
      ),
      { variables: { n: '!' }, roots: '<message id="m" name="reply"/>' },
    );

    await it.receives('reply', { text: 'yes' });

    it.isWaitingAt('after').has({ b: 'yes!' });
  });

  it('come from data associations, and go where they lead', async () => {
    const it = await startBody(
      line(
        `<userTask id="x" officina:candidateGroups="examiner"><ioSpecification id="io"><dataInput id="in" name="sign"/>
         <dataOutput id="out" name="verdict"/><inputSet id="is"/><outputSet id="os"/></ioSpecification>
         ${association('Input', 'markRef', 'in')}${association('Output', 'out', 'resultRef')}</userTask>`,
        `<dataObject id="mark" name="mark"/><dataObjectReference id="markRef" dataObjectRef="mark"/>
         <dataObject id="result" name="result"/><dataObjectReference id="resultRef" dataObjectRef="result"/>`,
      ),
      { variables: { mark: 'ACME' } },
    );

    assert.deepEqual(it.state.tokens[0]?.vars, { sign: 'ACME' });
    await it.complete('x', undefined, { verdict: 'registrable' });

    it.isWaitingAt('after').has({ result: 'registrable' });
    assert.ok(!('sign' in it.variables));
  });

  it('are data objects of a sub-process: empty at its beginning, gone at its end', async () => {
    const inner = `<subProcess id="x"><dataObject id="d" name="note"/><startEvent id="s"/><userTask id="t" officina:candidateGroups="examiner"/>
      <exclusiveGateway id="g" default="f"/><endEvent id="e"/><endEvent id="e2"/>${flow('g1', 's', 't')}${flow('g2', 't', 'g')}
      ${flow('g3', 'g', 'e', 'note = null')}<sequenceFlow id="f" sourceRef="g" targetRef="e2"/></subProcess>`;
    const empty = await startBody(line(inner));
    const written = await startBody(line(inner));
    await empty.complete('t');
    await written.complete('t', undefined, { note: 'seen' });

    empty.isWaitingAt('after').went('start', 's', 't', 'g', 'e', 'x');
    written.isWaitingAt('after').went('start', 's', 't', 'g', 'e2', 'x');
    assert.ok(!('note' in written.variables));
  });
});

describe('quantities of tokens (BPMN 2.0.2, 10.3.1)', () => {
  const quantities = (start: number, completion: number): string =>
    `<startEvent id="start"/><task id="x" completionQuantity="${completion}"/><userTask id="y" startQuantity="${start}" officina:candidateGroups="examiner"/>
     <endEvent id="end"/>${flow('f1', 'start', 'x')}${flow('f2', 'x', 'y')}${flow('f3', 'y', 'end')}`;

  it('are given to each flow when an activity completes', async () => {
    const it = await startBody(quantities(1, 3));

    it.offers('y', 'y', 'y');
    for (let n = 0; n < 3; n++) await it.complete('y');
    it.isCompleted();
  });

  it('begin an activity together', async () => {
    const it = await startBody(quantities(2, 4));

    it.offers('y', 'y');
    assert.deepEqual(it.state.joins, []);
  });

  it('that can never be reached are an incident', async () => {
    const it = await startBody(quantities(2, 1));

    it.hasIncident('y', 'DEADLOCK', /“y” begins with 2 tokens at once and waits for the rest/);
  });
});
