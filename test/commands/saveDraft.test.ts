import assert from 'node:assert/strict';
import { discardDraft } from '../../engine/commands/discardDraft.ts';
import { saveDraft } from '../../engine/commands/saveDraft.ts';
import { readDraft } from '../../engine/store/index.ts';
import { OFFICE, openOffice, refusal, type TestOffice } from './kit.ts';

describe('drafts of a task', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  const draftOf = (taskId: string, nth = 0): Promise<unknown> =>
    office.look((trx) => readDraft(trx, OFFICE, { taskId, userId: office.member('examiner', nth).userId }));

  it('is thrown away once under one key, not what was typed since', async () => {
    const { id: taskId } = await office.task(await office.start('relay'), 'first');
    const save = (): Promise<unknown> =>
      saveDraft(office.runtime, office.as('examiner'), taskId, { revision: 0, data: { typed: 'since' } });
    await save();
    const call = office.as('examiner');
    await discardDraft(office.runtime, call, taskId);
    await save();

    assert.deepEqual(await discardDraft(office.runtime, call, taskId), { ok: true });

    assert.notEqual(await draftOf(taskId), null);
  });

  it('are kept unchecked, with a revision, each for its own person', async () => {
    const { id: taskId } = await office.task(await office.start('assessment', { limit: 1 }), 'assess');
    const save = (nth: number, revision: number, data: Record<string, unknown>): Promise<{ revision: number }> =>
      saveDraft(office.runtime, office.as(office.member('examiner', nth)), taskId, { revision, data });

    const first = await save(0, 0, { amount: 'not yet a number', colour: 'red' });
    const second = await save(0, first.revision, { amount: 12 });

    assert.deepEqual([first.revision, second.revision], [1, 2]);
    assert.equal(await draftOf(taskId, 1), null);
    await save(1, 0, { amount: 99 });
    assert.deepEqual(await draftOf(taskId), {
      revision: 2,
      data: { amount: 12 },
      savedAt: (second as unknown as { savedAt: string }).savedAt,
    });
  });

  it('are not overwritten from an older window', async () => {
    const { id: taskId } = await office.task(await office.start('relay'), 'first');
    const save = (revision: number): Promise<unknown> =>
      saveDraft(office.runtime, office.as('examiner'), taskId, { revision, data: {} });
    await save(0);
    await save(1);

    await refusal(save(1), 'CONFLICT');
    await refusal(save(0), 'CONFLICT');
    await save(2);
  });

  it('give the same answer again under the same key', async () => {
    const { id: taskId } = await office.task(await office.start('relay'), 'first');
    const call = office.as('examiner');
    const save = (): Promise<unknown> => saveDraft(office.runtime, call, taskId, { revision: 0, data: { a: 1 } });

    assert.deepEqual(await save(), await save());
  });

  it('are refused for a task that is not offered or closed, and beyond 256 kB', async () => {
    const id = await office.start('relay');
    const { id: taskId } = await office.task(id, 'first');
    const save = (who: string, data = {}): Promise<unknown> =>
      saveDraft(office.runtime, office.as(who), taskId, { revision: 0, data });

    await refusal(save('registrar'), 'NOT_FOUND');
    const { details } = await refusal(save('examiner', { text: 'x'.repeat(256 * 1024) }), 'TOO_LARGE');
    assert.deepEqual(details, { limit: 256 * 1024 });
    await office.complete(id, 'first');
    await refusal(save('examiner'), 'INVALID_STATE');
  });

  it('can be thrown away, also when there is none', async () => {
    const { id: taskId } = await office.task(await office.start('relay'), 'first');
    await saveDraft(office.runtime, office.as('examiner'), taskId, { revision: 0, data: { a: 1 } });

    await discardDraft(office.runtime, office.as('examiner'), taskId);
    await discardDraft(office.runtime, office.as('examiner'), taskId);

    assert.equal(await draftOf(taskId), null);
  });
});
