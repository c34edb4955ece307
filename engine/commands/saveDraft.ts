import { mayWorkOn } from '../access/index.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import { now, readDraft, readTask, saveDraft as store } from '../store/index.ts';
import { requestName } from './shared/answered.ts';
import { once } from './shared/once.ts';
import { seesTask } from './shared/openTask.ts';
import type { Call, Runtime } from './shared/runtime.ts';

const MAX_BYTES = 256 * 1024;

/**
 * Keeps what somebody has typed into a task, unchecked, for them alone (data.md 1).
 * @throws Refusal NOT_FOUND, CONFLICT (the draft has another revision, which the details name: it was changed elsewhere), TOO_LARGE
 */
export async function saveDraft(
  runtime: Runtime,
  call: Call,
  taskId: string,
  input: { readonly revision: number; readonly data: Record<string, unknown> },
): Promise<{ revision: number; savedAt: string }> {
  const data = input.data as JsonObject;
  if (Buffer.byteLength(JSON.stringify(data)) > MAX_BYTES)
    throw new Refusal('TOO_LARGE', `A draft takes at most ${MAX_BYTES} bytes.`, { details: { limit: MAX_BYTES } });
  const name = requestName('saveDraft', { taskId, revision: input.revision, data });
  return once(runtime, call, name, async (trx) => {
    const task = await readTask(trx, call.officeId, taskId);
    const { actor } = call;
    const at = await now(trx);
    if (!task || actor.type !== 'member' || !mayWorkOn(actor, task) || !seesTask(actor, task, at))
      throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
    if (task.state !== 'open')
      throw new Refusal('INVALID_STATE', `Expected task ${taskId} to be open, but it was ${task.state}.`);
    const revision = await store(trx, call.officeId, {
      taskId,
      userId: actor.userId,
      replaces: input.revision,
      data,
      at,
    });
    if (revision === null) {
      const standing = await readDraft(trx, call.officeId, { taskId, userId: actor.userId });
      const details = { revision: standing?.revision ?? 0 };
      throw new Refusal('CONFLICT', 'Your draft was changed in another window.', { details });
    }
    return { revision, savedAt: at };
  });
}
