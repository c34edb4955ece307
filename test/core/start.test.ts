import assert from 'node:assert/strict';
import { readProcesses } from '../../engine/bpmn/index.ts';
import { flow, problemsOf, processOf } from '../bpmn/models.ts';
import { startBody } from './kit.ts';

const roots =
  '<message id="m1" name="application"/><message id="m2" name="fee"/><message id="m3" name="power-of-attorney"/>';
const catching = (id: string, message: string): string =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="${message}"/></intermediateCatchEvent>`;
const task = (id: string): string => `<userTask id="${id}" officina:candidateGroups="examiner"/>`;

/** An event-based gateway that begins the process, before an application and a fee, each with a task behind it. */
function gateway(attributes: string, join: string): string {
  return `<eventBasedGateway id="g" instantiate="true" ${attributes}/>${catching('applied', 'm1')}${catching('paid', 'm2')}
    ${task('examine')}${task('book')}<${join} id="j"/><endEvent id="end"/>${flow('f1', 'g', 'applied')}${flow('f2', 'g', 'paid')}
    ${flow('f3', 'applied', 'examine')}${flow('f4', 'paid', 'book')}${flow('f5', 'examine', 'j')}${flow('f6', 'book', 'j')}${flow('f7', 'j', 'end')}`;
}

describe('the beginning of an instance (BPMN 2.0.2, 13.2)', () => {
  it('is the first message behind an event-based gateway, and nobody waits for the others (10.6.6)', async () => {
    const it = await startBody(gateway('', 'exclusiveGateway'), { roots, at: 'paid', variables: { amount: 100 } });

    it.isWaitingAt('book').listensAt().went('g', 'paid').has({ amount: 100 });
    await it.complete('book');
    it.isCompleted();
  });

  it('is any message behind a parallel event-based gateway, and the others are waited for (13.4.4)', async () => {
    const it = await startBody(gateway('eventGatewayType="Parallel"', 'parallelGateway'), { roots, at: 'applied' });

    it.isWaitingAt('examine', 'paid').listensAt('paid');
    await it.complete('examine');
    await it.receives('fee', { amount: 100 });
    it.isWaitingAt('book').has({ amount: 100 });
    await it.complete('book');

    it.isCompleted();
  });

  it('is a receive task with instantiate', async () => {
    const body = `<receiveTask id="apply" messageRef="m1" instantiate="true"/>${task('examine')}<endEvent id="end"/>
      ${flow('f1', 'apply', 'examine')}${flow('f2', 'examine', 'end')}`;
    const it = await startBody(body, { roots, at: 'apply', variables: { mark: 'A' } });

    it.isWaitingAt('examine').went('apply').has({ mark: 'A' });
  });

  it('comes with the message itself', async () => {
    const it = await startBody(gateway('', 'exclusiveGateway'), { roots, at: 'applied' });

    await it.receives('fee', { amount: 5 });

    const [, second] = [...it.office.instances.values()];
    assert.deepEqual(second?.instance.variables, { amount: 5 });
    it.offers('examine', 'book');
  });

  it('is nowhere without an event', async () => {
    const body = processOf(gateway('', 'exclusiveGateway'), roots);
    const { graphs } = await readProcesses(body);

    assert.deepEqual(graphs[0]?.starts, []);
    await assert.rejects(startBody(gateway('', 'exclusiveGateway'), { roots }), /starts only by an event/);
  });

  it('stands outside of sub-processes, where no flow leads to, and waits for messages', async () => {
    const rules = async (body: string): Promise<readonly string[]> =>
      (await problemsOf(processOf(body, roots)))
        .filter(({ severity }) => severity === 'error')
        .map(({ rule, element }) => `${rule} ${String(element)}`);
    const timer = gateway('', 'exclusiveGateway').replace(
      catching('paid', 'm2'),
      '<intermediateCatchEvent id="paid"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    );

    assert.deepEqual(await rules(gateway('', 'exclusiveGateway')), []);
    assert.deepEqual(await rules(`<startEvent id="s"/>${flow('f0', 's', 'g')}${gateway('', 'exclusiveGateway')}`), [
      'event-gateway-targets g',
    ]);
    assert.deepEqual(await rules(timer), ['event-gateway-targets paid']);
  });
});
