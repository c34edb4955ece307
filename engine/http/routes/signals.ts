import { throwSignal } from '../../commands/throwSignal.ts';
import { SignalThrown, ThrowSignal } from '../../contract/signal.ts';
import { officeRoute, type Route } from '../route.ts';

/** What everybody who waits for it hears. */
export const signalRoutes: readonly Route[] = [
  officeRoute({
    method: 'POST',
    path: '/signals',
    summary: 'Throw a signal to all cases that wait for it now and to the processes that begin with it.',
    access: 'signal.throw',
    body: ThrowSignal,
    response: SignalThrown,
    handle: async ({ services, call, body }) => ({ body: await throwSignal(services.runtime, call, body) }),
  }),
];
