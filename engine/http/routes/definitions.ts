import { Type } from '@sinclair/typebox';
import { DefinitionListQuery, DefinitionRow, DefinitionView } from '../../contract/instance.ts';
import { Page } from '../../contract/page.ts';
import { definitions, definitionView } from '../../queries/definitions.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({
  kind: Type.String({ pattern: '^[a-z]{1,20}$' }),
  key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }),
});

/** Processes, forms, decisions and letters in force. */
export const definitionRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/definitions',
    summary: 'Definitions in force; without the right to look into them, the processes that one may start.',
    access: ['definition.view', 'instance.start'],
    query: DefinitionListQuery,
    response: Page(DefinitionRow),
    handle: async ({ look, query }) => ({ body: await definitions(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/definitions/{kind}/{key}',
    summary: 'A definition in force with its files.',
    access: 'definition.view',
    params,
    response: DefinitionView,
    handle: async ({ look, params: { kind, key } }) => ({ body: await definitionView(look, kind, key) }),
  }),
];
