import type { GraphFlow, GraphNode } from '../bpmn/index.ts';

/** A token on its way into a node: `scope` is the token id of the enclosing sub-process, 0 = the process. */
export interface Arrival {
  readonly node: GraphNode;
  readonly scope: number;
  readonly flow?: GraphFlow;
}

interface Queued {
  readonly arrival: Arrival;
  /** How often the scope had been dropped when the arrival came. */
  readonly round: number;
}

/** First in, first out. */
class Queue {
  readonly #items: Queued[] = [];
  #head = 0;

  add(item: Queued): void {
    this.#items.push(item);
  }

  take(): Queued | undefined {
    // Never shifted: moving the rest of a long queue would make its whole a square.
    const next = this.#items[this.#head];
    if (next) this.#head += 1;
    return next;
  }
}

/**
 * Tokens on their way in one step, first in, first out, those who throw a signal last: whoever gets to wait for it in the
 * same step hears it. Every question costs the same however many there are.
 */
export class Arrivals {
  readonly #queue = new Queue();
  readonly #late = new Queue();
  readonly #waiting = new Map<number, number>();
  readonly #rounds = new Map<number, number>();

  add(arrival: Arrival): void {
    const { scope } = arrival;
    const queue = throwsSignal(arrival.node) ? this.#late : this.#queue;
    queue.add({ arrival, round: this.#rounds.get(scope) ?? 0 });
    this.#waiting.set(scope, (this.#waiting.get(scope) ?? 0) + 1);
  }

  /** The next one in order, undefined when there is none. */
  take(): Arrival | undefined {
    for (;;) {
      const next = this.#queue.take() ?? this.#late.take();
      if (!next) return undefined;
      const { scope } = next.arrival;
      if (next.round !== (this.#rounds.get(scope) ?? 0)) continue;
      this.#waiting.set(scope, (this.#waiting.get(scope) ?? 1) - 1);
      return next.arrival;
    }
  }

  isAnyIn(scope: number): boolean {
    return (this.#waiting.get(scope) ?? 0) > 0;
  }

  /** Forgets those of a scope. */
  drop(scope: number): void {
    if (!this.isAnyIn(scope)) return;
    this.#waiting.delete(scope);
    this.#rounds.set(scope, (this.#rounds.get(scope) ?? 0) + 1);
  }
}

function throwsSignal(node: GraphNode): boolean {
  if (node.type !== 'intermediateThrowEvent' && node.type !== 'endEvent') return false;
  const { event } = node;
  return (
    event.type === 'signal' || (event.type === 'multiple' && event.definitions.some(({ type }) => type === 'signal'))
  );
}
