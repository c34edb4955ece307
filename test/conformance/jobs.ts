import type { JsonObject } from '../../engine/contract/json.ts';
import type { EventOf } from '../../engine/core/index.ts';
import { compileExpression, evaluate, isFeelProblem } from '../../engine/feel/index.ts';
import type { VirtualInstance, VirtualOffice } from '../../engine/scenarios/virtualOffice.ts';
import type { Operation } from './folder.ts';
import { feelOf } from './work.ts';

/** How long a job of a case ran, in milliseconds of the virtual clock. */
export interface Interval {
  readonly label: string;
  readonly start: number;
  readonly end?: number;
}

interface Sleeping {
  readonly virtual: VirtualInstance;
  readonly row: EventOf<'jobOpened'>;
  readonly until: number;
}

const MOST_ROUNDS = 2_000;

/** What scripts and services of a case do, and staff who begin each step of an ad-hoc sub-process once. */
export class Jobs {
  readonly marks: string[] = [];
  readonly intervals: Interval[] = [];
  readonly #office: VirtualOffice;
  readonly #operations: ReadonlyMap<string, readonly Operation[]>;
  readonly #begun = new Set<string>();
  #sleeping: readonly Sleeping[] = [];

  constructor(office: VirtualOffice, operations: ReadonlyMap<string, readonly Operation[]>) {
    this.#office = office;
    this.#operations = operations;
  }

  /** Does the work of every open job, in the order in which they were opened; those that sleep wait for the clock. */
  async settle(): Promise<string | null> {
    for (let left = MOST_ROUNDS; left > 0; left--) {
      const asleep = new Set(this.#sleeping.map(({ row }) => row));
      const next = this.#rows().find(({ row }) => !asleep.has(row));
      if (next) await this.#work(next.virtual, next.row);
      else if (!(await this.#beginStep())) return null;
      if (this.#office.incidents.length > 0) return null;
    }
    throw new Error('the jobs of the process do not come to an end');
  }

  /** When the next of the jobs that sleep is done, if it is by then. */
  nextWaking(until: number): number | undefined {
    const due = this.#sleeping.map((each) => each.until).filter((each) => each <= until);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /** Ends the jobs that slept until then. */
  async wake(at: number): Promise<void> {
    const woken = this.#sleeping.filter((each) => each.until <= at);
    this.#sleeping = this.#sleeping.filter((each) => each.until > at);
    for (const { virtual, row } of woken) if (virtual.jobRows.get(row.token) === row) await this.#finish(virtual, row);
    await this.settle();
  }

  #rows(): readonly { readonly virtual: VirtualInstance; readonly row: EventOf<'jobOpened'> }[] {
    return [...this.#office.instances.values()].flatMap((virtual) =>
      [...virtual.jobRows.values()].map((row) => ({ virtual, row })),
    );
  }

  async #work(virtual: VirtualInstance, row: EventOf<'jobOpened'>): Promise<void> {
    const now = Date.parse(this.#office.now);
    const pause = this.#operationsOf(virtual, row).find(({ op }) => op === 'sleep' || op === 'interval');
    if (!pause) return this.#finish(virtual, row);
    if (pause.op === 'interval') this.intervals.push({ label: pause.label ?? '', start: now });
    this.#sleeping = [...this.#sleeping, { virtual, row, until: now + (pause.ms ?? 0) }];
  }

  async #finish(virtual: VirtualInstance, row: EventOf<'jobOpened'>): Promise<void> {
    for (const { op, label = '', expr, code = '', message = 'failed as the case wants it' } of this.#operationsOf(
      virtual,
      row,
    )) {
      if (op === 'mark' || (op === 'markIf' && isTrue(expr, virtual.instance.variables))) this.marks.push(label);
      if (op === 'interval') this.#endInterval(label);
      if (op !== 'throw' && op !== 'fail') continue;
      const failure = { type: 'failJob', token: row.token, code: op === 'fail' ? 'FAILED' : code, message } as const;
      return taken(this.#office.apply(virtual, failure));
    }
    await taken(this.#office.completeJob(virtual, row, {}));
  }

  #endInterval(label: string): void {
    const at = this.intervals.findIndex((each) => each.label === label && each.end === undefined);
    const begun = this.intervals[at];
    if (begun) this.intervals[at] = { ...begun, end: Date.parse(this.#office.now) };
  }

  #operationsOf(virtual: VirtualInstance, row: EventOf<'jobOpened'>): readonly Operation[] {
    return this.#operations.get(`${virtual.process}/${row.element}`) ?? [];
  }

  /** Begins the next step of an ad-hoc sub-process, one after the other where it wants that; false when there is none. */
  async #beginStep(): Promise<boolean> {
    for (const virtual of this.#office.instances.values()) {
      const { tokens } = virtual.instance.state;
      for (const { id, at } of tokens) {
        const node = virtual.graph.nodes[virtual.graph.byId.get(at) ?? -1];
        if (node?.type !== 'adHocSubProcess') continue;
        if (node.adHoc?.sequential === true && tokens.some((inner) => inner.in === id)) continue;
        const step = virtual.graph.nodes.find(
          (each) =>
            each.scope === node.index &&
            each.incoming.length === 0 &&
            !this.#begun.has(`${virtual.id}/${id}/${each.id}`),
        );
        if (!step) continue;
        this.#begun.add(`${virtual.id}/${id}/${step.id}`);
        await taken(this.#office.apply(virtual, { type: 'startAdHocActivity', token: id, element: step.id }));
        return true;
      }
    }
    return false;
  }
}

async function taken(step: Promise<string | null>): Promise<void> {
  const refusal = await step;
  if (refusal !== null) throw new Error(refusal);
}

function isTrue(expr: unknown, variables: JsonObject): boolean {
  const compiled = compileExpression(typeof expr === 'string' ? expr : feelOf(expr as Parameters<typeof feelOf>[0]));
  if (isFeelProblem(compiled)) throw new Error(compiled.sentence);
  return evaluate(compiled, variables).value === true;
}
