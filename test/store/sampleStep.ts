import { randomUUID } from 'node:crypto';
import {
  FIRST_HASH,
  historyHash,
  type HistoryWrite,
  type StepWrite,
  type TaskWrite,
} from '../../engine/store/index.ts';

/** An instant of the samples; their dates lie around it. */
export const AT = '2026-03-02T09:00:00.000Z';

export const CLERK = { type: 'member', id: 'b0000000-0000-4000-8000-000000000001', name: 'Mara Clerk' } as const;

/** A task as a step opens it. */
export function sampleTask(token: number, more: Partial<TaskWrite> = {}): TaskWrite {
  return {
    id: randomUUID(),
    token,
    element: 'formal-examination',
    form: 'formalities',
    assigneeId: null,
    candidateGroups: ['formalities-officer'],
    candidateUsers: [],
    priority: 50,
    visibleAt: AT,
    visibleTo: null,
    expiresOn: null,
    targetAt: null,
    ...more,
  };
}

/** A step that starts an instance and does nothing else. */
export function sampleStart(more: Partial<StepWrite> = {}, instance: Partial<StepWrite['instance']> = {}): StepWrite {
  return {
    at: AT,
    actor: CLERK,
    instance: {
      id: randomUUID(),
      expectedVersion: null,
      definitionKey: 'trademark-registration',
      definitionVersion: 1,
      deploymentId: randomUUID(),
      parentId: null,
      parentToken: null,
      dossierId: null,
      status: 'active',
      state: { v: 1, next: 1, status: 'active', tokens: [], joins: [] },
      variables: {},
      historySeq: 0,
      historyHash: '',
      ...instance,
    },
    dossier: null,
    closedTokens: [],
    completedTask: null,
    tasks: [],
    jobs: [],
    timers: [],
    disarmed: [],
    subscriptions: [],
    unsubscribed: [],
    timeLimits: [],
    history: [],
    statusEvents: [],
    documents: [],
    messages: [],
    completedJob: null,
    consumedMessage: null,
    idempotency: null,
    undo: null,
    incident: null,
    resolvedIncident: null,
    ...more,
  };
}

/** The step after `before`: nothing but the next version of the instance, and what `more` adds. */
export function sampleNext(before: StepWrite, version: number, more: Partial<StepWrite> = {}): StepWrite {
  return sampleStart(more, { ...before.instance, expectedVersion: version });
}

/** A new dossier as a step makes it. */
export function sampleDossier(
  more: Partial<NonNullable<StepWrite['dossier']>> = {},
): NonNullable<StepWrite['dossier']> {
  return {
    id: randomUUID(),
    expectedVersion: null,
    kind: 'trademark',
    number: null,
    filedAt: AT,
    state: 'filed',
    data: { mark: { text: 'Sunray' } },
    index: {
      title: 'Sunray',
      applicant: 'Ōkami Ltd',
      representative: '',
      classes: [9, 42],
      filedOn: '2026-03-02',
      registrationNumber: null,
      registeredOn: null,
      expiresOn: null,
      publishedOn: null,
    },
    ...more,
  };
}

/** A connector's job, due at once. */
export function sampleJob(token: number, more: Partial<StepWrite['jobs'][number]> = {}): StepWrite['jobs'][number] {
  return {
    id: randomUUID(),
    token,
    element: 'request-payment',
    kind: 'connector',
    key: 'payment',
    input: { amount: 100 },
    maxAttempts: 3,
    dueAt: AT,
    ...more,
  };
}

/** Entries of an instance's chain, from its beginning. */
export function sampleHistory(instanceId: string, count: number): readonly HistoryWrite[] {
  let prevHash = FIRST_HASH;
  return Array.from({ length: count }, (_, index) => {
    const entry = {
      id: randomUUID(),
      seq: index + 1,
      at: AT,
      type: index === 0 ? 'instanceStarted' : 'variablesSet',
      actor: CLERK,
      data: { step: index, note: 'Ōkami “quoted”', amount: 0.1 },
      prevHash,
    };
    prevHash = historyHash('XX', instanceId, entry);
    return { ...entry, hash: prevHash };
  });
}
