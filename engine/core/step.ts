import { dayOf } from '../calendar/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { Graph, GraphNode } from '../bpmn/index.ts';
import { Arrivals, type Arrival } from './arrivals.ts';
import type { Occurrence } from './element.ts';
import type { Ending, KernelEvent } from './events.ts';
import { StaleTrigger, StepFailure } from './failure.ts';
import { Joins } from './joins.ts';
import { Loops } from './loops.ts';
import { ScopedVariables } from './scopedVariables.ts';
import type { Compensation, Instance, InstanceState, Token, Waits } from './state.ts';
import { Tokens } from './tokens.ts';
import type { World } from './world.ts';

const DEFAULT_STEP_BUDGET = 10_000;

/**
 * One step in the making: a private copy of the instance, the events so far and the arrivals still to be taken. It lives
 * for one `advance`; elements and behaviours change the instance through it alone.
 */
export class Step {
  readonly graph: Graph;
  readonly world: World;
  /** The time at which the step is taken, later than the world's when a timer fires late. */
  readonly clock: string;
  readonly events: KernelEvent[] = [];
  readonly #variables: ScopedVariables;
  /** Whose variables expressions see first and mappings write: a token id, 0 = the process. */
  scope = 0;
  status: InstanceState['status'];
  suspended: InstanceState['suspended'];
  /** Element id of the event sub-process that suspended the instance and was terminated before it resumed it. */
  orphan: string | undefined;
  /** Variables that the trigger must not write over. */
  corrected: JsonObject = {};
  readonly joins: Joins;
  readonly loops = new Loops();
  dossier: JsonObject | null;
  dossierState: string | null;
  /** What has completed and can be undone, in order. */
  compensations: readonly Compensation[];
  /** What has occurred inside the instance and is taken before the next arrival. */
  readonly occurrences: Occurrence[] = [];
  #waits: Waits;
  readonly #tokens: Tokens;
  readonly #arrivals = new Arrivals();
  #today: string | undefined;
  #next: number;
  #entered = 0;
  #opened = 0;

  constructor(graph: Graph, instance: Instance, world: World, clock = world.now) {
    this.graph = graph;
    this.clock = clock;
    this.world = world;
    this.dossier = instance.dossier;
    this.dossierState = instance.dossierState;
    this.status = instance.state.status;
    this.suspended = instance.state.suspended;
    this.joins = new Joins(instance.state.joins);
    this.compensations = instance.state.compensations ?? [];
    this.#waits = instance.state.waits ?? {};
    this.#next = instance.state.next;
    this.#tokens = new Tokens(instance.state.tokens);
    this.#variables = new ScopedVariables(instance.variables, this.#tokens, this.loops);
  }

  /** Elements entered in one step at most. */
  get budget(): number {
    return this.world.stepBudget ?? DEFAULT_STEP_BUDGET;
  }

  /** True once the instance has been started. */
  get hasBegun(): boolean {
    return this.#next > 1 || this.joins.list().length > 0;
  }

  emit(event: KernelEvent): void {
    this.events.push(event);
  }

