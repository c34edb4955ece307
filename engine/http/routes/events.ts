import { openStream } from '../events/stream.ts';
import { streamRoute, type Route } from '../route.ts';

/** What changes, as it happens. */
export const eventRoutes: readonly Route[] = [
  streamRoute({
    method: 'GET',
    path: '/events',
    summary: 'Server-sent events: task and dossier changes that one may see; resumes after Last-Event-ID.',
    access: 'member',
    produces: 'text/event-stream',
    handle: async ({ services, look, sessionToken, lastEventId }) => ({
      stream: await openStream(services, look, { token: sessionToken ?? '', lastEventId }),
      headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
    }),
  }),
];
