import type { ExplainStep } from '../calendar/index.ts';
import type { EventOf, KernelEvent } from './events.ts';
import type { ArmedLimit, Instance, InstanceState, Token } from './state.ts';

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

/** Where something stands that a token waits for. */
export function placeOf(at: { readonly token: number; readonly element: string }): string {
  return `${at.token} ${at.element}`;
}

type TimerEvent = EventOf<'timerArmed' | 'timeLimitExtended' | 'timerFired' | 'timerDisarmed'>;

const timerEvents: ReadonlySet<string> = new Set<TimerEvent['type']>([
  'timerArmed',
  'timeLimitExtended',
  'timerFired',
  'timerDisarmed',
]);

function isOfTimer(event: KernelEvent): event is TimerEvent {
  return timerEvents.has(event.type);
}

/** The time limits of an instance while its events are gone through. */
class Limits {
  readonly #known = new Map<string, LimitChange>();
  readonly #touched = new Map<string, LimitChange>();
  readonly #ofToken = new Map<number, string[]>();
  /** Begun by these events. */
  readonly #begun = new Set<string>();

  constructor(before: Instance) {
    const still = standingStill(before.state);
    const { tokens, suspended, waits = {} } = before.state;
    const root = { id: 0, isStill: suspended !== undefined, timers: waits.timers };
    const others = tokens.map((token) => ({ id: token.id, isStill: still(token), timers: token.timers }));
    for (const { id, isStill, timers = [] } of [root, ...others]) {
      const state = isStill ? 'suspended' : 'running';
      for (const { at, limit } of timers) if (limit) this.#know({ token: id, element: at, limit, state, steps: null });
    }
  }

  take(event: TimerEvent): void {
    const place = placeOf(event);
    const standing = this.#known.get(place);
    switch (event.type) {
      case 'timerArmed':
      case 'timeLimitExtended': {
        const { token, element, limit } = event;
        if (!limit) return;
        if (!standing) this.#begun.add(place);
        // An extension alone does not set going again what is suspended.
        const state = event.type === 'timerArmed' ? 'running' : (standing?.state ?? 'running');
        const steps = event.steps ?? this.#touched.get(place)?.steps ?? null;
        return this.#note({ token, element, limit, state, steps });
      }
      case 'timerFired':
      case 'timerDisarmed': {
        if (standing) this.#note({ ...standing, state: stateAfter(event) });
      }
    }
  }

  fix({ element, limit, steps }: EventOf<'timeLimitFixed'>): void {
    this.#touched.set(`fixed ${element} ${limit.key}`, { token: -1, element, limit, state: 'fixed', steps });
  }

  close({ token, ending }: EventOf<'tokenClosed'>): void {
    for (const place of this.#ofToken.get(token) ?? []) {
      const standing = this.#known.get(place);
      if (standing?.state !== 'running' && standing?.state !== 'suspended') continue;
      this.#note({ ...standing, state: ending === 'completed' ? 'met' : 'cancelled' });
    }
  }

  /** A time limit that began and ended within the events was never anybody's. */
  changes(): readonly LimitChange[] {
    return [...this.#touched]
      .filter(([place, { state }]) => !(this.#begun.has(place) && (state === 'met' || state === 'cancelled')))
      .map(([, change]) => change);
  }

  #note(change: LimitChange): void {
    this.#know(change);
    this.#touched.set(placeOf(change), change);
  }

  #know(change: LimitChange): void {
    const place = placeOf(change);
    const places = this.#ofToken.get(change.token);
    if (!places) this.#ofToken.set(change.token, [place]);
    else if (!this.#known.has(place)) places.push(place);
    this.#known.set(place, change);
  }
}

function stateAfter(event: EventOf<'timerFired' | 'timerDisarmed'>): LimitChange['state'] {
  if (event.type === 'timerFired') return 'expired';
  return event.isOver ? 'cancelled' : 'suspended';
}

/** The time limits that the events touched, in their last state. */
export function limitChanges(before: Instance, events: readonly KernelEvent[]): readonly LimitChange[] {
  const limits = new Limits(before);
  for (const event of events) {
    if (isOfTimer(event)) limits.take(event);
    else if (event.type === 'timeLimitFixed') limits.fix(event);
    else if (event.type === 'tokenClosed') limits.close(event);
  }
  return limits.changes();
}

/** Which tokens a suspension holds: those outside what began it. */
function standingStill({ suspended, tokens }: InstanceState): (token: Token) => boolean {
  if (!suspended) return () => false;
  const around = new Map(tokens.map((token) => [token.id, token.in]));
  return (token) => {
    for (let each: number | undefined = token.id; each !== undefined; each = around.get(each))
      if (each === suspended.by) return false;
    return true;
  };
}
