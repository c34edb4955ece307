import { Type } from '@sinclair/typebox';
import { resolveIncident } from '../../commands/resolveIncident.ts';
import { resolveIncidents } from '../../commands/resolveIncidents.ts';
import { IncidentsResolved, ResolveIncidents } from '../../contract/incident.ts';
import { IncidentListQuery, IncidentRow, ResolveIncident, RetryIncident } from '../../contract/instance.ts';
import type { JsonObject } from '../../contract/json.ts';
import { Done, Id, Page } from '../../contract/page.ts';
import { checkIncident, incidents } from '../../queries/waiting.ts';
import { onlyPublished } from '../../queries/visible.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });

/** What stands still until somebody helps. */
export const incidentRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/incidents',
    summary: 'Incidents of a state, latest first.',
    access: 'incident.view',
    query: IncidentListQuery,
    response: Page(IncidentRow),
    handle: async ({ look, query }) => ({ body: await incidents(look, query) }),
  }),
  officeRoute({
    method: 'POST',
    path: '/incidents/resolve',
    summary: 'Try again what failed in many cases, chosen by id or filter, with a result for each.',
    access: 'incident.resolve',
    body: ResolveIncidents,
    response: IncidentsResolved,
    handle: async ({ services, call, look, body }) => ({
      body: await resolveIncidents(services.runtime, call, body, onlyPublished(look)),
    }),
  }),
  officeRoute({
    method: 'POST',
    path: '/incidents/{id}/retry',
    summary: 'Try again what failed.',
    access: 'incident.resolve',
    params,
    body: RetryIncident,
    response: Done,
    handle: async ({ services, call, look, params: { id }, body }) => {
      await checkIncident(look, id);
      return { body: await resolveIncident(services.runtime, call, id, body) };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/incidents/{id}/resolve',
    summary: 'Set variables, then try again what failed.',
    access: 'incident.resolve',
    params,
    body: ResolveIncident,
    response: Done,
    handle: async ({ services, call, look, params: { id }, body: { note, variables } }) => {
      await checkIncident(look, id);
      const resolution = { note, ...(variables ? { variables: variables as JsonObject } : {}) };
      return { body: await resolveIncident(services.runtime, call, id, resolution) };
    },
  }),
];
