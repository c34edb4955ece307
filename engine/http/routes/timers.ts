import { TimerRow, WaitingListQuery } from '../../contract/instance.ts';
import { Page } from '../../contract/page.ts';
import { timers } from '../../queries/waiting.ts';
import { officeRoute, type Route } from '../route.ts';

/** Dates at which instances are woken. */
export const timerRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/timers',
    summary: 'Timers that are armed, next one first.',
    access: 'timer.view',
    query: WaitingListQuery,
    response: Page(TimerRow),
    handle: async ({ look, query }) => ({ body: await timers(look, query) }),
  }),
];
