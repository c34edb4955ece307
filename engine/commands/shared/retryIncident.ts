import type { JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Trigger } from '../../core/index.ts';
import {
  historyOfInstance,
  openTasksOfInstance,
  readJob,
  type ActorRecord,
  type StoredIncident,
} from '../../store/index.ts';
import type { Extras } from './draft.ts';
import type { Call, Runtime } from './runtime.ts';
import type { Session } from './session.ts';
import { takeStep } from './step.ts';

/** How an incident is resolved. */
export interface Resolution {
  /** Why, for history. */
  readonly note: string;
  /** Variables to set first; they win over what the trigger that failed brings. */
  readonly variables?: JsonObject;
}

/**
 * Sets the variables given, then tries again what failed: the step, or the job, which gets all its attempts anew. It may fail again,
 * with a new incident. Whoever calls has asked for the permission.
 * @throws Refusal NOT_FOUND, CONFLICT (what had failed has ended), INVALID_STATE (resolved already, or it failed again)
 */
export function retryIncident(
  runtime: Runtime,
  call: Call,
  incidentId: string,
  resolution: Resolution,
): Promise<{ ok: true }> {
  return takeStep(runtime, call, {
    command: 'resolveIncident',
    address: { type: 'incident', incidentId },
    decide: async (session) => {
      const { incident } = session.read;
      if (!incident) throw new Refusal('NOT_FOUND', `Expected an incident ${incidentId}, but there is none.`);
      if (incident.state !== 'open') throw new Refusal('INVALID_STATE', `Incident ${incidentId} was resolved already.`);
      const draft = await session.draftOf(incident.instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${incident.instanceId}, but there is none.`);
      const { note, variables = {} } = resolution;
      const extras: Extras = {
        resolvedIncident: incidentId,
        note: { type: 'incidentResolved', data: { incident: incidentId, note } },
      };
      const { trigger } = incident;
      if (trigger) {
        const corrected: Trigger = Object.keys(variables).length > 0 ? { ...trigger, corrected: variables } : trigger;
        return { draft, trigger: corrected, extras: { ...extras, ...(await completion(session, incident, trigger)) } };
      }
      const job = incident.jobId === null ? null : await readJob(session.trx, call.officeId, incident.jobId);
      return {
        draft,
        trigger: Object.keys(variables).length > 0 ? { type: 'setVariables', variables } : null,
        extras: { ...extras, ...(job ? { retriedJob: job.id } : {}) },
      };
    },
    respond: () => ({ ok: true }),
  });
}

/** A completion that is tried again completes the task, in the name of who had completed it. */
async function completion(session: Session, incident: StoredIncident, trigger: Trigger): Promise<Extras> {
  if (trigger.type !== 'completeTask') return {};
  const { trx, call } = session;
  const open = await openTasksOfInstance(trx, call.officeId, incident.instanceId);
  const task = open.find((one) => one.token === trigger.token);
  if (!task) throw new Refusal('CONFLICT', `The task “${incident.element}” is closed by now.`);
  const by = await raisedBy(session, incident);
  const { id, revision } = task;
  return { completedTask: { id, expectedRevision: revision, outcome: trigger.outcome, ...(by ? { by } : {}) } };
}

const PAGE = 500;

/** Who did what failed: the actor of the history's entry about the incident. */
async function raisedBy(session: Session, incident: StoredIncident): Promise<ActorRecord | undefined> {
  for (let afterSeq = 0; ;) {
    const page = { afterSeq, limit: PAGE };
    const entries = await historyOfInstance(session.trx, session.call.officeId, incident.instanceId, page);
    const raised = entries.find((entry) => entry.type === 'incidentRaised' && entry.data['incident'] === incident.id);
    if (raised || entries.length < PAGE) return raised?.actor;
    afterSeq += PAGE;
  }
}
