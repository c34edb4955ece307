import assert from 'node:assert/strict';
import type { Graph } from '../../engine/bpmn/index.ts';
import type { Json, JsonObject } from '../../engine/contract/json.ts';
import type { ScenarioStep } from '../../engine/contract/scenario.ts';
import {
  advance,
  type Advance,
  type EventOf,
  type KernelEvent,
  type KernelEventType,
  type Trigger,
} from '../../engine/core/index.ts';
import type { Stepper } from '../../engine/scenarios/index.ts';
import { stimulate } from '../../engine/scenarios/stimuli.ts';
import { VirtualOffice, type VirtualInstance } from '../../engine/scenarios/virtualOffice.ts';
import { processOf } from '../bpmn/models.ts';
import { graphsOf, NOW, officeOf, read, type Start } from './office.ts';

/** Reads a diagram of `test/bpmn` and starts it in a small office; it must start. State goes through JSON between any two stimuli. */
export async function start(file: string, how: Start = {}): Promise<Case> {
  const it = await prepare(file, how);
  assert.equal(await it.begin(), null, 'it does not start');
  return it;
}

/** As `start`, with a process `p` around some BPMN; `roots` stands beside it. */
export async function startBody(body: string, how: Start & { readonly roots?: string } = {}): Promise<Case> {
  const it = new Case(await read(processOf(body, how.roots), how.isUnchecked), how);
  assert.equal(await it.begin(), null, 'it does not start');
  return it;
}

/** As `start`, but nothing has been started yet. */
export async function prepare(file: string, how: Start = {}): Promise<Case> {
  return new Case(await graphsOf(file, how.isUnchecked ?? false), how);
}

/** A case that runs, with what may happen to it and what may be said of it. Everything said holds now or fails the test. */
export class Case {
  readonly office: VirtualOffice;
  readonly process: string;
  /** What happened in the last stimulus, over all instances. */
  events: readonly KernelEvent[] = [];
  #answer: Advance | undefined;
  #root: VirtualInstance | undefined;
  readonly #how: Start;

