import { Type } from '@sinclair/typebox';
import { cancelInstance } from '../../commands/cancelInstance.ts';
import { startInstance } from '../../commands/startInstance.ts';
import { DiagramView } from '../../contract/dossier.ts';
import {
  CancelInstance,
  HistoryEntry,
  InstanceListQuery,
  InstanceRow,
  InstanceStarted,
  InstanceView,
  ListQuery,
  StartInstance,
  Variables,
} from '../../contract/instance.ts';
import { Done, Id, Page } from '../../contract/page.ts';
import { checkDossier, checkInstance } from '../../queries/addressed.ts';
import { diagram, instanceHistory, instances, instanceVariables, instanceView } from '../../queries/instances.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });

/** Running and ended executions of processes. */
export const instanceRoutes: readonly Route[] = [
  officeRoute({
    method: 'POST',
    path: '/instances',
    summary: 'Start a process in force.',
    access: 'instance.start',
    body: StartInstance,
    response: InstanceStarted,
    status: 201,
    handle: async ({ services, call, look, body }) => {
      if (body.dossierId !== undefined) await checkDossier(look, body.dossierId);
      return { body: await startInstance(services.runtime, call, body) };
    },
  }),
  officeRoute({
    method: 'GET',
    path: '/instances',
    summary: 'Instances, latest start first.',
    access: 'instance.view',
    query: InstanceListQuery,
    response: Page(InstanceRow),
    handle: async ({ look, query }) => ({ body: await instances(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/instances/{id}',
    summary: 'An instance and where it stands.',
    access: 'instance.view',
    params,
    response: InstanceView,
    handle: async ({ look, params: { id } }) => ({ body: await instanceView(look, id) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/instances/{id}/variables',
    summary: 'The variables of an instance.',
    access: 'instance.view',
    params,
    response: Variables,
    handle: async ({ look, params: { id } }) => ({ body: await instanceVariables(look, id) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/instances/{id}/history',
    summary: 'The history of an instance in its order, with its chain of hashes.',
    access: 'history.view',
    params,
    query: ListQuery,
    response: Page(HistoryEntry),
    handle: async ({ look, params: { id }, query }) => ({ body: await instanceHistory(look, id, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/instances/{id}/diagram',
    summary: 'The model with the path taken.',
    access: 'instance.view',
    params,
    response: DiagramView,
    handle: async ({ look, params: { id } }) => ({ body: await diagram(look, id) }),
  }),
  officeRoute({
    method: 'POST',
    path: '/instances/{id}/cancel',
    summary: 'End an instance before it has finished.',
    access: 'instance.cancel',
    params,
    body: CancelInstance,
    response: Done,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkInstance(look, id);
      return { body: await cancelInstance(services.runtime, call, id, body.reason) };
    },
  }),
];
