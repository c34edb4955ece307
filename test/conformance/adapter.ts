import type { Graph, GraphNode } from '../../engine/bpmn/index.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import type { EventOf } from '../../engine/core/index.ts';
import { directStepper } from '../../engine/scenarios/index.ts';
import { stimulate } from '../../engine/scenarios/stimuli.ts';
import { place, VirtualOffice, type VirtualInstance } from '../../engine/scenarios/virtualOffice.ts';
import type { Case, Operation } from './folder.ts';
import { Jobs, type Interval } from './jobs.ts';
import { deployed, officeOf } from './office.ts';
import { prepared } from './work.ts';

/** What the folder's runner asks of an engine (its adapters/template.mjs). */
export interface Snapshot {
  readonly state: 'none' | 'waiting' | 'completed' | 'failed';
  readonly error?: string;
  readonly errorCode?: string;
  readonly tasks: readonly string[];
  readonly taskNames: readonly string[];
  readonly waiting: readonly string[];
  readonly completed: readonly string[];
  readonly marks: readonly string[];
  readonly intervals: readonly Interval[];
  readonly variables: JsonObject;
}

export const name = 'officina';
export const version = '1';
export { dialect } from './dialect.ts';
const START = '2026-01-05T08:00:00.000Z';

export function create(): ConformanceAdapter {
  return new ConformanceAdapter();
}

/** Our kernel in a virtual office, as the folder's runner speaks to an engine. */
export class ConformanceAdapter {
  #graphs: readonly Graph[] = [];
  #operations: ReadonlyMap<string, readonly Operation[]> = new Map();
  #office = new VirtualOffice(officeOf([]), directStepper, START, true);
  #jobs = new Jobs(this.#office, this.#operations);
  #root: VirtualInstance | undefined;

  async deploy(
    models: readonly { readonly xml: string }[],
    one: Pick<Case, 'dialect' | 'overrides' | 'raw'>,
  ): Promise<void> {
    const ready = models.map(({ xml }) => prepared(xml, one));
    this.#graphs = await deployed(ready.map(({ xml }) => xml));
    this.#operations = new Map(ready.flatMap(({ operations }) => [...operations]));
    this.#office = new VirtualOffice(officeOf(this.#graphs), directStepper, START, true);
    this.#jobs = new Jobs(this.#office, this.#operations);
  }

  async start(how: { process?: string; variables?: JsonObject; startEvent?: string }): Promise<void> {
    const key = how.process ?? this.#graphs[0]?.process ?? '';
    const counted = [...this.#operations.values()].flat().filter(({ op }) => op === 'incr');
    const variables = { ...Object.fromEntries(counted.map((each) => [each.name ?? '', 0])), ...how.variables };
    const graph = this.#graphs.find((each) => each.process === key);
    const at = graph && this.#startAt(graph, how.startEvent);
    const started = await this.#office.start(key, variables, at);
    if (typeof started === 'string') throw new Error(started);
    this.#root ??= started;
    await this.#jobs.settle();
  }

  async completeTask(how: { task?: string; nth?: number; variables?: JsonObject }): Promise<void> {
    const open = this.#rows((virtual) => virtual.taskRows.values()).filter(
      ({ virtual, row }) => how.task === undefined || this.#isNamed(virtual, row.element, how.task),
    );
    const found = open[how.nth ?? 0];
    if (!found)
      throw new Error(
        `no open task ${how.task ?? ''} (open: ${this.#elements((each) => each.taskRows.values()).join(', ')})`,
      );
    const { virtual, row } = found;
    const common = { type: 'completeTask', token: row.token, outcome: 'complete', dossier: [] } as const;
    await this.#done(this.#office.apply(virtual, { ...common, variables: how.variables ?? {} }));
  }

