import { mayAssign, mayClaim, mayComplete, mayRelease, maySeeTask } from '../access/index.ts';
import type { JsonObject } from '../contract/json.ts';
import type { TaskPage } from '../contract/task.ts';
import { readTaskSituation, type TaskSituation } from '../store/index.ts';
import type { Look } from './look.ts';
import type { OfficeWords, StepWords } from './officeWords.ts';
import { taskRow } from './taskRow.ts';
import { nothingHere } from './visible.ts';

/**
 * A task with everything its page shows: the form of the deployment its instance was started with, filled from the draft or the
 * dossier; outcomes in words; what the actor may do; the time limit explained. One statement.
 * @throws Refusal NOT_FOUND, the same for a task that the actor may not see
 */
export async function taskPage(look: Look, taskId: string): Promise<TaskPage> {
  const { actor, officeId } = look;
  const found = await look.store.transaction(officeId, (trx) => readTaskSituation(trx, officeId, taskId, actor.userId));
  if (!found || !maySeeTask(actor, found)) throw nothingHere();
  const words = await look.wordsOf(found.deploymentId);
  const step = words.step(found.definitionKey, found.element);
  const form = found.form === null ? null : words.form(found.form);
  const { draft } = found;
  return {
    task: taskRow(found, words),
    description: step?.description ?? {},
    form,
    data: draft?.data ?? (form === null ? {} : words.prefill(form.key, found.dossierData ?? {}, found.variables)),
    dataFrom: draft ? 'draft' : 'dossier',
    draft: draft ? { revision: draft.revision, savedAt: draft.savedAt } : null,
    outcomes: step ? [...step.outcomes(situationOf(found))] : [],
    may: rightsOf(look, found, step),
    undoUntil: mayUndo(look, found) ? found.undoUntil : null,
    timeLimit: timeLimitOf(found, step, words),
  };
}

function situationOf(found: TaskSituation) {
  return {
    now: found.now,
    instanceId: found.instanceId,
    dossierId: found.dossierId,
    variables: found.variables,
    dossier: found.dossierData,
    dossierState: found.dossier?.state ?? null,
  } satisfies { readonly dossier: JsonObject | null; readonly [name: string]: unknown };
}

function rightsOf(look: Look, found: TaskSituation, step: StepWords | null): TaskPage['may'] {
  const { actor } = look;
  const isOpen = found.state === 'open';
  const other = step?.fourEyesWith ? found.completers[step.fourEyesWith] : undefined;
  const needsAnother = other === actor.userId;
  return {
    claim: isOpen && !needsAnother && mayClaim(actor, found),
    release: isOpen && mayRelease(actor, found),
    assign: isOpen && mayAssign(actor, found),
    complete: isOpen && !needsAnother && !found.suspended && mayComplete(actor, found),
    undo: mayUndo(look, found),
  };
}

function mayUndo(look: Look, found: TaskSituation): boolean {
  return found.state === 'completed' && found.completedBy === look.actor.userId && found.undoUntil !== null;
}

/** The limit that the task's own timer guards, else the one that the model names for it. */
function timeLimitOf(found: TaskSituation, step: StepWords | null, words: OfficeWords): TaskPage['timeLimit'] {
  const own = found.limits.find(({ token }) => token === found.token);
  const limit = own ?? found.limits.find(({ key }) => key === step?.timeLimit);
  if (!limit || found.state !== 'open') return null;
  const { key, expiresOn, steps } = limit;
  const explanation = Object.fromEntries(
    Object.entries(words.explain(steps)).map(([language, sentences]) => [language, [...sentences]]),
  );
  return { key, name: words.timeLimit(key).name, expiresOn, explanation };
}
