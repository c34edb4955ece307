import { Refusal } from '../../contract/problem.ts';
import type { TaskChanged } from '../../contract/task.ts';
import {
  assignTask,
  commitSteps,
  readStep,
  type StoredInstance,
  type StoredTask,
  type Transaction,
} from '../../store/index.ts';
import { answeredBefore, requestName } from './answered.ts';
import type { Entry } from './draft.ts';
import { Ids } from './ids.ts';
import { checkOpen, seesTask } from './openTask.ts';
import { actorRecord, type Call, type Runtime } from './runtime.ts';
import { Session } from './session.ts';
import { Lost, retryLost } from './retry.ts';
import { emptyWrite, idempotencyOf, withHistory } from './writes.ts';

/** A change of who has a task. */
export interface Assignment {
  readonly command: string;
  readonly taskId: string;
  /** The revision that the actor saw. */
  readonly revision: number;
  /** Whom the task is given to, when that is said. */
  readonly userId?: string;
  /** Asks `access/`; gives the new assignee and the history entry. */
  decide(
    task: StoredTask,
    trx: Transaction,
    instance: StoredInstance,
  ): Promise<{ readonly assignee: { readonly id: string; readonly name: string } | null; readonly entry: Entry }>;
}

/**
 * Changes who has a task, with an entry in the instance's history, in one transaction.
 * @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT (closed, another revision, or somebody was faster)
 */
export function changeAssignee(runtime: Runtime, call: Call, assignment: Assignment): Promise<TaskChanged> {
  return retryLost(() =>
    runtime.store.transaction(call.officeId, (trx) => tryAssignment(runtime, call, assignment, trx)),
  );
}

async function tryAssignment(
  runtime: Runtime,
  call: Call,
  assignment: Assignment,
  trx: Transaction,
): Promise<TaskChanged> {
  const { taskId, revision, userId = null } = assignment;
  const name = requestName(assignment.command, { taskId, revision, userId });
  const key =
    call.idempotencyKey === undefined ? undefined : { actorId: actorRecord(call.actor).id, key: call.idempotencyKey };
  const read = await readStep(trx, call.officeId, { type: 'task', taskId }, key);
  const answered = answeredBefore(read.answered, name);
  if (answered !== undefined) return answered as TaskChanged;
  const { task, instance } = read;
  if (!task || !instance || !seesTask(call.actor, task, read.now))
    throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  await checkOpen(trx, call.officeId, instance, task, revision);
  const { assignee, entry } = await assignment.decide(task, trx, instance);
  const inForce = await runtime.deployments.get(call.officeId, read.deploymentId ?? instance.deploymentId);
  const session = new Session({
    runtime,
    call,
    trx,
    read,
    inForce,
    ids: new Ids(),
    rows: new Map([[instance.id, instance]]),
  });
  const draft = await session.draftOf(instance.id);
  if (!draft) throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  const changed = await assignTask(trx, call.officeId, {
    id: task.id,
    expectedRevision: revision,
    assigneeId: assignee?.id ?? null,
  });
  if (changed === null) throw new Lost();
  const response: TaskChanged = { ok: true, revision: changed, assignee };
  const write = {
    ...withHistory(session, draft, emptyWrite(session, draft), [entry]),
    idempotency: idempotencyOf(session, name, response),
  };
  if ((await commitSteps(trx, call.officeId, [write])) === 'lost') throw new Lost();
  return response;
}
