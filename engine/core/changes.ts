import type { EventOf, KernelEvent } from './events.ts';
import type { ArmedLimit, Instance } from './state.ts';
import type { ExplainStep } from '../calendar/index.ts';

/** A time limit as it stands after a step: running, met in time, expired, suspended, cancelled, or fixed without a timer. */
export interface LimitChange {
  /** -1 for a fixed one. */
  readonly token: number;
  readonly element: string;
  readonly limit: ArmedLimit;
  readonly state: 'running' | 'met' | 'expired' | 'suspended' | 'cancelled' | 'fixed';
  /** Null: the arithmetic stays as it was. */
  readonly steps: readonly ExplainStep[] | null;
}

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
  readonly statusEvents: readonly EventOf<'statusEventRecorded'>[];
  readonly documents: readonly EventOf<'documentFiled'>[];
  readonly numbers: readonly EventOf<'numberAssigned'>[];
  readonly limits: readonly LimitChange[];
  readonly isDossierChanged: boolean;
  readonly ended: EventOf<'instanceEnded'> | null;
}

function all<T extends KernelEvent['type']>(events: readonly KernelEvent[], type: T): readonly EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

const place = (at: { readonly token: number; readonly element: string }): string => `${at.token} ${at.element}`;

/** Sums up the events of one step against the instance before it. */
export function changesOf(before: Instance, events: readonly KernelEvent[]): Changes {
  const closed = new Set(all(events, 'tokenClosed').map((event) => event.token));
  const isLive = (event: { readonly token: number }): boolean => !closed.has(event.token);
  const ended = all(events, 'instanceEnded').at(-1) ?? null;
  const armed = lastByPlace(
    all(events, 'timerArmed').filter(isLive),
    [...all(events, 'timerFired'), ...all(events, 'timerDisarmed')],
    events,
  );
  const rearmed = new Set(armed.map(place));
  const subscribed = all(events, 'subscribed').filter((event) => isLive(event) && !(ended && event.token === 0));
  return {
    closedTokens: [...closed],
    tasks: all(events, 'taskOpened').filter(isLive),
    jobs: all(events, 'jobOpened').filter(isLive),
    timers: armed,
    disarmed: [...all(events, 'timerFired'), ...all(events, 'timerDisarmed')].filter(
      (event) => isLive(event) && !rearmed.has(place(event)),
    ),
    subscriptions: subscribed.filter((event) => !isGivenUp(event, events)),
    unsubscribed: all(events, 'unsubscribed'),
    calls: all(events, 'callStarted').filter(isLive),
    cancelledChildren: all(events, 'callCancelled').map((event) => event.child),
    messages: all(events, 'messageThrown'),
    statusEvents: all(events, 'statusEventRecorded'),
    documents: all(events, 'documentFiled'),
    numbers: all(events, 'numberAssigned'),
    limits: limitsOf(before, events),
    isDossierChanged: events.some((event) => event.type === 'dossierChanged' || event.type === 'dossierStateChanged'),
    ended,
  };
}

/** The latest arming of each timer, unless it was given up after it. */
function lastByPlace(
  armed: readonly EventOf<'timerArmed'>[],
  gone: readonly { readonly token: number; readonly element: string }[],
  order: readonly KernelEvent[],
): readonly EventOf<'timerArmed'>[] {
  const last = new Map(armed.map((event) => [place(event), event]));
  const index = new Map<object, number>(order.map((event, at) => [event, at]));
  for (const event of gone) {
    const arming = last.get(place(event));
    if (arming && (index.get(event) ?? 0) > (index.get(arming) ?? 0)) last.delete(place(event));
  }
  return [...last.values()];
}

function isGivenUp(event: EventOf<'subscribed'>, events: readonly KernelEvent[]): boolean {
  const at = events.indexOf(event);
  return events.some((each, index) => each.type === 'unsubscribed' && index > at && place(each) === place(event));
}

/** The time limits that a step touched, in their last state. */
function limitsOf(before: Instance, events: readonly KernelEvent[]): readonly LimitChange[] {
  const known = new Map<string, LimitChange>();
  for (const token of before.state.tokens) {
    for (const timer of token.timers ?? []) {
      if (timer.limit)
        known.set(place({ token: token.id, element: timer.at }), {
          token: token.id,
          element: timer.at,
          limit: timer.limit,
          state: 'running',
          steps: null,
        });
    }
  }
  const touched = new Map<string, LimitChange>();
  const opened = new Set<string>();
  const note = (key: string, change: LimitChange): void => {
    known.set(key, change);
    touched.set(key, change);
  };
  let fixed = 0;
  for (const event of events) {
    switch (event.type) {
      case 'timerArmed':
      case 'timeLimitExtended': {
        if (!event.limit) break;
        const token = event.type === 'timerArmed' ? event.token : tokenOf(known, event.element);
        const key = place({ token, element: event.element });
        if (!known.has(key)) opened.add(key);
        note(key, {
          token,
          element: event.element,
          limit: event.limit,
          state: 'running',
          steps: event.steps ?? touched.get(key)?.steps ?? null,
        });
        break;
      }
      case 'timeLimitFixed':
        touched.set(`fixed ${fixed++}`, {
          token: -1,
          element: event.element,
          limit: event.limit,
          state: 'fixed',
          steps: event.steps,
        });
        break;
      case 'timerFired':
      case 'timerDisarmed': {
        const standing = known.get(place(event));
        if (standing) note(place(event), { ...standing, state: event.type === 'timerFired' ? 'expired' : 'suspended' });
        break;
      }
      case 'tokenClosed':
        for (const [key, standing] of known) {
          if (standing.token !== event.token || (standing.state !== 'running' && standing.state !== 'suspended'))
            continue;
          note(key, { ...standing, state: event.ending === 'completed' ? 'met' : 'cancelled' });
        }
        break;
    }
  }
  // A time limit that began and ended within one step was never anybody's.
  return [...touched]
    .filter(([key, change]) => !(opened.has(key) && (change.state === 'met' || change.state === 'cancelled')))
    .map(([, change]) => change);
}

function tokenOf(known: ReadonlyMap<string, LimitChange>, element: string): number {
  return [...known.values()].find((change) => change.element === element)?.token ?? 0;
}
