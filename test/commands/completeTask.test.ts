import assert from 'node:assert/strict';
import { claimTask } from '../../engine/commands/claimTask.ts';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import type { CompleteTask } from '../../engine/contract/task.ts';
import { openOffice, refusal, rows, type TestOffice } from './kit.ts';

describe('completing a task', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  const done = (revision: number): CompleteTask => ({ revision, outcome: 'complete', data: {} });

  it('closes it in the name of who did it and opens the next', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');

    const answer = await completeTask(office.runtime, office.as('examiner'), task.id, done(task.revision));

    assert.deepEqual(answer, {
      ok: true,
      taskId: task.id,
      undoUntil: null,
      next: [{ en: 'Second desk', ar: 'Second desk' }],
    });
    const all = (await rows(office, 'tasks')).filter((row) => row['instance_id'] === id);
    assert.deepEqual(
      all.map((row) => [row['element'], row['state'], row['completed_by_name'], row['outcome']]),
      [
        ['first', 'completed', office.member('examiner').name, 'complete'],
        ['second', 'open', null, null],
      ],
    );
  });

  it('writes variables, the outcome and one entry of history, all by who did it', async () => {
    const id = await office.start('assessment', { limit: 1000 });

    await office.complete(id, 'assess', 'complete', { amount: 1500, remark: 'much' });

    const { variables, version } = await office.instance(id);
    assert.deepEqual(variables, { limit: 1000, amount: 1500, remark: 'much', assess: { outcome: 'complete' } });
    assert.equal(version, 2);
    const history = await office.history(id);
    assert.deepEqual(
      history.map((entry) => [entry.seq, entry.type, entry.actor.name]),
      [
        [1, 'instanceStarted', office.member('administrator').name],
        [2, 'taskCompleted', office.member('examiner').name],
      ],
    );
    assert.equal((await office.task(id, 'review')).candidateGroups[0], 'supervisor');
  });

  it('goes by the dossier as it stands when the step is written, also where it only reads it', async () => {
    const weighing = await office.start('weighing', {}, { markText: 'OLD' });
    const { dossierId } = await office.instance(weighing);
    const call = office.as('reception');
    const { instanceId: filing } = await startInstance(office.runtime, call, {
      process: 'filing',
      dossierId: dossierId ?? assert.fail(),
      data: { markText: 'OLD' },
    });
    const { id } = await office.task(weighing, 'weigh');
    let isFirst = true;
    // Another instance changes the dossier after the step has read it.
    const get: typeof office.runtime.deployments.get = async (officeId, deploymentId) => {
      if (isFirst) {
        isFirst = false;
        await office.complete(filing, 'amend', 'complete', { markText: 'NEW', channel: 'post' });
      }
      return office.runtime.deployments.get(officeId, deploymentId);
    };

    await completeTask({ ...office.runtime, deployments: { get } }, office.as('examiner'), id, done(1));

    await office.task(weighing, 'as-amended');
  });

  describe('is refused, with nothing changed,', () => {
    it('for data that the form does not take, with a pointer to every field', async () => {
      const id = await office.start('assessment', { limit: 1000 });
      const task = await office.task(id, 'assess');
      const attempt = (data: Record<string, unknown>): Promise<unknown> =>
        completeTask(office.runtime, office.as('examiner'), task.id, { revision: 1, outcome: 'complete', data });

      const problems = await Promise.all(
        [{}, { amount: -1, remark: 7 }, { amount: 1, colour: 'red' }, { amount: '1' }, { amount: 1.5 }].map((data) =>
          refusal(attempt(data), 'INVALID_INPUT'),
        ),
      );

      assert.deepEqual(
        problems.map(({ places }) => places.map(({ pointer, code }) => `${pointer} ${String(code)}`)),
        [
          ['/data/amount required'],
          ['/data/amount minimum', '/data/remark type'],
          ['/data/colour unknown'],
          ['/data/amount type'],
          ['/data/amount type'],
        ],
      );
      assert.ok(problems.every(({ places }) => places.every(({ sentence }) => sentence.endsWith('.'))));
      assert.equal((await office.instance(id)).version, 1);
      assert.equal((await office.history(id)).length, 1);
    });

    it('for data where there is no form', async () => {
      const id = await office.start('relay');
      const task = await office.task(id, 'first');

      const { places } = await refusal(
        completeTask(office.runtime, office.as('examiner'), task.id, { ...done(1), data: { x: 1 } }),
        'INVALID_INPUT',
      );

      assert.deepEqual(
        places.map(({ pointer }) => pointer),
        ['/data'],
      );
    });

    it('for an outcome that the task does not have, and for one that is not offered now', async () => {
      const id = await office.start('four-eyes', { urgent: false });
      await office.complete(id, 'draft');
      const task = await office.task(id, 'approve');
      const attempt = (outcome: string): Promise<unknown> =>
        completeTask(office.runtime, office.as('supervisor'), task.id, {
          revision: 1,
          outcome,
          data: { opinion: 'Fine.' },
        });

      const unknown = await refusal(attempt('complete'), 'INVALID_INPUT');
      const notNow = await refusal(attempt('escalate'), 'CONFLICT');

      assert.deepEqual(
        unknown.places.map(({ pointer, sentence }) => `${pointer} ${sentence}`),
        ['/outcome Expected one of agree, return, escalate.'],
      );
      assert.match(notNow.message, /“escalate” of “approve” is not offered now/);
    });

    it('to whoever it is not offered to; who may not see it hears that there is none', async () => {
      const id = await office.start('relay');
      const task = await office.task(id, 'first');

      await refusal(completeTask(office.runtime, office.as('registrar'), task.id, done(1)), 'FORBIDDEN');
      await refusal(completeTask(office.runtime, office.as('cashier'), task.id, done(1)), 'NOT_FOUND');
      const nowhere = '00000000-0000-7000-8000-000000000000';
      await refusal(completeTask(office.runtime, office.as('examiner'), nowhere, done(1)), 'NOT_FOUND');
    });

    it('to a colleague of whoever has claimed it', async () => {
      const id = await office.start('relay');
      const task = await office.task(id, 'first');
      await claimTask(office.runtime, office.as('examiner'), task.id, 1);

      const other = office.as(office.member('examiner', 1));
      await refusal(completeTask(office.runtime, other, task.id, done(2)), 'FORBIDDEN');

      await completeTask(office.runtime, office.as('examiner'), task.id, done(2));
    });

    it('to who has done the other half of a four-eyes decision', async () => {
      const id = await office.start('four-eyes', { urgent: false });
      await office.complete(id, 'draft');
      const { id: taskId } = await office.task(id, 'approve');
      const input: CompleteTask = { revision: 1, outcome: 'agree', data: { opinion: 'Mine is right.' } };

      const refused = await refusal(completeTask(office.runtime, office.as('examiner'), taskId, input), 'FORBIDDEN');
      assert.equal(refused.message, '“Approve the decision” needs a second person: you completed “draft” yourself.');

      const second = office.as(office.member('examiner', 1));
      await completeTask(office.runtime, second, taskId, input);
      assert.equal((await office.instance(id)).status, 'completed');
    });

    it('to who saw an older revision, who is told who changed it and when', async () => {
      const id = await office.start('relay');
      const task = await office.task(id, 'first');
      await claimTask(office.runtime, office.as('examiner'), task.id, 1);
      const [, claimed] = await office.history(id);

      const { details } = await refusal(
        completeTask(office.runtime, office.as('examiner'), task.id, done(1)),
        'CONFLICT',
      );

      const { userId, name } = office.member('examiner');
      assert.deepEqual(details, { revision: 2, assigneeId: userId, by: name, at: claimed?.at });
    });

    it('to who comes second, who is told who was first and when', async () => {
      const id = await office.start('relay');
      const task = await office.task(id, 'first');
      const people = [office.member('examiner'), office.member('examiner', 1)];

      const answers = await Promise.allSettled(
        people.map((who) => completeTask(office.runtime, office.as(who), task.id, done(1))),
      );

      const winner = people[answers.findIndex((answer) => answer.status === 'fulfilled')];
      const [lost] = answers.filter((answer) => answer.status === 'rejected');
      assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
      const { details } = await refusal(Promise.reject(lost?.reason as Error), 'CONFLICT');
      const [, completed] = await office.history(id);
      assert.deepEqual(details, { state: 'completed', by: winner?.name, at: completed?.at });
      assert.equal((await office.history(id)).length, 2);
    });
  });

  it('needs no form for an outcome that needs none', async () => {
    const id = await office.start('four-eyes', { urgent: true });
    await office.complete(id, 'draft');
    const { id: taskId } = await office.task(id, 'approve');

    await completeTask(office.runtime, office.as('supervisor'), taskId, { revision: 1, outcome: 'return', data: {} });

    await office.task(id, 'draft');
  });

  it('gives the same answer again under the same key, and has happened once', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const call = office.as('examiner');

    const answers = [
      ...(await Promise.all([1, 2, 3, 4].map(() => completeTask(office.runtime, call, task.id, done(1))))),
      await completeTask(office.runtime, call, task.id, done(1)),
    ];

    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal((await office.history(id)).length, 2);
    assert.deepEqual(
      (await office.tasks(id)).map(({ element }) => element),
      ['second'],
    );
  });

  it('refuses a key that was used for another command', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const call = office.as('examiner');
    await claimTask(office.runtime, call, task.id, 1);

    const refused = await refusal(completeTask(office.runtime, call, task.id, done(2)), 'CONFLICT');

    assert.equal(refused.message, 'This idempotency key was used for claimTask already.');
    assert.equal((await office.instance(id)).version, 2);
  });

  it('never shows anybody the race for another task of the same case', async () => {
    const id = await office.start('fan');
    const tasks = await office.tasks(id);
    const people = [office.member('examiner'), office.member('examiner', 1)];

    const answers = await Promise.all(
      tasks.map((task, at) => completeTask(office.runtime, office.as(people[at % 2] ?? 'examiner'), task.id, done(1))),
    );

    assert.equal(answers.length, 8);
    assert.deepEqual(
      (await office.tasks(id)).map(({ element }) => element),
      ['sum'],
    );
    const { version, variables } = await office.instance(id);
    assert.equal(version, 9);
    assert.equal(Object.keys(variables).length, 8);
  });
});