  /** The office's day of the step. */
  get today(): string {
    return (this.#today ??= dayOf(this.world.now, this.world.calendar.timeZone));
  }

  /** The variables of the process; those of inner scopes are hidden. */
  get variables(): ReadonlyMap<string, Json> {
    return this.#variables.process;
  }

  /** How often a variable has been written in this step. */
  get written(): number {
    return this.#variables.written;
  }

  /** The nearest token from `scope` outward that holds variables of its own; 0 = the process. */
  holder(scope = this.scope): number {
    return this.#tokens.holder(scope)?.id ?? 0;
  }

  /** All that is seen from a scope, an inner variable before an outer one of the same name. */
  visible(scope = this.scope): JsonObject {
    return this.#variables.visible(scope);
  }

  /** The value of a variable as it is seen from the step's scope, undefined when there is none. */
  read(variable: string): Json | undefined {
    return this.#variables.read(this.scope, variable);
  }

  /** Writes a variable where it is, in the process when there is none; tells where (token id). */
  write(variable: string, value: Json): number {
    return this.#variables.write(this.scope, variable, value);
  }

  /** Gives a token variables of its own, in place of those of the same name. */
  declare(tokenId: number, values: JsonObject): void {
    this.#variables.declare(this.alive(tokenId), values);
  }

  /** What expressions see has changed without a variable being written. */
  touch(): void {
    this.#variables.written += 1;
  }

  /** The node of an element id; a state that names an unknown one belongs to another version. */
  node(id: string): GraphNode {
    const index = this.graph.byId.get(id);
    const node = index === undefined ? undefined : this.graph.nodes[index];
    if (!node)
      throw new StaleTrigger(`Expected an element “${id}” in process “${this.graph.process}”, but there is none.`);
    return node;
  }

  nodeAt(index: number): GraphNode {
    const node = this.graph.nodes[index];
    if (!node) throw new Error(`graph has no node ${index}`);
    return node;
  }

  /**
   * Puts a live token into a node. One instance of a repeated activity has its token already: `scope` is that token then, and
   * it takes on what the element wants.
   */
  open(node: GraphNode, scope: number, more: Omit<Token, 'id' | 'at' | 'in'> = {}): Token {
    const instance = this.#tokens.get(scope);
    if (instance?.at === node.id && !instance.loop && !instance.undo) {
      if (more.vars) this.declare(scope, more.vars);
      const { vars: _vars, ...rest } = more;
      this.#tokens.set({ ...this.alive(scope), ...rest });
      return this.alive(scope);
    }
    if (++this.#opened > this.budget) throw this.#tooLong(node);
    const token: Token = { id: this.#next++, at: node.id, in: scope, ...more };
    this.#tokens.set(token);
    this.emit({ type: 'tokenOpened', token: token.id, element: node.id });
    return token;
  }

  /** Takes a token away with everything that waits on it; what lies inside must be gone already. */
  close(token: Token, ending: Ending): void {
    this.#tokens.remove(token.id);
    this.emit({ type: 'tokenClosed', token: token.id, element: token.at, ending });
  }

  token(id: number): Token | undefined {
    return this.#tokens.get(id);
  }

  /** The addressed token; refused when it is gone, which makes triggers idempotent. */
  alive(id: number): Token {
    const token = this.#tokens.get(id);
    if (!token) throw new StaleTrigger(`Expected token ${id} to be alive, but it has ended.`);
    return token;
  }

  replace(token: Token): void {
    this.#tokens.set(token);
  }

  tokens(): readonly Token[] {
    return this.#tokens.all();
  }

  /** What a token waits for, or the process itself (0). */
  waits(holder: number): Waits {
    return holder === 0 ? this.#waits : this.alive(holder);
  }

  /** Keeps what a token, or the process itself (0), waits for in place of what it has waited for. */
  keepWaits(holder: number, { timers = [], events = [] }: Waits): void {
    const kept: Waits = { ...(timers.length > 0 ? { timers } : {}), ...(events.length > 0 ? { events } : {}) };
    if (holder === 0) {
      this.#waits = kept;
      return;
    }
    const { timers: _timers, events: _events, ...rest } = this.alive(holder);
    this.#tokens.set({ ...rest, ...kept });
  }

  /** Everything that may wait: the process itself (0) and every live token. */
  holders(): readonly number[] {
    return [0, ...this.#tokens.all().map(({ id }) => id)];
  }

  /** How many live tokens lie directly in a scope. */
  countInside(scope: number): number {
    return this.#tokens.inside(scope).size;
  }

  /** Live tokens directly in a scope. */
  inside(scope: number): readonly Token[] {
    return [...this.#tokens.inside(scope)].flatMap((id) => this.#tokens.get(id) ?? []);
  }

  /** True while the scope holds a token, a waiting join or an arrival. */
  isBusy(scope: number): boolean {
    return this.#tokens.inside(scope).size > 0 || this.#arrivals.isAnyIn(scope) || this.joins.isAnyIn(scope);
  }

  arrive(arrival: Arrival): void {
    this.#arrivals.add(arrival);
  }

  /** Next arrival in order, counted against the step budget. */
  nextArrival(): Arrival | undefined {
    const arrival = this.#arrivals.take();
    if (!arrival) return undefined;
    if (++this.#entered > this.budget) throw this.#tooLong(arrival.node);
    return arrival;
  }

  #tooLong(node: GraphNode): StepFailure {
    const name = node.name ?? node.id;
    const sentence = `The process ran through more than ${this.budget} elements without waiting for anyone; it probably loops without end at “${name}”.`;
    return new StepFailure(node.id, 'STEP_BUDGET_EXCEEDED', sentence);
  }

  /** Drops arrivals and joins of a scope. */
  forget(scope: number): void {
    this.#arrivals.drop(scope);
    this.joins.drop(scope);
  }

  result(): Instance {
    const state: InstanceState = {
      v: 1,
      next: this.#next,
      status: this.status,
      tokens: this.#tokens.all().map((token) => (token.loop ? this.loops.saved(token) : token)),
      joins: this.joins.list(),
      ...(this.suspended ? { suspended: this.suspended } : {}),
      ...(Object.keys(this.#waits).length > 0 ? { waits: this.#waits } : {}),
      ...(this.compensations.length > 0 ? { compensations: this.compensations } : {}),
    };
    return {
      state,
      variables: Object.fromEntries(this.variables),
      dossier: this.dossier,
      dossierState: this.dossierState,
    };
  }
}