  async message(how: { name?: string; variables?: JsonObject; element?: string }): Promise<void> {
    const payload = how.variables ?? {};
    const found = this.#subscriptions('message').find(
      ({ row }) =>
        (how.element === undefined || row.element === how.element) &&
        (how.name === undefined || row.message === how.name),
    );
    if (found) {
      const { token, element } = found.row;
      return this.#done(this.#office.apply(found.virtual, { type: 'correlateMessage', token, element, payload }));
    }
    const begins = this.#graphs.some((graph) =>
      graph.messageStarts.some((index) => {
        const node = graph.nodes[index];
        return (
          node !== undefined && 'event' in node && node.event.type === 'message' && node.event.message === how.name
        );
      }),
    );
    if (how.name === undefined || !begins)
      throw new Error(`nobody waits for the message ${how.name ?? how.element ?? ''}`);
    return this.#done(this.#office.messages.send(how.name, undefined, payload));
  }

  async signal(how: { name: string; variables?: JsonObject }): Promise<void> {
    const payload = how.variables ?? {};
    const waiting = this.#subscriptions('signal').filter(({ row }) => row.message === how.name);
    for (const { virtual, row } of waiting) {
      if (!virtual.subscriptionRows.has(place(row))) continue;
      const { token, element } = row;
      await this.#done(this.#office.apply(virtual, { type: 'broadcastSignal', token, element, payload }));
    }
    for (const { graph, at } of this.#signalStarts(how.name)) {
      const started = await this.#office.start(graph.process, payload, at);
      if (typeof started === 'string') throw new Error(started);
      this.#root ??= started;
      await this.#jobs.settle();
    }
  }

  /** Makes the event happen that an element waits for. */
  async trigger({ element }: { element: string }): Promise<void> {
    const timer = this.#rows((virtual) => virtual.timerRows.values()).find(({ row }) => row.element === element);
    if (timer) return this.fireTimer({ element });
    const task = this.#rows((virtual) => virtual.taskRows.values()).find(({ row }) => row.element === element);
    if (task) return this.completeTask({ task: element });
    const found = this.#rows((virtual) => virtual.subscriptionRows.values()).find(({ row }) => row.element === element);
    if (!found) throw new Error(`${element} waits for nothing`);
    const { kind = 'message', message } = found.row;
    if (kind === 'signal') return this.signal({ name: message });
    if (kind === 'message') return this.message({ element });
    await this.#done(
      this.#office.apply(found.virtual, { type: 'setVariables', variables: { [`go_${element}`]: true } }),
    );
  }

  async fireTimer({ element }: { element?: string }): Promise<void> {
    const row = element ?? this.#office.nextTimer('9999-12-31T00:00:00.000Z')?.row.element;
    if (row === undefined) throw new Error('no timer is armed');
    await this.#done(stimulate(this.#office, this.#root, { fireTimer: row }, () => this.#jobs.settle()));
  }

  async advance({ ms }: { ms: number }): Promise<void> {
    const until = Date.parse(this.#office.now) + ms;
    for (let at = this.#jobs.nextWaking(until); at !== undefined; at = this.#jobs.nextWaking(until)) {
      await this.#moveTo(at);
      await this.#jobs.wake(at);
    }
    await this.#moveTo(until);
  }

  async setVariables(variables: JsonObject): Promise<void> {
    if (!this.#root) throw new Error('nothing has been started');
    await this.#done(this.#office.apply(this.#root, { type: 'setVariables', variables }));
  }

  async snapshot(): Promise<Snapshot> {
    const tasks = this.#rows((virtual) => virtual.taskRows.values());
    const [incident] = this.#office.incidents;
    const error =
      incident?.sentence ??
      [...this.#office.instances.values()].flatMap((each) =>
        each.instance.state.status === 'failed' ? ['failed'] : [],
      )[0];
    return Promise.resolve({
      state: this.#state(),
      ...(error === undefined ? {} : { error }),
      tasks: tasks.map(({ row }) => row.element),
      taskNames: tasks.map(({ virtual, row }) => nodeOf(virtual, row.element)?.name ?? row.element),
      waiting: this.#waiting(),
      completed: this.#office.trace,
      marks: this.#jobs.marks,
      intervals: this.#jobs.intervals,
      variables: this.#root?.instance.variables ?? {},
    });
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  #state(): Snapshot['state'] {
    const states = [...this.#office.instances.values()]
      .filter(({ parent, instance }) => parent === null || instance.state.status === 'active')
      .map((each) => each.instance.state.status);
    // A join that nothing can complete waits, as BPMN 2.0.2 (13.4.1) has it; ours says so by an incident.
    const failures = this.#office.incidents.filter(
      ({ sentence }) => !sentence.endsWith('nothing is left that could bring it.'),
    );
    if (failures.length > 0 || states.includes('failed')) return 'failed';
    if (states.length === 0) return 'none';
    return states.includes('active') ? 'waiting' : 'completed';
  }

  #waiting(): readonly string[] {
    const scopes = ['subProcess', 'eventSubProcess', 'transaction', 'adHocSubProcess', 'callActivity'];
    return [...this.#office.instances.values()].flatMap((virtual) =>
      virtual.instance.state.status === 'active'
        ? virtual.instance.state.tokens
            .map(({ at }) => at)
            .filter((at) => !scopes.includes(nodeOf(virtual, at)?.type ?? ''))
        : [],
    );
  }

  /** A start event, or another node at which the case wants the process to begin. */
  #startAt(graph: Graph, wanted: string | undefined): string | undefined {
    if (wanted === undefined) return undefined;
    const node = graph.nodes[graph.byId.get(wanted) ?? -1];
    return node?.type === 'startEvent' ? wanted : undefined;
  }

  #rows<R>(
    of: (virtual: VirtualInstance) => Iterable<R>,
  ): readonly { readonly virtual: VirtualInstance; readonly row: R }[] {
    return [...this.#office.instances.values()].flatMap((virtual) => [...of(virtual)].map((row) => ({ virtual, row })));
  }

  #elements(of: (virtual: VirtualInstance) => Iterable<{ readonly element: string }>): readonly string[] {
    return this.#rows(of).map(({ row }) => row.element);
  }

  #subscriptions(kind: string): ReturnType<ConformanceAdapter['allSubscriptions']> {
    return this.allSubscriptions().filter(({ row }) => (row.kind ?? 'message') === kind);
  }

  allSubscriptions(): readonly { readonly virtual: VirtualInstance; readonly row: EventOf<'subscribed'> }[] {
    return this.#rows((virtual) => virtual.subscriptionRows.values());
  }

  #signalStarts(signal: string): readonly { readonly graph: Graph; readonly at: string }[] {
    return this.#graphs.flatMap((graph) =>
      graph.nodes.flatMap((node) =>
        node.type === 'startEvent' && node.scope === -1 && node.event.type === 'signal' && node.event.signal === signal
          ? [{ graph, at: node.id }]
          : [],
      ),
    );
  }

  #isNamed(virtual: VirtualInstance, element: string, wanted: string): boolean {
    return element === wanted || nodeOf(virtual, element)?.name === wanted;
  }

  async #done(step: Promise<string | null>): Promise<void> {
    const refusal = await step;
    if (refusal !== null) throw new Error(refusal);
    await this.#jobs.settle();
  }

  async #moveTo(instant: number): Promise<void> {
    const advanceTo = new Date(instant).toISOString();
    const refusal = await stimulate(this.#office, this.#root, { advanceTo }, () => this.#jobs.settle());
    if (refusal !== null) throw new Error(refusal);
  }
}

function nodeOf(virtual: VirtualInstance, element: string): GraphNode | undefined {
  return virtual.graph.nodes[virtual.graph.byId.get(element) ?? -1];
}
