import type { JsonObject } from '../../contract/json.ts';
import { changesOf } from '../changes.ts';
import type { EventOf, KernelEvent } from '../events.ts';
import type { Instance } from '../state.ts';

interface At {
  readonly token: number;
  readonly element: string;
}

/** What an operation does, for whoever is about to do it: what opens, what closes, what leaves the house. */
export interface Preview {
  readonly opened: {
    readonly tasks: readonly (At & { readonly candidateGroups: readonly string[] })[];
    readonly jobs: readonly (At & { readonly kind: string; readonly key: string })[];
    /** `dueAt`: ISO 8601 instant, UTC. */
    readonly timers: readonly (At & { readonly dueAt: string })[];
    readonly subscriptions: readonly (At & { readonly message: string })[];
    readonly calls: readonly (At & { readonly process: string })[];
  };
  readonly closed: {
    readonly tokens: readonly At[];
    /** Of tokens that live on. */
    readonly timers: readonly At[];
    readonly subscriptions: readonly At[];
    /** Instance ids. */
    readonly calls: readonly string[];
  };
  readonly fired: {
    readonly messages: readonly { readonly message: string; readonly correlationKey: string }[];
    readonly signals: readonly string[];
    readonly statusEvents: readonly { readonly event: string; readonly on: string }[];
    readonly documents: readonly { readonly kind: string; readonly title: string }[];
    readonly numbers: readonly { readonly series: string; readonly number: string }[];
    readonly variables: JsonObject;
    readonly dossier: readonly { readonly pointer: string }[];
    readonly dossierState: string | null;
  };
  /** How the instance ends by it, null when it goes on. */
  readonly ended: 'completed' | 'terminated' | 'failed' | null;
}

/** Sums up the events of an operation against the instance before it. */
export function previewOf(before: Instance, events: readonly KernelEvent[]): Preview {
  const changes = changesOf(before, events);
  const standing = new Map(before.state.tokens.map((token) => [token.id, token.at]));
  return {
    opened: {
      tasks: changes.tasks.map(({ token, element, candidateGroups }) => ({ token, element, candidateGroups })),
      jobs: changes.jobs.map(({ token, element, kind, key }) => ({ token, element, kind, key })),
      timers: changes.timers.map(({ token, element, dueAt }) => ({ token, element, dueAt })),
      subscriptions: changes.subscriptions.map(({ token, element, message }) => ({ token, element, message })),
      calls: changes.calls.map(({ token, element, process }) => ({ token, element, process })),
    },
    closed: {
      tokens: changes.closedTokens.map((token) => ({ token, element: standing.get(token) ?? '' })),
      timers: changes.disarmed.map(({ token, element }) => ({ token, element })),
      subscriptions: changes.unsubscribed.map(({ token, element }) => ({ token, element })),
      calls: changes.cancelledChildren,
    },
    fired: firedBy(events),
    ended: changes.ended?.how ?? null,
  };
}

function firedBy(events: readonly KernelEvent[]): Preview['fired'] {
  const of = <T extends KernelEvent['type']>(type: T): readonly EventOf<T>[] =>
    events.filter((event): event is EventOf<T> => event.type === type);
  return {
    messages: of('messageThrown').map(({ message, correlationKey }) => ({ message, correlationKey })),
    signals: of('signalThrown').map(({ signal }) => signal),
    statusEvents: of('statusEventRecorded').map(({ event, on }) => ({ event, on })),
    documents: of('documentFiled').map(({ kind, title }) => ({ kind, title })),
    numbers: of('numberAssigned').map(({ series, number }) => ({ series, number })),
    variables: Object.fromEntries(of('variableSet').map(({ name, after }) => [name, after])),
    dossier: of('dossierChanged').map(({ pointer }) => ({ pointer })),
    dossierState: of('dossierStateChanged').at(-1)?.after ?? null,
  };
}
