import { mayComplete } from '../access/index.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { CompleteTask, TaskCompleted } from '../contract/task.ts';
import type { UserTaskNode } from '../bpmn/index.ts';
import { DEFAULT_OUTCOME } from '../core/index.ts';
import { takeForm } from '../forms/index.ts';
import type { StoredTask } from '../store/index.ts';
import { checkDossierChanges } from './shared/dossierData.ts';
import type { Draft } from './shared/draft.ts';
import { nextNames } from './shared/names.ts';
import { checkOpen, seesTask } from './shared/openTask.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import type { Session } from './shared/session.ts';
import { undoUntil } from './shared/undoable.ts';
import { takeStep, type Decision } from './shared/step.ts';

/**
 * Completes a task with an outcome: the data are checked against the form of the instance's deployment, written to variables and
 * dossier, and the process goes on, all in one transaction. An unassigned task is completed by whoever may claim it.
 * @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT (revision, or somebody completed it), INVALID_INPUT (pointers into `data`),
 * INVALID_STATE (suspended, or the process cannot go on: an incident is open)
 */
export function completeTask(
  runtime: Runtime,
  call: Call,
  taskId: string,
  input: CompleteTask,
): Promise<TaskCompleted> {
  return takeStep<TaskCompleted>(runtime, call, {
    command: 'completeTask',
    address: { type: 'task', taskId },
    input: { revision: input.revision, outcome: input.outcome, data: input.data as JsonObject },
    decide: (session) => decide(session, taskId, input),
    respond: (session, draft) => ({
      ok: true,
      taskId,
      undoUntil: undoUntil(session, draft),
      next: nextNames(session, draft),
    }),
  });
}

async function decide(session: Session, taskId: string, input: CompleteTask): Promise<Decision> {
  const { task } = session.read;
  if (!task || !seesTask(session.call.actor, task, session.read.now))
    throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  const draft = await session.draftOf(task.instanceId);
  const node = draft?.process.graph.nodes[draft.process.graph.byId.get(task.element) ?? -1];
  if (!draft?.stored || node?.type !== 'userTask')
    throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  await checkOpen(session.trx, session.call.officeId, draft.stored, task, input.revision);
  checkActor(session, task, node);
  const { variables, dossier } = formChanges(session, draft, task, node, input);
  const { actor } = session.call;
  return {
    draft,
    trigger: { type: 'completeTask', token: task.token, outcome: input.outcome, variables, dossier },
    extras: {
      completedTask: { id: task.id, expectedRevision: task.revision, outcome: input.outcome },
      ...(actor.type === 'member' && session.runtime.undoSeconds > 0 ? { undoFor: actor.userId } : {}),
    },
  };
}

function checkActor(session: Session, task: StoredTask, node: UserTaskNode): void {
  const { actor } = session.call;
  if (!mayComplete(actor, task))
    throw new Refusal(
      'FORBIDDEN',
      `Task ${task.id} is not offered to ${actor.type === 'member' ? actor.name : actor.id}.`,
    );
  const other = node.fourEyesWith === undefined ? undefined : session.read.completedBy[node.fourEyesWith];
  if (actor.type === 'member' && other === actor.userId) {
    throw new Refusal(
      'FORBIDDEN',
      `“${node.name ?? node.id}” needs a second person: you completed “${String(node.fourEyesWith)}” yourself.`,
    );
  }
}

function formChanges(
  session: Session,
  draft: Draft,
  task: StoredTask,
  node: UserTaskNode,
  input: CompleteTask,
): { variables: JsonObject; dossier: readonly { pointer: string; value: JsonObject[string] }[] } {
  const outcome = node.outcomes.find((each) => each.value === input.outcome);
  if (node.outcomes.length > 0 ? !outcome : input.outcome !== DEFAULT_OUTCOME) {
    const offered = node.outcomes.map((each) => each.value);
    throw new Refusal('INVALID_INPUT', `“${input.outcome}” is not an outcome of this task.`, {
      places: [
        {
          pointer: '/outcome',
          sentence: `Expected one of ${(offered.length > 0 ? offered : [DEFAULT_OUTCOME]).join(', ')}.`,
          code: 'enum',
        },
      ],
    });
  }
  const data = input.data as JsonObject;
  if (task.form === null) {
    if (Object.keys(data).length > 0)
      throw new Refusal('INVALID_INPUT', 'This task has no form, so it takes no data.', {
        places: [{ pointer: '/data', sentence: 'Expected no data.' }],
      });
    return { variables: {}, dossier: [] };
  }
  const form = draft.deployed.definitions.forms.get(task.form);
  if (!form)
    throw new Refusal(
      'INVALID_STATE',
      `Expected the form “${task.form}” in the deployment of this case, but there is none.`,
    );
  const taken = takeForm(form, data, session.runtime.validate, { needsForm: outcome?.needsForm ?? true });
  if (!taken.ok) {
    throw new Refusal('INVALID_INPUT', 'Some fields of the form are not right yet.', {
      places: taken.problems.map((place) => ({ ...place, pointer: `/data${place.pointer}` })),
    });
  }
  checkDossierChanges(session, form, taken.changes.dossier);
  return taken.changes;
}
