import assert from 'node:assert/strict';
import { assignTask } from '../../engine/commands/assignTask.ts';
import { openOffice, refusal, type TestOffice } from './kit.ts';

describe('assigning a task', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  it('gives it to a colleague, and from one to another', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const [one, two] = [office.member('examiner'), office.member('examiner', 1)];

    await assignTask(office.runtime, office.as('supervisor'), task.id, 1, one.userId);
    const answer = await assignTask(office.runtime, office.as('supervisor'), task.id, 2, two.userId);

    assert.deepEqual(answer, { ok: true, revision: 3, assignee: { id: two.userId, name: two.name } });
    const last = (await office.history(id)).at(-1);
    assert.deepEqual(
      [last?.type, last?.data['from'], last?.data['to'], last?.actor.name],
      ['taskAssigned', one.userId, two.userId, office.member('supervisor').name],
    );
  });

  it('is refused to who may not assign, and for somebody who could not work on it', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const to = (who: string, userId: string): Promise<unknown> =>
      assignTask(office.runtime, office.as(who), task.id, 1, userId);

    await refusal(to('examiner', office.member('examiner', 1).userId), 'FORBIDDEN');
    const nobody = await refusal(to('supervisor', '00000000-0000-7000-8000-000000000000'), 'INVALID_INPUT');
    const other = await refusal(to('supervisor', office.member('cashier').userId), 'INVALID_INPUT');

    assert.deepEqual([nobody.places[0]?.pointer, other.places[0]?.pointer], ['/userId', '/userId']);
    assert.equal((await office.task(id, 'first')).revision, 1);
  });
});
