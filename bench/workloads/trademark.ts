import { completeJob } from '../../engine/commands/completeJob.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import { claimJobs } from '../../engine/store/index.ts';
import { scenarioOf } from './scenario.ts';
import { OFFICE, type TestOffice } from '../../test/commands/kit.ts';
import { completion, prepare, type Course, type Deed } from '../course.ts';

/** The people's first steps of the scenario “straight through”: element, role, outcome and form data. */
const STEPS = 5;

/** W6: completions of the trade mark process, as many of each of its first five tasks. */
export async function trademark(count: number): Promise<Course> {
  const { application, steps } = await scenarioOf('straight-through');
  return prepare(count, async (office, index) => {
    const instance = await office.start('trademark-registration', {}, application);
    for (const step of steps.slice(0, index % STEPS)) {
      await (await deedOf(office, instance, step)).run(office.runtime);
    }
    const next = steps[index % STEPS];
    if (!next) throw new Error('Expected more steps of people in the scenario.');
    return deedOf(office, instance, next);
  });
}

async function deedOf(office: TestOffice, instance: string, step: Step): Promise<Deed> {
  await untilOpen(office, instance, step.element);
  const task = await office.task(instance, step.element);
  return completion(office, task, step.data, step.outcome, step.role);
}

/** Jobs of the instance may be in the hands of another lane. */
async function untilOpen(office: TestOffice, instance: string, element: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await office.tasks(instance)).some((task) => task.element === element)) return;
    await endJobs(office);
  }
}

export interface Step {
  readonly element: string;
  readonly role: string;
  readonly outcome: string;
  readonly data: JsonObject;
}

/** Letters are not set here: their jobs end without a document. */
async function endJobs(office: TestOffice): Promise<void> {
  const jobs = await office.store.acrossOffices((trx) =>
    claimJobs(trx, { limit: 50, worker: 'bench', leaseSeconds: 60 }),
  );
  for (const job of jobs)
    await completeJob(
      office.runtime,
      { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } },
      { id: job.id, leaseToken: job.leaseToken },
      null,
    );
}
