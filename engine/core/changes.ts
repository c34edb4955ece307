import type { EventOf, KernelEvent } from './events.ts';
import { limitChanges, placeOf, type LimitChange } from './limitChanges.ts';
import type { Instance } from './state.ts';

/** What remains of a step's events: what opened and closed within the step has cancelled out. */
export interface Changes {
  readonly closedTokens: readonly number[];
  readonly tasks: readonly EventOf<'taskOpened'>[];
  readonly jobs: readonly EventOf<'jobOpened'>[];
  readonly timers: readonly EventOf<'timerArmed'>[];
  readonly disarmed: readonly { readonly token: number; readonly element: string }[];
  readonly subscriptions: readonly EventOf<'subscribed'>[];
  readonly unsubscribed: readonly { readonly token: number; readonly element: string }[];
  readonly calls: readonly EventOf<'callStarted'>[];
  readonly cancelledChildren: readonly string[];
  readonly messages: readonly EventOf<'messageThrown'>[];
  /** For other instances and for starts; the instance itself has been served. */
  readonly signals: readonly EventOf<'signalThrown'>[];
  /** Nobody in the instance caught them: they are for the caller. */
  readonly escalations: readonly EventOf<'escalationThrown'>[];
  readonly statusEvents: readonly EventOf<'statusEventRecorded'>[];
  readonly documents: readonly EventOf<'documentFiled'>[];
  readonly numbers: readonly EventOf<'numberAssigned'>[];
  readonly limits: readonly LimitChange[];
  readonly isDossierChanged: boolean;
  readonly ended: EventOf<'instanceEnded'> | null;
}

type Place = { readonly token: number; readonly element: string };

function all<T extends KernelEvent['type']>(events: readonly KernelEvent[], type: T): readonly EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** Sums up the events of one step, or of several that are written together, against the instance before them. */
export function changesOf(before: Instance, events: readonly KernelEvent[]): Changes {
  const closed = new Set(all(events, 'tokenClosed').map((event) => event.token));
  const isLive = (event: { readonly token: number }): boolean => !closed.has(event.token);
  const { armed, gone } = timersOf(events);
  const calls = all(events, 'callStarted');
  const called = new Set(calls.map((call) => call.child));
  return {
    // A token that opened and closed within the step has no rows.
    closedTokens: [...closed].filter((token) => token < before.state.next),
    tasks: all(events, 'taskOpened').filter(isLive),
    jobs: all(events, 'jobOpened').filter(isLive),
    timers: armed.filter(isLive),
    disarmed: gone.filter(isLive),
    subscriptions: subscriptionsOf(events).filter(isLive),
    unsubscribed: all(events, 'unsubscribed'),
    calls: calls.filter(isLive),
    cancelledChildren: all(events, 'callCancelled')
      .map((event) => event.child)
      .filter((child) => !called.has(child)),
    messages: all(events, 'messageThrown'),
    signals: all(events, 'signalThrown'),
    escalations: all(events, 'escalationThrown').filter(({ caught }) => !caught),
    statusEvents: all(events, 'statusEventRecorded'),
    documents: all(events, 'documentFiled'),
    numbers: all(events, 'numberAssigned'),
    limits: limitChanges(before, events),
    isDossierChanged: events.some((event) => event.type === 'dossierChanged' || event.type === 'dossierStateChanged'),
    ended: all(events, 'instanceEnded').at(-1) ?? null,
  };
}

/** How each timer stands after the events: armed last, or gone last. */
function timersOf(events: readonly KernelEvent[]): {
  readonly armed: readonly EventOf<'timerArmed'>[];
  readonly gone: readonly Place[];
} {
  const last = new Map<string, EventOf<'timerArmed' | 'timerFired' | 'timerDisarmed'>>();
  for (const event of events) {
    if (event.type === 'timerArmed' || event.type === 'timerFired' || event.type === 'timerDisarmed')
      last.set(placeOf(event), event);
  }
  const armed: EventOf<'timerArmed'>[] = [];
  const gone: Place[] = [];
  for (const event of last.values()) {
    if (event.type === 'timerArmed') armed.push(event);
    else gone.push(event);
  }
  return { armed, gone };
}

/** Subscriptions that were not given up after they began. */
function subscriptionsOf(events: readonly KernelEvent[]): readonly EventOf<'subscribed'>[] {
  const standing = new Map<string, EventOf<'subscribed'>>();
  for (const event of events) {
    if (event.type === 'subscribed') standing.set(placeOf(event), event);
    if (event.type === 'unsubscribed') standing.delete(placeOf(event));
  }
  return [...standing.values()];
}
