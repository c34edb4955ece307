import type { Json, JsonObject } from '../contract/json.ts';
import type { InstanceState } from '../core/index.ts';
import type { Trigger } from '../core/index.ts';

/** Who acts, as stored with every history entry. */
export interface ActorRecord {
  readonly type: 'member' | 'worker' | 'system';
  /** User id, worker name, or `timers`, `messages` … for the system. */
  readonly id: string;
  readonly name: string;
}

/** An instance as the step reads it. Instants ISO 8601 UTC. */
export interface InstanceRow {
  readonly id: string;
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly deploymentId: string;
  readonly parentId: string | null;
  readonly parentToken: number | null;
  readonly dossierId: string | null;
  readonly version: number;
  readonly state: InstanceState;
  readonly variables: JsonObject;
  readonly historySeq: number;
  readonly historyHash: string;
  readonly startedAt: string;
}

export interface DossierRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly state: string | null;
  readonly version: number;
  readonly data: JsonObject;
}

export interface TaskWrite {
  readonly id: string;
  readonly token: number;
  readonly element: string;
  readonly form: string | null;
  readonly assigneeId: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly priority: number;
  /** Instant from which others see the task (undo delay). */
  readonly visibleAt: string;
  /** User who sees it before that. */
  readonly visibleTo: string | null;
  /** Legal expiry shown with the task (office day), when it has a time limit. */
  readonly expiresOn: string | null;
  /** Office target, instant. */
  readonly targetAt: string | null;
}

export interface JobWrite {
  readonly id: string;
  readonly token: number;
  readonly element: string;
  readonly kind: 'connector' | 'letter' | 'act';
  readonly key: string;
  readonly input: JsonObject;
  readonly maxAttempts: number;
  readonly dueAt: string;
  /** Its case is suspended: nobody takes it. */
  readonly held?: boolean;
  /** Only workers outside take it. */
  readonly external?: boolean;
}

export interface TimerWrite {
  readonly token: number;
  readonly element: string;
  readonly dueAt: string;
  readonly limit: string | null;
}

export interface SubscriptionWrite {
  readonly token: number;
  readonly element: string;
  /** Missing: message. */
  readonly kind?: 'message' | 'signal' | 'condition';
  readonly message: string;
  readonly correlationKey: string;
}

export interface TimeLimitWrite {
  /** Identity within the dossier: (instance, token, element); a fixed one has token -1. */
  readonly token: number;
  readonly element: string;
  readonly key: string;
  readonly baseOn: string;
  readonly rawOn: string;
  readonly expiresOn: string;
  readonly extensions: number;
  /** running, met (answered in time), expired, suspended, cancelled, fixed (no timer: register dates). */
  readonly state: 'running' | 'met' | 'expired' | 'suspended' | 'cancelled' | 'fixed';
  /** The arithmetic; null: it stays as it was. */
  readonly steps: Json;
}

export interface HistoryWrite {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly actor: ActorRecord;
  readonly data: JsonObject;
  readonly prevHash: string;
  readonly hash: string;
}

export interface StatusEventWrite {
  readonly id: string;
  readonly event: string;
  readonly on: string;
  readonly element: string;
  readonly note: string | null;
}

export interface DocumentWrite {
  readonly id: string;
  readonly kind: string;
  readonly direction: 'incoming' | 'outgoing' | 'internal';
  readonly title: JsonObject;
  readonly number: string | null;
  readonly language: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly mediaType: string | null;
  readonly fileName: string | null;
  readonly letterKey: string | null;
  readonly details: JsonObject;
}

export interface OutgoingMessageWrite {
  readonly id: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly payload: JsonObject;
  readonly expiresAt: string;
}

