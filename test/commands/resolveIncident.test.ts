import assert from 'node:assert/strict';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { failJob } from '../../engine/commands/failJob.ts';
import { resolveIncident } from '../../engine/commands/resolveIncident.ts';
import { openOffice, OFFICE, refusal, rows, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

describe('incidents', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  before(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  after(async () => {
    await machines.close();
    await office.close();
  });

  /** The variable `limit` is missing, so the gateway behind the task cannot decide. */
  async function stuck(): Promise<{ id: string; taskId: string; incidentId: string }> {
    const id = await office.start('assessment');
    const { id: taskId } = await office.task(id, 'assess');
    const input = { revision: 1, outcome: 'complete', data: { amount: 500 } };
    const { details } = await refusal(
      completeTask(office.runtime, office.as('examiner'), taskId, input),
      'INVALID_STATE',
    );
    return { id, taskId, incidentId: details?.['incidentId'] as string };
  }
  const resolve = (incidentId: string, variables = {}): Promise<unknown> =>
    resolveIncident(office.runtime, office.as('administrator'), incidentId, { note: 'Limit set.', variables });

  it('leave nothing of the step but themselves, in words for people', async () => {
    const { id, incidentId } = await stuck();

    const [incident, ...others] = await office.incidents(id);

    assert.deepEqual(others, []);
    assert.deepEqual(
      [incident?.id, incident?.element, incident?.code, incident?.token],
      [incidentId, 'large', 'EXPRESSION_FAILED', 1],
    );
    assert.match(incident?.sentence ?? '', /More than the limit\?.*limit/);
    const { variables, state } = await office.instance(id);
    assert.deepEqual([variables, state.tokens.map(({ at }) => at)], [{}, ['assess']]);
    assert.equal((await office.task(id, 'assess')).revision, 1);
    const history = await office.history(id);
    assert.deepEqual(
      history.map(({ type, actor }) => [type, actor.name]),
      [
        ['instanceStarted', office.member('administrator').name],
        ['incidentRaised', office.member('examiner').name],
      ],
    );
  });

  it('go on where they stood when what was missing is set, and the task is theirs who completed it', async () => {
    const { id, taskId, incidentId } = await stuck();

    await resolve(incidentId, { limit: 100 });

    assert.deepEqual((await office.instance(id)).variables, {
      limit: 100,
      amount: 500,
      remark: null,
      assess: { outcome: 'complete' },
    });
    const task = (await rows(office, 'tasks')).find((row) => row['id'] === taskId);
    assert.deepEqual(
      [task?.['state'], task?.['completed_by_name'], task?.['outcome']],
      ['completed', office.member('examiner').name, 'complete'],
    );
    await office.task(id, 'review');
    assert.deepEqual(await office.incidents(id), []);
    assert.deepEqual(
      (await office.history(id)).map(({ type, data }) => [type, data['note'] ?? null]),
      [
        ['instanceStarted', null],
        ['incidentRaised', null],
        ['incidentResolved', 'Limit set.'],
        ['taskCompleted', null],
      ],
    );
  });

  it('let what was put right win over what the form had said', async () => {
    const { id, incidentId } = await stuck();

    await resolve(incidentId, { limit: 100, amount: 50 });

    assert.equal((await office.instance(id)).variables['amount'], 50);
    assert.equal((await office.instance(id)).status, 'completed');
  });

  it('come again when they fail again, with the old one resolved', async () => {
    const { id, incidentId } = await stuck();

    const refused = await refusal(resolve(incidentId, { other: 1 }), 'INVALID_STATE');

    const [standing, ...others] = await office.incidents(id);
    assert.deepEqual(others, []);
    assert.equal(standing?.id, refused.details?.['incidentId']);
    assert.notEqual(standing?.id, incidentId);
    assert.equal((await office.instance(id)).variables['other'], undefined);
    await refusal(resolve(incidentId), 'INVALID_STATE');
    await resolve(standing?.id ?? '', { limit: 100 });
  });

  it('are one, the latest, however often the same thing is tried', async () => {
    const { id, taskId } = await stuck();
    const attempt = (amount: number): Promise<unknown> =>
      completeTask(office.runtime, office.as('examiner'), taskId, {
        revision: 1,
        outcome: 'complete',
        data: { amount },
      });

    await refusal(attempt(600), 'INVALID_STATE');
    await refusal(attempt(700), 'INVALID_STATE');

    const [standing, ...others] = await office.incidents(id);
    assert.deepEqual(others, []);
    await resolve(standing?.id ?? '', { limit: 100 });
    assert.equal((await office.instance(id)).variables['amount'], 700);
  });

  it('of a case that could not begin let it begin', async () => {
    const id = await office.start('intake');
    const [incident] = await office.incidents(id);

    await resolve(incident?.id ?? '', { amount: 500 });

    await office.task(id, 'review');
  });

  it('of a failed job let it run anew with all its attempts, at once', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const [job] = await machines.claim();
    const call = { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } } as const;
    await failJob(office.runtime, call, job ?? assert.fail(), { message: 'Wrong key.', retryable: false });
    const [incident] = await office.incidents(id);

    await resolve(incident?.id ?? '');

    const [again] = await machines.claim();
    assert.deepEqual([again?.id, again?.attempts], [job?.id, 1]);
    assert.deepEqual(await office.incidents(id), []);
    await failJob(office.runtime, call, again ?? assert.fail(), { message: 'Still wrong.', retryable: true });
    assert.deepEqual(await office.incidents(id), []);
  });

  it('are resolved once, by who may', async () => {
    const { id, incidentId } = await stuck();

    await refusal(resolveIncident(office.runtime, office.as('examiner'), incidentId, { note: 'Please.' }), 'FORBIDDEN');
    const answers = await Promise.allSettled([1, 2, 3].map(() => resolve(incidentId, { limit: 100 })));

    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
    assert.equal((await office.history(id)).filter(({ type }) => type === 'taskCompleted').length, 1);
    const nowhere = '00000000-0000-7000-8000-000000000000';
    await refusal(resolve(nowhere), 'NOT_FOUND');
  });
});
