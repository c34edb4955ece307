import type { ProcessDefinition } from '../../bundles/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Instance, KernelEvent } from '../../core/index.ts';
import type { DocumentWrite, StepWrite, StoredInstance } from '../../store/index.ts';
import type { DeployedOffice } from './runtime.ts';

/** A new instance before its row exists. */
export interface NewInstanceRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly parentToken: number | null;
}

/** One history entry in the making. */
export interface Entry {
  readonly type: string;
  readonly data: JsonObject;
}

/** An instance while a command changes it: as it was read, as it is now, and what happened on the way. */
export interface Draft {
  readonly id: string;
  readonly stored: StoredInstance | null;
  readonly parent: { readonly id: string; readonly token: number } | null;
  readonly deployed: DeployedOffice;
  readonly process: ProcessDefinition;
  readonly before: Instance;
  current: Instance;
  readonly events: KernelEvent[];
  readonly entries: Entry[];
}

/** What a command adds to the write of the instance that it addresses. */
export interface Extras {
  readonly completedTask?: NonNullable<StepWrite['completedTask']>;
  readonly completedJob?: NonNullable<StepWrite['completedJob']>;
  /** What the completed job said when it reported a BPMN error; it stands still with an incident when nothing catches it. */
  readonly jobError?: string;
  /** The job that stands still and is to run anew. */
  readonly retriedJob?: string;
  /** Entry of the history that precedes what the trigger leads to. */
  readonly note?: Entry;
  readonly consumedMessage?: string;
  readonly consumedSignal?: NonNullable<StepWrite['consumedSignal']>;
  readonly firedStart?: NonNullable<StepWrite['firedStart']>;
  readonly receivedMessage?: NonNullable<StepWrite['receivedMessage']>;
  readonly resolvedIncident?: string;
  readonly documents?: readonly DocumentWrite[];
  /** Member who sees the tasks that open before the undo delay is over. */
  readonly undoFor?: string;
  /** Timers whose row goes away although the step failed. */
  readonly disarmed?: StepWrite['disarmed'];
}
