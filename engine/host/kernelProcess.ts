import { Process, type ElementBase } from 'bpmn-elements';
import {
  advance,
  newInstance,
  type Advance,
  type Instance,
  type KernelEvent,
  type Token,
  type Trigger,
} from '../core/index.ts';
import { announcementsAfterResume, announcementsOf, isWaitingAt, nodeOf, type Announcement } from './announce.ts';
import type { HostIncident, KernelState } from './hostState.ts';
import { kernelOf, type HostKernel } from './kernel.ts';
import { signalTrigger, timerTrigger, type SignalContent } from './stimulus.ts';

type Message = NonNullable<Parameters<Process['getApi']>[0]>;
type ProcessApi = ReturnType<Process['getApi']>;
type ProcessState = ReturnType<Process['getState']>;

/** What is published to a process from outside: bpmn-engine's `signal`, `cancel` and `stop`. */
interface Sent {
  readonly content: { readonly executionId?: string; readonly message?: SignalContent };
  /** Delegated: sent to the whole definition, and meant for whoever has the id in the message. */
  readonly properties: { readonly type?: string; readonly delegate?: boolean };
}

/**
 * `bpmn:Process` of bpmn-engine, executed by our kernel. bpmn-engine calls, in this order: the constructor, then either
 * `init` and `run`, or `recover` and `resume`; then `stop` or nothing. Between them `apply` takes triggers, one step each.
 * The process is running from `run` or `resume` until it is stopped or the instance has ended.
 */
export class KernelProcess extends Process {
  readonly #kernel: HostKernel | undefined;
  #instance: Instance = newInstance();
  #incidents: readonly HostIncident[] = [];
  #executionId: string | undefined;
  #isRunning = false;
  #isStopped = false;
  #startAnswer: Advance | undefined;

  constructor(...args: ConstructorParameters<typeof Process>) {
    super(...args);
    const kernel = kernelOf(this.environment);
    this.#kernel = kernel?.process === this.id ? kernel : undefined;
  }

  /** The instance as the kernel left it. */
  get instance(): Instance {
    return this.#instance;
  }

  get incidents(): readonly HostIncident[] {
    return this.#incidents;
  }

  /** What came of the start; it is taken by bpmn-engine, which hands nothing back. */
  get startAnswer(): Advance {
    return this.#startAnswer ?? { type: 'refused', sentence: `The process “${this.id}” has not been started.` };
  }

  override get executionId(): string {
    // bpmn-engine takes a process without one for a process that has not been started.
    return this.#executionId as string;
  }

