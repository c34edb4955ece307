import assert from 'node:assert/strict';
import { completeTask } from '../../../engine/commands/completeTask.ts';
import { resolveIncident } from '../../../engine/commands/resolveIncident.ts';
import { childInstances, type StoredInstance } from '../../../engine/store/index.ts';
import { OFFICE, openOffice, refusal, type TestOffice } from '../kit.ts';

describe('called processes', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  async function called(): Promise<{ id: string; child: StoredInstance }> {
    const id = await office.start('caller', { subject: 'Who?', secret: 1 });
    const [child] = await office.look((trx) => childInstances(trx, OFFICE, id));
    return { id, child: child ?? assert.fail('nothing was called') };
  }

  it('are instances of their own that get what is handed in, in the step of the caller', async () => {
    const { id, child } = await called();

    assert.deepEqual([child.definitionKey, child.parentId, child.variables], ['inquiry', id, { subject: 'Who?' }]);
    assert.deepEqual(await office.tasks(id), []);
    await office.task(child.id, 'ask');
    const [own, theirs] = [await office.history(id), await office.history(child.id)];
    assert.deepEqual([own.length, theirs.length, own[0]?.at], [1, 1, theirs[0]?.at]);
  });

  it('hand back what they found when they end', async () => {
    const { id, child } = await called();

    await office.complete(child.id, 'ask', 'answered', { answer: 'Me.' });

    assert.equal((await office.instance(child.id)).status, 'completed');
    assert.deepEqual((await office.instance(id)).variables, { subject: 'Who?', secret: 1, answer: 'Me.' });
    await office.task(id, 'answered');
    assert.deepEqual(
      (await office.history(id)).map(({ type }) => type),
      ['instanceStarted', 'calledInstanceEnded'],
    );
  });

  it('fail with an error that the caller catches', async () => {
    const { id, child } = await called();

    await office.complete(child.id, 'ask', 'failed');

    assert.equal((await office.instance(child.id)).status, 'failed');
    await office.task(id, 'repair');
  });

  it('have ended once, whoever is faster', async () => {
    const { id, child } = await called();
    const task = await office.task(child.id, 'ask');
    const people = [office.member('examiner'), office.member('examiner', 1)];

    const answers = await Promise.allSettled(
      people.map((who) =>
        completeTask(office.runtime, office.as(who), task.id, {
          revision: 1,
          outcome: 'answered',
          data: { answer: 'Me.' },
        }),
      ),
    );

    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
    assert.equal((await office.history(id)).length, 2);
  });

  it('that call each other without end are an incident, and nothing of it stays', async () => {
    const before = (await office.look((trx) => trx.from('instances').where({ office_id: OFFICE }))).length;

    const id = await office.start('circle');

    const [incident] = await office.incidents(id);
    assert.equal(incident?.code, 'CALL_DEPTH_EXCEEDED');
    assert.match(incident?.sentence ?? '', /calls itself without end/);
    const after = (await office.look((trx) => trx.from('instances').where({ office_id: OFFICE }))).length;
    assert.equal(after, before + 1);
    const again = resolveIncident(office.runtime, office.as('administrator'), incident?.id ?? '', { note: 'Again.' });
    await refusal(again, 'INVALID_STATE');
    const [standing, ...others] = await office.incidents(id);
    assert.notEqual(standing?.id, incident?.id);
    assert.deepEqual(others, []);
  });
});
