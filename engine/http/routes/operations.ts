import { Type } from '@sinclair/typebox';
import { cancelBatch, pauseBatch, resumeBatch } from '../../commands/operations/changeBatch.ts';
import { modifyInstance } from '../../commands/operations/modifyInstance.ts';
import { resumeInstance } from '../../commands/operations/resumeInstance.ts';
import { setVariables } from '../../commands/operations/setVariables.ts';
import { startBatch } from '../../commands/operations/startBatch.ts';
import { suspendInstance } from '../../commands/operations/suspendInstance.ts';
import type { BatchPlan } from '../../commands/operations/plans.ts';
import type { JsonObject } from '../../contract/json.ts';
import {
  BatchItemListQuery,
  BatchItemRow,
  BatchListQuery,
  BatchRow,
  ModifyInstance,
  OperationDone,
  ResumeInstance,
  SetVariables,
  StartBatch,
  SuspendInstance,
} from '../../contract/operation.ts';
import type { Move } from '../../core/index.ts';
import { Id, Page } from '../../contract/page.ts';
import { checkInstance } from '../../queries/addressed.ts';
import { batch, batches, batchItems } from '../../queries/batches.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });
/** Room for ten thousand instance ids. */
const LIMIT_BYTES = 1_000_000;

const change = (word: 'pause' | 'resume' | 'cancel', summary: string, command: typeof pauseBatch): Route =>
  officeRoute({
    method: 'POST',
    path: `/batches/{id}/${word}`,
    summary,
    access: 'instance.operate',
    params,
    response: BatchRow,
    handle: async ({ services, call, look, params: { id } }) => {
      await batch(look, id);
      return { body: await command(services.runtime, call, id) };
    },
  });

/** Interventions in running instances, one by one or many at once; each with its reason. */
export const operationRoutes: readonly Route[] = [
  officeRoute({
    method: 'POST',
    path: '/instances/{id}/modify',
    summary: 'Move, skip, start and cancel tokens, or only show what that would do.',
    access: 'instance.operate',
    params,
    body: ModifyInstance,
    response: OperationDone,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkInstance(look, id);
      const moves = body.moves as readonly Move[];
      return { body: await modifyInstance(services.runtime, call, id, { ...body, moves }) };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/instances/{id}/suspend',
    summary: 'Let an instance stand still: timers, tasks and jobs.',
    access: 'instance.operate',
    params,
    body: SuspendInstance,
    response: OperationDone,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkInstance(look, id);
      return { body: await suspendInstance(services.runtime, call, id, body.reason) };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/instances/{id}/resume',
    summary: 'Let a suspended instance go on, its timers by a policy.',
    access: 'instance.operate',
    params,
    body: ResumeInstance,
    response: OperationDone,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkInstance(look, id);
      return { body: await resumeInstance(services.runtime, call, id, body) };
    },
  }),
  officeRoute({
    method: 'PUT',
    path: '/instances/{id}/variables',
    summary: 'Set variables of an instance by hand.',
    access: 'instance.operate',
    params,
    body: SetVariables,
    response: OperationDone,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkInstance(look, id);
      const variables = body.variables as JsonObject;
      return { body: await setVariables(services.runtime, call, id, { ...body, variables }) };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/batches',
    summary: 'Order an operation on many instances, or try a migration of them.',
    access: 'instance.operate',
    body: StartBatch,
    bodyLimitBytes: LIMIT_BYTES,
    response: BatchRow,
    status: 201,
    handle: async ({ services, call, body }) => ({
      body: await startBatch(services.runtime, call, { ...body, plan: body.plan as BatchPlan }),
    }),
  }),
  officeRoute({
    method: 'GET',
    path: '/batches',
    summary: 'Operations on many instances with how far they have come, the latest first.',
    access: 'instance.operate',
    query: BatchListQuery,
    response: Page(BatchRow),
    handle: async ({ look, query }) => ({ body: await batches(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/batches/{id}',
    summary: 'An operation on many instances with how far it has come.',
    access: 'instance.operate',
    params,
    response: BatchRow,
    handle: async ({ look, params: { id } }) => ({ body: await batch(look, id) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/batches/{id}/items',
    summary: 'What has come of each instance, and why one was refused.',
    access: 'instance.operate',
    params,
    query: BatchItemListQuery,
    response: Page(BatchItemRow),
    handle: async ({ look, params: { id }, query }) => ({ body: await batchItems(look, id, query) }),
  }),
  change('pause', 'Let a batch rest after what is being done.', pauseBatch),
  change('resume', 'Let a batch that rests go on.', resumeBatch),
  change('cancel', 'End a batch; what has been done stays done.', cancelBatch),
];