  constructor(graphs: ReadonlyMap<string, Graph>, how: Start) {
    this.#how = how;
    this.process = how.process ?? [...graphs.keys()][0] ?? '';
    const stepper: Stepper = (_process, graph, instance, trigger, world) => {
      const budget = how.stepBudget === undefined ? {} : { stepBudget: how.stepBudget };
      this.#answer = advance(graph, instance, trigger, { ...world, ...budget });
      if (this.#answer.type === 'advanced') this.events = [...this.events, ...this.#answer.events];
      return this.#answer;
    };
    this.office = new VirtualOffice(officeOf(graphs, how), stepper, how.now ?? NOW, true);
    this.office.dossier = how.dossier ?? null;
  }

  // ——— what may happen ———

  /** Starts; null, or why it cannot be started. */
  async begin(): Promise<string | null> {
    const started = await this.office.start(this.process, this.#how.variables ?? {}, this.#how.at);
    if (typeof started === 'string') return started;
    this.#root = started;
    return null;
  }

  /** The task is completed. */
  complete(task: string, outcome?: string, data: JsonObject = {}, nth = 0): Promise<void> {
    return this.does({ complete: task, with: data, nth, ...(outcome === undefined ? {} : { outcome }) });
  }

  /** The job's work is done. */
  succeeds(job: string, result: Json = {}): Promise<void> {
    return this.does({ job, succeed: result });
  }

  /** The job ends with a BPMN error. */
  failsJob(job: string, code: string, message = 'It failed.'): Promise<void> {
    return this.does({ job, fail: { code, message } });
  }

  receives(name: string, variables: JsonObject = {}, key?: string): Promise<void> {
    return this.does({ message: { name, variables, ...(key === undefined ? {} : { key }) } });
  }

  hears(name: string, variables: JsonObject = {}): Promise<void> {
    return this.does({ signal: { name, variables } });
  }

  /** The clock moves to a day (midnight in the office) or an instant; what becomes due fires. */
  advanceTo(instant: string): Promise<void> {
    return this.does({ advanceTo: instant });
  }

  /** The clock moves by a duration. */
  passes(duration: string): Promise<void> {
    return this.does({ advance: duration });
  }

  fires(timer: string): Promise<void> {
    return this.does({ fireTimer: timer });
  }

  sets(variables: JsonObject): Promise<void> {
    return this.does({ set: variables });
  }

  cancel(): Promise<void> {
    return this.does({ cancel: 'withdrawn' });
  }

  /** Takes a stimulus that must be possible. */
  async does(step: Exclude<ScenarioStep, { expect: unknown }>): Promise<void> {
    assert.equal(await this.tries(step), null);
  }

  /** Takes a stimulus; null, or why it is not possible. */
  tries(step: Exclude<ScenarioStep, { expect: unknown }>): Promise<string | null> {
    this.events = [];
    return stimulate(this.office, this.#root, step, () => Promise.resolve(null));
  }

  /** Takes a trigger as a command would; null, or the sentence that refuses it. */
  takes(trigger: Trigger): Promise<string | null> {
    this.events = [];
    return this.office.apply(this.root, trigger);
  }

  // ——— what may be said of it ———

  get root(): VirtualInstance {
    assert.ok(this.#root, 'nothing has been started');
    return this.#root;
  }

  get state(): VirtualInstance['instance']['state'] {
    return this.root.instance.state;
  }

  get variables(): JsonObject {
    return this.root.instance.variables;
  }

  /** The instance that runs a called process. */
  called(process: string): VirtualInstance {
    const found = [...this.office.instances.values()].find((each) => each.process === process);
    assert.ok(found, `“${process}” has not been called`);
    return found;
  }

  /** The live token in an element of the case itself, one of its instances when it is repeated. */
  tokenAt(element: string): number {
    const token = this.state.tokens.find((each) => each.at === element && !each.loop);
    assert.ok(token, `no token in “${element}”`);
    return token.id;
  }

  /** Exactly these elements hold a token, in this instance; enclosing sub-processes are not listed. */
  isWaitingAt(...elements: readonly string[]): this {
    const { graph, instance } = this.root;
    const waiting = instance.state.tokens
      .filter(
        ({ at, loop, undo }) => !loop && !undo && !('eventSubProcesses' in graph.nodes[graph.byId.get(at) ?? -1]!),
      )
      .map(({ at }) => at);
    assert.equal(instance.state.status, 'active');
    assert.deepEqual(waiting.sort(), [...elements].sort());
    return this;
  }

  /** Exactly these tasks are open, over all instances. */
  offers(...elements: readonly string[]): this {
    const open = [...this.office.instances.values()].flatMap((each) => [...each.taskRows.values()]);
    assert.deepEqual(open.map(({ element }) => element).sort(), [...elements].sort());
    return this;
  }

  isCompleted(): this {
    return this.#hasEnded('completed');
  }

  isTerminated(): this {
    return this.#hasEnded('terminated');
  }

  /** These elements have run to their end so far, in this order. */
  went(...elements: readonly string[]): this {
    assert.deepEqual(this.office.trace, elements);
    return this;
  }

  has(variables: JsonObject): this {
    for (const [name, value] of Object.entries(variables)) assert.deepEqual(this.variables[name], value, name);
    return this;
  }

  /** One incident, with this code of the kernel and a sentence like this. */
  hasIncident(element: string, code: string, sentence: RegExp): this {
    const [incident, ...more] = this.office.incidents;
    assert.ok(incident, 'no incident');
    assert.deepEqual(more, []);
    assert.equal(incident.element, element);
    assert.match(incident.sentence, sentence);
    assert.equal(this.#answer?.type === 'incident' ? this.#answer.code : '', code);
    return this;
  }

  hasNoIncident(): this {
    assert.deepEqual(this.office.incidents, []);
    return this;
  }

  /** The timer of that event is armed and due then. */
  isDue(timer: string, dueAt: string): this {
    const row = [...this.root.timerRows.values()].find(({ element }) => element === timer);
    assert.ok(row, `the timer “${timer}” is not armed`);
    assert.equal(new Date(row.dueAt).toISOString(), new Date(dueAt).toISOString());
    return this;
  }

  isNotArmed(timer: string): this {
    assert.ok(![...this.root.timerRows.values()].some(({ element }) => element === timer), `“${timer}” is armed`);
    return this;
  }

  /** Exactly these elements wait for a message. */
  listensAt(...elements: readonly string[]): this {
    const listening = [...this.root.subscriptionRows.values()].map(({ element }) => element);
    assert.deepEqual(listening.sort(), [...elements].sort());
    return this;
  }

  /** The time limit of that key stands so. */
  hasLimit(key: string, expiresOn: string, state: string): this {
    const known = [...this.office.limits.values()].filter(({ limit }) => limit.key === key);
    assert.deepEqual(
      known.map((each) => [each.limit.expiresOn, each.state]),
      [[expiresOn, state]],
    );
    return this;
  }

  /** The events of one kind in the last stimulus, in order. */
  the<T extends KernelEventType>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  #hasEnded(status: string): this {
    assert.equal(this.state.status, status);
    assert.deepEqual(this.state.tokens, []);
    assert.deepEqual(this.state.joins, []);
    for (const each of this.office.instances.values()) {
      if (each.instance.state.status === 'active') continue;
      const rows = [each.taskRows, each.jobRows, each.timerRows, each.subscriptionRows];
      assert.deepEqual(
        rows.map(({ size }) => size),
        [0, 0, 0, 0],
        `${each.process} has ended but still waits`,
      );
    }
    return this;
  }
}
