import { may } from '../access/index.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { StartInstance } from '../contract/instance.ts';
import type { Texts } from '../contract/bundle.ts';
import type { ProcessDefinition } from '../bundles/index.ts';
import { takeForm } from '../forms/index.ts';
import type { DossierChange } from '../core/index.ts';
import { checkDossierChanges, withChanges } from './shared/dossierData.ts';
import { nextNames } from './shared/names.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import type { Session } from './shared/session.ts';
import { takeStep, type Decision } from './shared/step.ts';

/**
 * Starts an instance of a process in force, with a new dossier of the process's kind or on a given one. A case whose first step cannot
 * be taken is kept with its dossier and an incident, and answered as started: it is filed and need not be filed again.
 * @throws Refusal NOT_FOUND, FORBIDDEN, INVALID_INPUT (pointers into `data`)
 */
export async function startInstance(
  runtime: Runtime,
  call: Call,
  input: StartInstance,
): Promise<{ ok: true; instanceId: string; dossierId: string | null; next: Texts[] }> {
  if (!may(call.actor, 'instance.start')) throw new Refusal('FORBIDDEN', 'You may not start cases.');
  return takeStep(runtime, call, {
    command: 'startInstance',
    address: { type: 'start', dossierId: input.dossierId ?? null },
    input: {
      process: input.process,
      data: (input.data ?? {}) as JsonObject,
      variables: (input.variables ?? {}) as JsonObject,
    },
    decide: (session) => decide(session, input),
    respond: (session, draft) => ({
      ok: true,
      instanceId: draft.id,
      dossierId: session.dossier?.id ?? null,
      next: nextNames(session, draft),
    }),
  });
}

function decide(session: Session, input: StartInstance): Decision {
  const process = session.inForce.definitions.processes.get(input.process);
  if (!process) throw new Refusal('NOT_FOUND', `Expected a process “${input.process}” in force, but there is none.`);
  if (process.graph.starts.length === 0)
    throw new Refusal('INVALID_STATE', `“${input.process}” starts only by a message.`);
  if (input.dossierId !== undefined && !session.dossier)
    throw new Refusal('NOT_FOUND', `Expected a dossier ${input.dossierId}, but there is none.`);
  const kind = process.graph.dossierKind;
  if (session.dossier && session.dossier.kind !== kind) {
    throw new Refusal(
      'INVALID_INPUT',
      `“${input.process}” does not work on a dossier of the kind “${session.dossier.kind}”.`,
      {
        places: [{ pointer: '/dossierId', sentence: `Expected a dossier of the kind ${kind ?? 'none'}.` }],
      },
    );
  }
  if (!session.dossier && kind !== undefined) {
    session.dossier = { id: session.ids.next(), kind, stored: null, data: {}, state: null };
  }
  checkVariables(process, (input.variables ?? {}) as JsonObject);
  const { variables, dossier } = startData(session, process, input);
  if (session.dossier) session.dossier.data = withChanges(session.dossier.data, dossier);
  const draft = session.newDraft(session.inForce, input.process, {
    id: session.ids.next(),
    parentId: null,
    parentToken: null,
  });
  return { draft, trigger: { type: 'start', variables: { ...((input.variables ?? {}) as JsonObject), ...variables } } };
}

/** Variables from outside never pass for what the process itself writes: outcomes stand under the names of its elements. */
function checkVariables(process: ProcessDefinition, variables: JsonObject): void {
  const refused = Object.keys(variables).filter((name) => process.graph.byId.has(name));
  if (refused.length === 0) return;
  throw new Refusal('INVALID_INPUT', `“${process.key}” does not take these variables from outside.`, {
    places: refused.map((name) => ({ pointer: `/variables/${name}`, sentence: 'Expected no such variable.' })),
  });
}

function startData(
  session: Session,
  process: ProcessDefinition,
  input: StartInstance,
): { variables: JsonObject; dossier: readonly DossierChange[] } {
  const start = process.graph.starts
    .map((index) => process.graph.nodes[index])
    .find((node) => node?.type === 'startEvent');
  const key = start?.type === 'startEvent' ? start.form : undefined;
  const data = (input.data ?? {}) as JsonObject;
  if (key === undefined) {
    if (Object.keys(data).length > 0)
      throw new Refusal('INVALID_INPUT', 'This process has no start form, so it takes no data.', {
        places: [{ pointer: '/data', sentence: 'Expected no data.' }],
      });
    return { variables: {}, dossier: [] };
  }
  const form = session.inForce.definitions.forms.get(key);
  if (!form) throw new Refusal('INVALID_STATE', `Expected the form “${key}”, but there is none.`);
  const taken = takeForm(form, data, session.runtime.validate);
  if (!taken.ok) {
    throw new Refusal('INVALID_INPUT', 'Some fields of the form are not right yet.', {
      places: taken.problems.map((place) => ({ ...place, pointer: `/data${place.pointer}` })),
    });
  }
  checkDossierChanges(session, form, taken.changes.dossier);
  return taken.changes;
}
