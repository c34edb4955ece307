import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { failJob } from '../../engine/commands/failJob.ts';
import { resolveIncident } from '../../engine/commands/resolveIncident.ts';
import { resolveIncidents } from '../../engine/commands/resolveIncidents.ts';
import type { ResolveIncidents } from '../../engine/contract/incident.ts';
import { OFFICE, openOffice, refusal, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

describe('many incidents', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  beforeEach(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  afterEach(async () => {
    await machines.close();
    await office.close();
  });

  /** So many cases whose job stands still. */
  async function stuck(count: number): Promise<readonly { id: string; incidentId: string }[]> {
    const ids: string[] = [];
    for (let each = 0; each < count; each += 1)
      ids.push(await office.start('plain-errand', { address: ADDRESS, expected: 201 }));
    for (const job of await machines.claim())
      await failJob(office.runtime, office.as({ type: 'system', id: 'jobs' }), job, {
        message: 'away',
        retryable: false,
      });
    return Promise.all(
      ids.map(async (id) => ({ id, incidentId: (await office.incidents(id))[0]?.id ?? assert.fail() })),
    );
  }
  const resolve = (input: Omit<ResolveIncidents, 'note'>, key?: string) =>
    resolveIncidents(office.runtime, office.as('administrator', key), { ...input, note: 'The register is back.' });

  it('are resolved by a filter, each in a step of its own with the reason in its history', async () => {
    const cases = await stuck(5);

    const preview = await resolve({ process: 'plain-errand', limit: 3, dryRun: true });
    const first = await resolve({ process: 'plain-errand', limit: 3 });
    const rest = await resolve({ code: 'JOB_FAILED' });
    await machines.drain();

    assert.deepEqual(
      preview.results.map(({ id, result }) => [id, result]),
      cases.slice(0, 3).map(({ incidentId }) => [incidentId, 'chosen']),
    );
    assert.deepEqual([first.results.length, first.left, rest.results.length, rest.left], [3, 2, 2, 0]);
    for (const { id } of cases) {
      assert.deepEqual(await office.incidents(id), []);
      const note = (await office.history(id)).find(({ type }) => type === 'incidentResolved');
      assert.equal(note?.data['note'], 'The register is back.');
    }
  });

  it('are told one by one: what cannot be resolved keeps nobody else', async () => {
    const [one, two] = await stuck(2);
    await resolveIncident(office.runtime, office.as('administrator'), one!.incidentId, { note: 'by hand' });
    const unknown = randomUUID();

    const { results } = await resolve({ ids: [one!.incidentId, unknown, two!.incidentId] });

    assert.deepEqual(
      results.map(({ id, result, code }) => [id, result, code]),
      [
        [two!.incidentId, 'resolved', null],
        [one!.incidentId, 'failed', 'NOT_FOUND'],
        [unknown, 'failed', 'NOT_FOUND'],
      ],
    );
  });

  it('give the same answer to the same key, and go on after a crash in the middle', async () => {
    const cases = await stuck(3);
    const key = randomUUID();
    const ids = cases.map(({ incidentId }) => incidentId);
    // The first one was resolved before the node died, under the key that the whole would have given it.
    const call = office.as('administrator', `${key} ${ids[0]}`);
    await resolveIncident(office.runtime, call, ids[0]!, { note: 'The register is back.' });

    const answer = await resolve({ ids }, key);
    const again = await resolve({ ids }, key);

    assert.deepEqual(again, answer);
    assert.deepEqual(answer.results.map(({ result }) => result).toSorted(), ['failed', 'resolved', 'resolved']);
    const notes = await Promise.all(
      cases.map(async ({ id }) => (await office.history(id)).filter(({ type }) => type === 'incidentResolved').length),
    );
    assert.deepEqual(notes, [1, 1, 1]);
  });

  it('need the right to, and something that says which', async () => {
    const call = office.as('examiner');

    await refusal(resolveIncidents(office.runtime, call, { note: 'x', code: 'JOB_FAILED' }), 'FORBIDDEN');
    await refusal(resolve({}), 'INVALID_INPUT');
  });

  it('cost one statement to choose and two round trips each', async () => {
    const cases = await stuck(4);
    office.counter.reset();

    await resolveIncidents(
      office.runtime,
      { officeId: OFFICE, actor: office.member('administrator') },
      { ids: cases.map(({ incidentId }) => incidentId), note: 'Again.' },
    );

    const perCase = (office.counter.roundTrips - 2) / cases.length;
    assert.ok(perCase <= 5, `${perCase} round trips for each`);
  });
});
