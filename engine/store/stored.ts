import type { Json, JsonObject } from '../contract/json.ts';
import type { Trigger } from '../core/index.ts';
import type { Columns } from './columns.ts';
import type { DossierRow, InstanceRow } from './stepTypes.ts';

/** A task as stored; instants ISO 8601 UTC. */
export interface StoredTask {
  readonly id: string;
  readonly instanceId: string;
  readonly dossierId: string | null;
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly token: number;
  readonly element: string;
  readonly form: string | null;
  readonly state: 'open' | 'completed' | 'cancelled';
  readonly revision: number;
  readonly assigneeId: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly priority: number;
  readonly visibleAt: string;
  readonly visibleTo: string | null;
  readonly expiresOn: string | null;
  readonly targetAt: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Actor id and name of who completed it. */
  readonly completedBy: string | null;
  readonly completedByName: string | null;
  readonly outcome: string | null;
}

export const taskColumns: Columns<StoredTask> = {
  id: 'id',
  instanceId: 'instance_id',
  dossierId: 'dossier_id',
  definitionKey: 'definition_key',
  definitionVersion: 'definition_version',
  token: 'token',
  element: 'element',
  form: 'form',
  state: 'state',
  revision: 'revision',
  assigneeId: 'assignee_id',
  candidateGroups: 'candidate_groups',
  candidateUsers: 'candidate_users',
  priority: 'priority',
  visibleAt: 'visible_at',
  visibleTo: 'visible_to',
  expiresOn: 'expires_on',
  targetAt: 'target_at',
  openedAt: 'opened_at',
  closedAt: 'closed_at',
  completedBy: 'completed_by',
  completedByName: 'completed_by_name',
  outcome: 'outcome',
};

/** A job as stored. */
export interface StoredJob {
  readonly id: string;
  readonly officeId: string;
  readonly instanceId: string;
  readonly token: number;
  readonly element: string;
  readonly kind: 'connector' | 'letter' | 'act';
  readonly key: string;
  readonly input: JsonObject;
  /** `failed`: attempts used up, an incident is open. */
  readonly state: 'ready' | 'failed';
  /** Claims that count; the first claim makes it 1. */
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly dueAt: string;
  /** Grows with every claim and is never reset: the fence of completion, failure and heartbeat. */
  readonly leaseToken: number;
  readonly lastError: string | null;
  /** Done by workers outside, not by ours. */
  readonly external: boolean;
}

export const jobColumns: Columns<StoredJob> = {
  id: 'id',
  officeId: 'office_id',
  instanceId: 'instance_id',
  token: 'token',
  element: 'element',
  kind: 'kind',
  key: 'key',
  input: 'input',
  state: 'state',
  attempts: 'attempts',
  maxAttempts: 'max_attempts',
  dueAt: 'due_at',
  leaseToken: 'lease_token',
  lastError: 'last_error',
  external: 'external',
};

export interface StoredTimer {
  readonly instanceId: string;
  readonly officeId: string;
  readonly token: number;
  readonly element: string;
  readonly dueAt: string;
  /** Key of the time limit it guards. */
  readonly limit: string | null;
}

export const timerColumns: Columns<StoredTimer> = {
  instanceId: 'instance_id',
  officeId: 'office_id',
  token: 'token',
  element: 'element',
  dueAt: 'due_at',
  limit: 'time_limit',
};

export interface StoredSubscription {
  readonly instanceId: string;
  readonly officeId: string;
  readonly token: number;
  readonly element: string;
  readonly kind: 'message' | 'signal' | 'condition';
  /** Name of the message or signal; empty for a condition. */
  readonly message: string;
  readonly correlationKey: string;
}

export const subscriptionColumns: Columns<StoredSubscription> = {
  instanceId: 'instance_id',
  officeId: 'office_id',
  token: 'token',
  element: 'element',
  kind: 'kind',
  message: 'message',
  correlationKey: 'correlation_key',
};

export interface StoredIncident {
  readonly id: string;
  readonly instanceId: string;
  readonly token: number | null;
  readonly element: string;
  readonly code: string;
  readonly sentence: string;
  readonly trigger: Trigger | null;
  readonly jobId: string | null;
  readonly state: 'open' | 'resolved';
  readonly openedAt: string;
  readonly resolvedAt: string | null;
}

export const incidentColumns: Columns<StoredIncident> = {
  id: 'id',
  instanceId: 'instance_id',
  token: 'token',
  element: 'element',
  code: 'code',
  sentence: 'sentence',
  trigger: 'trigger',
  jobId: 'job_id',
  state: 'state',
  openedAt: 'opened_at',
  resolvedAt: 'resolved_at',
};

/** An instance with what stands beside its state in the row. */
export interface StoredInstance extends InstanceRow {
  readonly status: InstanceRow['state']['status'];
  /** Name of who started it. */
  readonly startedBy: string;
  readonly endedAt: string | null;
}

export const instanceColumns: Columns<StoredInstance> = {
  id: 'id',
  definitionKey: 'definition_key',
  definitionVersion: 'definition_version',
  deploymentId: 'deployment_id',
  parentId: 'parent_id',
  parentToken: 'parent_token',
  dossierId: 'dossier_id',
  version: 'version',
  status: 'status',
  state: 'state',
  variables: 'variables',
  historySeq: 'history_seq',
  historyHash: 'history_hash',
  startedAt: 'started_at',
  startedBy: 'started_by',
  endedAt: 'ended_at',
};

export const dossierColumns: Columns<DossierRow> = {
  id: 'id',
  kind: 'kind',
  number: 'number',
  state: 'state',
  version: 'version',
  data: 'data',
};

/** What was answered to a command before, under the same idempotency key. */
export interface Answered {
  readonly command: string;
  readonly response: Json;
}
