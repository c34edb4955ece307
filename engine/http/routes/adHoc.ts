import { Type } from '@sinclair/typebox';
import { startActivity } from '../../commands/startActivity.ts';
import { StartableSteps, StartStep, StepStarted } from '../../contract/adHoc.ts';
import { Id } from '../../contract/page.ts';
import { Refusal } from '../../contract/problem.ts';
import { startableActivities } from '../../core/index.ts';
import { checkInstance } from '../../queries/addressed.ts';
import type { Look } from '../../queries/look.ts';
import { readInstance } from '../../store/index.ts';
import { officeRoute, type Route } from '../route.ts';
import type { Services } from '../services.ts';

const params = Type.Object({ id: Id });

/** Steps that staff start in any order. */
export const adHocRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/instances/{id}/startable',
    summary: 'Steps of ad-hoc sub-processes that may be started now.',
    access: 'task.work',
    params,
    response: StartableSteps,
    handle: async ({ services, look, params: { id } }) => ({ body: await startable(services, look, id) }),
  }),
  officeRoute({
    method: 'POST',
    path: '/instances/{id}/startable',
    summary: 'Start one of them.',
    access: 'task.work',
    params,
    body: StartStep,
    response: StepStarted,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkInstance(look, id);
      return { body: await startActivity(services.runtime, call, id, body) };
    },
  }),
];

/** What the kernel would take, with the names that the office gives; of one statement each for right and instance. */
async function startable({ runtime }: Services, look: Look, id: string): Promise<StartableSteps> {
  const { officeId } = look;
  await checkInstance(look, id);
  const instance = await look.store.transaction(officeId, (trx) => readInstance(trx, officeId, id));
  if (!instance) throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
  const { definitionKey: key, deploymentId, state } = instance;
  const words = await look.wordsOf(deploymentId);
  const process = (await runtime.deployments.get(officeId, deploymentId)).definitions.processes.get(key);
  const steps = process ? startableActivities(process.graph, state) : [];
  return { items: steps.map((step) => ({ ...step, name: words.elementName(key, step.element) })) };
}
