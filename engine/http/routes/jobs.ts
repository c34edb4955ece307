import { JobRow, WaitingListQuery } from '../../contract/instance.ts';
import { Page } from '../../contract/page.ts';
import { jobs } from '../../queries/waiting.ts';
import { officeRoute, type Route } from '../route.ts';

/** Automatic work. */
export const jobRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/jobs',
    summary: 'Jobs that wait, run or stand still.',
    access: 'job.view',
    query: WaitingListQuery,
    response: Page(JobRow),
    handle: async ({ look, query }) => ({ body: await jobs(look, query) }),
  }),
];
