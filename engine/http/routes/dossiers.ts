import { Type } from '@sinclair/typebox';
import {
  DocumentRow,
  DossierPage,
  DossierRow,
  DossierSearch,
  StatusEventRow,
  TimelineEntry,
  TimeLimitView,
} from '../../contract/dossier.ts';
import { ListQuery } from '../../contract/instance.ts';
import { Id, Page } from '../../contract/page.ts';
import { documents } from '../../queries/documents.ts';
import { dossierPage } from '../../queries/dossierPage.ts';
import { dossierSearch } from '../../queries/dossierSearch.ts';
import { statusEvents } from '../../queries/statusEvents.ts';
import { timeLimits } from '../../queries/timeLimits.ts';
import { timeline } from '../../queries/timeline.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });

/** Applications and rights. One that the actor may not know of answers as if there were none. */
export const dossierRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/dossiers',
    summary: 'Search for dossiers.',
    access: 'dossier.search',
    query: DossierSearch,
    response: Page(DossierRow),
    handle: async ({ look, query }) => ({ body: await dossierSearch(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/dossiers/{id}',
    summary: 'A dossier. ETag: its version.',
    access: 'dossier.view',
    params,
    response: DossierPage,
    handle: async ({ look, params: { id } }) => {
      const body = await dossierPage(look, id);
      return { body, etag: String(body.version) };
    },
  }),
  officeRoute({
    method: 'GET',
    path: '/dossiers/{id}/documents',
    summary: 'Documents of a dossier, latest first.',
    access: 'document.view',
    params,
    query: ListQuery,
    response: Page(DocumentRow),
    handle: async ({ look, params: { id }, query }) => ({ body: await documents(look, id, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/dossiers/{id}/events',
    summary: 'Status events of a dossier in the order of their days.',
    access: 'dossier.view',
    params,
    query: ListQuery,
    response: Page(StatusEventRow),
    handle: async ({ look, params: { id }, query }) => ({ body: await statusEvents(look, id, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/dossiers/{id}/timeline',
    summary: 'What happened to a dossier, latest first, in sentences.',
    access: 'dossier.view',
    params,
    query: ListQuery,
    response: Page(TimelineEntry),
    handle: async ({ look, params: { id }, query }) => ({ body: await timeline(look, id, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/dossiers/{id}/time-limits',
    summary: 'Time limits of a dossier with their arithmetic.',
    access: 'dossier.view',
    params,
    query: ListQuery,
    response: Page(TimeLimitView),
    handle: async ({ look, params: { id }, query }) => ({ body: await timeLimits(look, id, query) }),
  }),
];