/** All that one step of one instance writes, in one data-modifying statement guarded by the versions. */
export interface StepWrite {
  readonly at: string;
  readonly actor: ActorRecord;
  readonly instance: {
    readonly id: string;
    /** Null: a new instance. */
    readonly expectedVersion: number | null;
    readonly definitionKey: string;
    readonly definitionVersion: number;
    readonly deploymentId: string;
    readonly parentId: string | null;
    readonly parentToken: number | null;
    readonly dossierId: string | null;
    readonly status: InstanceState['status'];
    readonly state: InstanceState;
    readonly variables: JsonObject;
    readonly historySeq: number;
    readonly historyHash: string;
  };
  /** Present when the dossier is new or changed; `expectedVersion` null = new. */
  readonly dossier: {
    readonly id: string;
    readonly expectedVersion: number | null;
    readonly kind: string;
    readonly number: string | null;
    readonly filedAt: string | null;
    readonly state: string | null;
    readonly data: JsonObject;
    /** The promoted columns (title, applicant, classes, dates, registration number). */
    readonly index: DossierIndexWrite;
  } | null;
  /** The dossier as the step has read it without changing it: the step is written only if the dossier still has this version. */
  readonly seenDossier?: { readonly id: string; readonly version: number } | null;
  /** Tokens that ended: their open tasks are closed, their jobs, timers and subscriptions deleted. */
  readonly closedTokens: readonly number[];
  /** The task that this step completes; `by` when it is not the actor who completed it (an incident resolved by another). */
  readonly completedTask: {
    readonly id: string;
    readonly expectedRevision: number;
    readonly outcome: string;
    readonly by?: ActorRecord;
  } | null;
  readonly tasks: readonly TaskWrite[];
  readonly jobs: readonly JobWrite[];
  /** Tokens whose jobs are held from now on, all others are not; missing: as it was. */
  readonly heldTokens?: readonly number[];
  readonly timers: readonly TimerWrite[];
  /** (token, element) of timers that are disarmed although their token lives on. */
  readonly disarmed: readonly { readonly token: number; readonly element: string }[];
  readonly subscriptions: readonly SubscriptionWrite[];
  readonly unsubscribed: readonly { readonly token: number; readonly element: string }[];
  readonly timeLimits: readonly TimeLimitWrite[];
  readonly history: readonly HistoryWrite[];
  readonly statusEvents: readonly StatusEventWrite[];
  readonly documents: readonly DocumentWrite[];
  readonly messages: readonly OutgoingMessageWrite[];
  readonly numbers?: readonly NumberWrite[];
  /** The job whose completion this step is: deleted only if the lease token still is ours, else the write finds nothing. */
  readonly completedJob: { readonly id: string; readonly leaseToken: number } | null;
  /** The buffered message that this step consumed. */
  readonly consumedMessage: string | null;
  /** The signal that this step hands to its receiver. */
  readonly consumedSignal?: SignalPlace | null;
  /** The start by timer that this step is. */
  readonly firedStart?: FiredStart | null;
  /** The kernel has asked the instance's conditions in this step; missing: it has not run. */
  readonly asked?: { readonly dossierVersion: number | null; readonly on: string };
  /** A message that comes straight to this step: noted as received by it; the write finds nothing when its id is known. */
  readonly receivedMessage?: OutgoingMessageWrite | null;
  readonly idempotency: {
    readonly key: string;
    readonly actorId: string;
    readonly command: string;
    readonly response: Json;
  } | null;
  /** Kept for undo of a task completion until that instant. */
  readonly undo: { readonly taskId: string; readonly until: string; readonly before: Json } | null;
  /** Incident opened or resolved by this step. */
  readonly incident: IncidentWrite | null;
  readonly resolvedIncident: string | null;
}

/** One receiver of one signal: it is used up with its step. */
export interface SignalPlace {
  readonly signalId: string;
  /** Id of an instance, or key of the process that begins. */
  readonly receiver: string;
  readonly token: number;
  readonly element: string;
}

/** A timer start event that was due at `dueAt` and is due again at `nextDueAt`, or never again. */
export interface FiredStart {
  readonly definitionKey: string;
  readonly element: string;
  readonly dueAt: string;
  readonly nextDueAt: string | null;
}

export interface IncidentWrite {
  readonly id: string;
  readonly token: number | null;
  readonly element: string;
  readonly code: string;
  readonly sentence: string;
  /** What to try again when the incident is resolved. */
  readonly trigger: Trigger | null;
  readonly jobId: string | null;
}

export interface DossierIndexWrite {
  readonly title: string;
  readonly applicant: string;
  readonly representative: string;
  readonly classes: readonly number[];
  readonly filedOn: string | null;
  readonly registrationNumber: string | null;
  readonly registeredOn: string | null;
  readonly expiresOn: string | null;
  readonly publishedOn: string | null;
  /** Sort keys of title and applicant in the office's first language: hexadecimal, compared as bytes. */
  readonly titleSort?: string;
  readonly applicantSort?: string;
  /** All parties of the dossier; missing: those stored stay. */
  readonly parties?: readonly DossierPartyWrite[];
  /** All classes of goods and services; missing: those stored stay. */
  readonly goods?: readonly { readonly class: number; readonly terms: string }[];
}

/** A party as lists read it; `position` from 0 within the role. */
export interface DossierPartyWrite {
  readonly role: string;
  readonly position: number;
  readonly name: string;
  /** ST.3 code. */
  readonly country: string | null;
  readonly address: string | null;
  readonly nameSort?: string;
}

/** A number that this step gives away; `ordinal` as taken by `takeNumbers` in the same transaction. */
export interface NumberWrite {
  readonly series: string;
  /** The year, or '' for a series that never starts again. */
  readonly period: string;
  readonly ordinal: number;
  readonly number: string;
}
