import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Trigger } from '../../core/index.ts';
import { failJob, openIncidents, type StepWrite } from '../../store/index.ts';
import { dossierOf, seenDossier } from './dossierData.ts';
import type { Draft, Entry, Extras } from './draft.ts';
import { uuidv7 } from './ids.ts';
import { Lost } from './retry.ts';
import type { Session } from './session.ts';
import { StepIncident } from './stepIncident.ts';
import { emptyWrite, idempotencyOf, withHistory } from './writes.ts';

/** A step that could not be taken. */
export interface FailedStep {
  readonly draft: Draft;
  readonly trigger: Trigger;
  readonly extras: Extras;
  readonly command: string;
  /** Answer to whoever started a case that could not begin; null for every other step. */
  readonly response: Json;
}

/**
 * What is written of a step that cannot be taken: the incident with its trigger, so that it can be tried again once its cause is
 * gone, and nothing that the step itself did (engine.md 2). What has happened outside stays: a job that was done is not done again,
 * its documents are filed, a message is used up, a timer has fired, a new case is kept as it was filed. Trying the same thing again
 * and failing again leaves one open incident, the latest.
 */
export async function recordIncident(
  session: Session,
  failed: FailedStep,
  cause: StepIncident,
): Promise<{ readonly write: StepWrite; readonly incidentId: string }> {
  const { draft, trigger, extras, command, response } = failed;
  const incidentId = uuidv7();
  const element = elementOf(draft, trigger, cause);
  const token = 'token' in trigger ? trigger.token : null;
  const isJobKept = await keepJob(session, extras, cause);
  const resolvedIncident = extras.resolvedIncident ?? (await standing(session, draft, trigger));
  const raised: Entry = {
    type: 'incidentRaised',
    data: {
      incident: incidentId,
      element,
      code: cause.code,
      sentence: cause.message,
      ...(resolvedIncident === null ? {} : { replaces: resolvedIncident }),
    },
  };
  const write: StepWrite = {
    ...withHistory(session, draft, emptyWrite(session, draft), extras.note ? [extras.note, raised] : [raised]),
    dossier: draft.stored === null ? asFiled(session, cause) : null,
    seenDossier: seenDossier(session),
    completedJob: isJobKept ? null : (extras.completedJob ?? null),
    consumedMessage: extras.consumedMessage ?? null,
    consumedSignal: extras.consumedSignal ?? null,
    firedStart: extras.firedStart ?? null,
    receivedMessage: extras.receivedMessage ?? null,
    disarmed: extras.disarmed ?? [],
    documents: extras.documents ?? [],
    incident: {
      id: incidentId,
      token,
      element,
      code: cause.code,
      sentence: cause.message,
      trigger: isJobKept ? null : trigger,
      jobId: isJobKept ? (extras.completedJob?.id ?? null) : null,
    },
    resolvedIncident,
    idempotency: response === null ? null : idempotencyOf(session, command, response),
  };
  return { write, incidentId };
}

function elementOf(draft: Draft, trigger: Trigger, cause: StepIncident): string {
  if (draft.process.graph.byId.has(cause.element)) return cause.element;
  if ('element' in trigger) return trigger.element;
  const { tokens } = draft.before.state;
  // A row that is damaged may hold anything.
  if (!('token' in trigger) || !Array.isArray(tokens)) return draft.process.key;
  return draft.before.state.tokens.find((token) => token.id === trigger.token)?.at ?? draft.process.key;
}

/** The open incident of an earlier try at the same thing. */
async function standing(session: Session, draft: Draft, trigger: Trigger): Promise<string | null> {
  if (draft.stored === null || !('token' in trigger)) return null;
  const open = await openIncidents(session.trx, session.call.officeId, draft.id);
  return open.find((one) => one.trigger?.type === trigger.type && one.token === trigger.token)?.id ?? null;
}

/** A job that reported an error which nothing catches stands still, so that it can be run anew. */
async function keepJob(session: Session, extras: Extras, cause: StepIncident): Promise<boolean> {
  const { completedJob, jobError } = extras;
  if (jobError === undefined || !completedJob || cause.code !== 'UNCAUGHT_ERROR') return false;
  const { id: jobId, leaseToken } = completedJob;
  const failure = { jobId, leaseToken, error: jobError, retryable: false };
  if ((await failJob(session.trx, session.call.officeId, failure)).result === 'lost') throw new Lost();
  return true;
}

/** The dossier of a case that could not begin, as it was filed. */
function asFiled(session: Session, cause: StepIncident): StepWrite['dossier'] {
  try {
    return dossierOf(session);
  } catch (error) {
    // The dossier itself is what cannot be: there is nothing to keep.
    throw error instanceof StepIncident ? new Refusal('INVALID_STATE', cause.message) : error;
  }
}