  override get status(): Process['status'] {
    return (this.#isRunning || this.#isStopped ? 'executing' : undefined) as never;
  }

  override get isRunning(): boolean {
    return this.#isRunning;
  }

  override get stopped(): boolean {
    return this.#isStopped;
  }

  override get activityStatus(): Process['activityStatus'] {
    const { tokens, waits } = this.#instance.state;
    const hasTimer = waits?.timers !== undefined || tokens.some((token) => token.timers !== undefined);
    return (!this.#isRunning || tokens.length === 0 ? 'idle' : hasTimer ? 'timer' : 'wait') as never;
  }

  override init(): void {
    if (this.#kernel === undefined) return;
    this.#executionId = this.#kernel.world().instanceId;
    this.#publish('init');
  }

  override run(): void {
    const kernel = this.#kernel;
    if (kernel === undefined) return;
    if (this.#isRunning) throw new Error(`process <${this.id}> is already running`);
    const { variables = {}, at, corrected, stands = false, instance = newInstance() } = kernel.start;
    this.#instance = instance;
    this.#begin();
    this.#publish('enter');
    this.#publish('start');
    if (stands) return;
    this.#startAnswer = this.apply({
      type: 'start',
      variables,
      ...(at === undefined ? {} : { at }),
      ...(corrected === undefined ? {} : { corrected }),
    });
  }

  override resume(): this {
    const kernel = this.#kernel;
    if (kernel === undefined || this.status === undefined || this.#isRunning) return this;
    this.#begin();
    for (const announcement of announcementsAfterResume(kernel.graph, this.#instance)) this.#announce(announcement);
    return this;
  }

  override stop(): void {
    if (!this.#isRunning) return;
    this.#end();
    this.#isStopped = true;
    this.#publish('stop');
  }

  /** Replaces the dossier's part of the instance, which other instances of the dossier may have changed. */
  setDossier({ dossier, dossierState }: Pick<Instance, 'dossier' | 'dossierState'>): void {
    this.#instance = { ...this.#instance, dossier, dossierState };
  }

  /** One step of the kernel; listeners hear what happened. A refused step changes nothing, an incident is kept. */
  apply(trigger: Trigger): Advance {
    const kernel = this.#kernel;
    if (kernel === undefined || !this.#isRunning) {
      return { type: 'refused', sentence: `The process “${this.id}” is not running.` };
    }
    const answer = advance(kernel.graph, this.#instance, trigger, kernel.world());
    if (answer.type === 'incident') this.#note({ ...answer, trigger });
    if (answer.type !== 'advanced') return answer;
    this.#instance = answer.instance;
    for (const event of answer.events) this.#announceEvent(kernel, event);
    if (answer.instance.state.status !== 'active') this.#complete();
    return answer;
  }

  // The parameter is a filter, or what is left of it in bpmn-engine's own calls.
  override getPostponed(
    filter?: (api: ReturnType<Process['getPostponed']>[number]) => boolean,
  ): ReturnType<Process['getPostponed']> {
    const kernel = this.#kernel;
    if (kernel === undefined) return [];
    const waiting = this.#instance.state.tokens.filter((token) => isWaitingAt(kernel.graph, token));
    const apis = waiting.map(
      (token) => this.#tokenApi(token) as unknown as ReturnType<Process['getPostponed']>[number],
    );
    return typeof filter === 'function' ? apis.filter(filter) : apis;
  }

  override getApi(message?: Message): ProcessApi {
    // bpmn-engine's own Api object publishes to our broker, where `#onApi` listens.
    return super.getApi(message ?? this.#message(this.#content()));
  }

  override getState(): ProcessState {
    const ours: KernelState = {
      executionId: this.#executionId,
      status: this.status === undefined ? undefined : 'executing',
      instance: this.#instance,
      incidents: this.#incidents,
    };
    const { id, type, counters } = this;
    return {
      id,
      type,
      counters,
      stopped: this.#isStopped,
      environment: this.environment.getState(),
      ...ours,
    } as ProcessState;
  }

  override recover(state?: ProcessState): this {
    if (state === undefined) return this;
    const ours = state as unknown as KernelState;
    this.#executionId = ours.executionId;
    this.#instance = ours.instance;
    this.#incidents = ours.incidents;
    this.#isStopped = ours.status !== undefined;
    this.environment.recover(state.environment);
    return this;
  }

  #begin(): void {
    this.#isRunning = true;
    this.#isStopped = false;
    this.broker.subscribeTmp(
      'api',
      '#',
      (_key: string, message: unknown) => {
        this.#onApi(message as Sent);
      },
      {
        noAck: true,
        consumerTag: '_kernel-api',
      },
    );
  }

  #end(): void {
    this.#isRunning = false;
    this.broker.cancel('_kernel-api');
  }

  #complete(): void {
    this.#end();
    this.#publish('end', { output: { ...this.#instance.variables } });
    this.#publish('leave');
  }

  #note(incident: HostIncident): void {
    this.#incidents = [...this.#incidents, incident];
    this.broker.publish(
      'event',
      'activity.error',
      this.#content({ id: incident.element, error: new Error(incident.sentence) }),
      {
        type: 'error',
        persistent: false,
      },
    );
  }

  #onApi(message: Sent): void {
    const kernel = this.#kernel;
    if (kernel === undefined) return;
    const { content, properties } = message;
    const sent = content.message ?? {};
    const { type: action, delegate } = properties;
    const token = delegate === true ? this.#waitingFor(sent) : this.#tokenOf(content.executionId);
    if (action === 'signal' && token !== undefined) this.apply(signalTrigger(kernel.graph, token, sent));
    else if (action === 'cancel') {
      const trigger = timerTrigger(this.#instance.state, sent.id ?? token?.at ?? '');
      if (trigger !== undefined) this.apply(trigger);
    } else if (action === 'stop' && content.executionId === this.#executionId) this.stop();
  }

  #waitingFor({ id, executionId }: SignalContent): Token | undefined {
    if (executionId !== undefined) return this.#tokenOf(executionId);
    return this.#instance.state.tokens.find((token) => token.at === id && token.loop === undefined);
  }

  #tokenOf(executionId: string | undefined): Token | undefined {
    const prefix = `${String(this.#executionId)}:`;
    if (executionId?.startsWith(prefix) !== true) return undefined;
    const id = Number(executionId.slice(prefix.length));
    return this.#instance.state.tokens.find((token) => token.id === id);
  }

  #announceEvent(kernel: HostKernel, event: KernelEvent): void {
    for (const announcement of announcementsOf(kernel.graph, event)) this.#announce(announcement);
  }

  #announce({ key, element, token, event }: Announcement): void {
    const type = key.slice(key.indexOf('.') + 1);
    this.broker.publish('event', key, this.#childContent(element, token, event), { type, persistent: false });
  }

  #childContent(element: string, token?: number, event?: KernelEvent): Message['content'] {
    const node = this.#kernel && nodeOf(this.#kernel.graph, element);
    return {
      id: element,
      type: node === undefined ? 'bpmn:SequenceFlow' : `bpmn:${node.type.charAt(0).toUpperCase()}${node.type.slice(1)}`,
      ...(node?.name === undefined ? {} : { name: node.name }),
      executionId: token === undefined ? `${this.executionId}:` : `${this.executionId}:${token}`,
      parent: { id: this.id, type: this.type, executionId: this.executionId, path: [] },
      ...(event === undefined ? {} : { event }),
    };
  }

  #tokenApi(token: Token): ProcessApi {
    return this.getApi(this.#message(this.#childContent(token.at, token.id)));
  }

  #message(content: Message['content']): Message {
    return { fields: {}, content, properties: {} } as unknown as Message;
  }

  #publish(state: string, more: object = {}): void {
    this.broker.publish('event', `process.${state}`, this.#content({ ...more, state }), { type: state });
  }

  #content(more: object = {}): Message['content'] {
    const { id, type, name, parent } = this as unknown as ElementBase & { readonly parent: object };
    return { id, type, name, executionId: this.executionId, parent: { ...parent }, ...more };
  }
}
