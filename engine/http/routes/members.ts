import { ListQuery, MemberRow, RoleRow, States } from '../../contract/instance.ts';
import { Page } from '../../contract/page.ts';
import { members, roles, states } from '../../queries/people.ts';
import { officeRoute, type Route } from '../route.ts';

/** The people of an office, their roles, and the words for the states of its dossiers. */
export const memberRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/members',
    summary: 'People who work for the office, by name.',
    access: ['member.view', 'task.assign'],
    query: ListQuery,
    response: Page(MemberRow),
    handle: async ({ look, query }) => ({ body: await members(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/roles',
    summary: 'Roles in force.',
    access: ['member.view', 'task.assign', 'definition.view'],
    query: ListQuery,
    response: Page(RoleRow),
    handle: ({ look, query }) => Promise.resolve({ body: roles(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/states',
    summary: 'States of the office’s dossiers in words.',
    access: 'member',
    response: States,
    handle: ({ look }) => Promise.resolve({ body: states(look) }),
  }),
];
