import {
  changesOf,
  MAX_FOLLOW_UPS,
  type Changes,
  type Instance,
  type KernelEvent,
  type Trigger,
} from '../core/index.ts';
import type { JsonObject } from '../contract/json.ts';
import { worldOf } from './virtualWorld.ts';
import type { VirtualInstance, VirtualOffice } from './virtualOffice.ts';

/** The step cannot be taken: nothing of it is kept but an incident. */
export class StepStopped extends Error {
  readonly element: string;
  constructor(element: string, sentence: string) {
    super(sentence);
    this.name = 'StepStopped';
    this.element = element;
  }
}

/** The trigger is not possible now: nothing is kept. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';
}

/** An instance while a step changes it. */
export interface VirtualDraft {
  readonly virtual: VirtualInstance;
  readonly before: Instance;
  readonly events: KernelEvent[];
  current: Instance;
}

/**
 * One stimulus with all that follows from it in called and calling instances, kept as a whole or not at all: what a command
 * with its transaction is for the server.
 */
export class VirtualStep {
  readonly office: VirtualOffice;
  readonly drafts = new Map<string, VirtualDraft>();
  /** What happened, over all instances, in order. */
  readonly log: { readonly virtual: VirtualInstance; readonly event: KernelEvent }[] = [];
  readonly serials: Map<string, number>;
  dossier: JsonObject | null;
  dossierState: string | null;
  ids: number;
  #followUps = 0;

  constructor(office: VirtualOffice) {
    this.office = office;
    this.serials = new Map(office.serials);
    this.dossier = office.dossier;
    this.dossierState = office.dossierState;
    this.ids = office.ids;
  }

  /** @throws StepStopped, StepRefused */
  async apply(virtual: VirtualInstance, trigger: Trigger): Promise<void> {
    if (++this.#followUps > MAX_FOLLOW_UPS) {
      throw new StepStopped(
        virtual.process,
        `More than ${MAX_FOLLOW_UPS} processes call each other in one step; “${virtual.process}” probably calls itself without end.`,
      );
    }
    const draft = this.#draftOf(virtual);
    const { current } = draft;
    const before = this.office.reloaded({ ...current, dossier: this.dossier, dossierState: this.dossierState });
    const answer = await this.office.stepper(virtual.process, virtual.graph, before, trigger, worldOf(this, virtual));
    if (answer.type === 'refused') throw new StepRefused(answer.sentence);
    if (answer.type === 'incident') throw new StepStopped(answer.element, answer.sentence);
    draft.current = answer.instance;
    this.dossier = answer.instance.dossier;
    this.dossierState = answer.instance.dossierState;
    draft.events.push(...answer.events);
    for (const event of answer.events) this.log.push({ virtual, event });
    await this.#follow(draft, changesOf(before, answer.events));
  }

  /** What a step leads to in other instances: cancellation goes down, called processes start, the caller hears of an end. */
  async #follow({ virtual, current }: VirtualDraft, changes: Changes): Promise<void> {
    for (const child of changes.cancelledChildren) {
      const found = this.#instance(child);
      if (found && this.#isActive(found))
        await this.apply(found, { type: 'cancel', reason: `cancelled with “${virtual.process}”` });
    }
    for (const call of changes.calls) {
      const child = this.office.newInstance(call.process, call.child, { id: virtual.id, token: call.token });
      if (!child) {
        throw new StepStopped(
          call.element,
          `“${call.element}” calls the process “${call.process}”, which is not in the bundle.`,
        );
      }
      await this.apply(child, { type: 'start', variables: call.variables });
    }
    const parent = virtual.parent && this.#instance(virtual.parent.id);
    for (const { code } of changes.escalations) {
      if (virtual.parent && parent && this.#isActive(parent) && this.#isActive(virtual))
        await this.apply(parent, { type: 'childEscalated', token: virtual.parent.token, code });
    }
    const { ended } = changes;
    if (!ended || ended.how === 'terminated' || !virtual.parent || !parent || !this.#isActive(parent)) return;
    await this.apply(parent, {
      type: 'childEnded',
      token: virtual.parent.token,
      variables: current.variables,
      ...(ended.error ? { error: ended.error } : {}),
    });
  }

  #draftOf(virtual: VirtualInstance): VirtualDraft {
    let draft = this.drafts.get(virtual.id);
    if (!draft) {
      draft = { virtual, before: virtual.instance, current: virtual.instance, events: [] };
      this.drafts.set(virtual.id, draft);
    }
    return draft;
  }

  #instance(id: string): VirtualInstance | undefined {
    return this.drafts.get(id)?.virtual ?? this.office.instances.get(id);
  }

  #isActive(virtual: VirtualInstance): boolean {
    return (this.drafts.get(virtual.id)?.current ?? virtual.instance).state.status === 'active';
  }
}
