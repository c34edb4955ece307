import { maySeeTask } from '../../access/index.ts';
import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { TaskChanged } from '../../contract/task.ts';
import { assignTask, commitSteps, readStep, type StoredTask, type Transaction } from '../../store/index.ts';
import type { Entry } from './draft.ts';
import { Ids } from './ids.ts';
import { actorRecord, type Call, type Runtime } from './runtime.ts';
import { Session } from './session.ts';
import { Lost, retryLost } from './retry.ts';
import { chain, emptyWrite, idempotencyOf } from './writes.ts';

/** A change of who has a task. */
export interface Assignment {
  readonly command: string;
  readonly taskId: string;
  /** The revision that the actor saw. */
  readonly revision: number;
  /** Asks `access/`; gives the new assignee and the history entry. */
  decide(
    task: StoredTask,
    trx: Transaction,
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
  const { command, taskId, revision } = assignment;
  const key =
    call.idempotencyKey === undefined ? undefined : { actorId: actorRecord(call.actor).id, key: call.idempotencyKey };
  const read = await readStep(trx, call.officeId, { type: 'task', taskId }, key);
  if (read.answered) return read.answered.response as TaskChanged;
  const { task, instance } = read;
  if (!task || !instance || !maySeeTask(call.actor, task))
    throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  checkOpen(task, revision);
  const { assignee, entry } = await assignment.decide(task, trx);
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
  const history = chain(session, draft, [entry]);
  const last = history.at(-1);
  const empty = emptyWrite(session, draft);
  const write = {
    ...empty,
    instance: { ...empty.instance, historySeq: last?.seq ?? 0, historyHash: last?.hash ?? '' },
    history,
    idempotency: idempotencyOf(session, command, response as unknown as Json),
  };
  if ((await commitSteps(trx, call.officeId, [write])) === 'lost') throw new Lost();
  return response;
}

/** Refuses with who and when, if the task is closed or has changed. */
export function checkOpen(task: StoredTask, revision: number): void {
  if (task.state !== 'open') {
    const by = task.completedByName === null ? '' : ` by ${task.completedByName}`;
    throw new Refusal('CONFLICT', `Expected task ${task.id} to be open, but it was ${task.state}${by}.`, {
      details: { state: task.state, by: task.completedByName, at: task.closedAt },
    });
  }
  if (task.revision !== revision) {
    throw new Refusal(
      'CONFLICT',
      `Task ${task.id} has changed: you saw revision ${revision}, it is ${task.revision}.`,
      { details: { revision: task.revision } },
    );
  }
}
