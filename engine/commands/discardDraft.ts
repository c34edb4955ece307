import { Refusal } from '../contract/problem.ts';
import { deleteDraft } from '../store/index.ts';
import { requestName } from './shared/answered.ts';
import { once } from './shared/once.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/** Throws one's own draft of a task away; none is fine too. */
export async function discardDraft(runtime: Runtime, call: Call, taskId: string): Promise<{ ok: true }> {
  const { actor } = call;
  if (actor.type !== 'member') throw new Refusal('FORBIDDEN', 'Only people have drafts.');
  // Once per key: asked again later, it must not throw away what was typed since.
  return once(runtime, call, requestName('discardDraft', taskId), async (trx) => {
    await deleteDraft(trx, call.officeId, { taskId, userId: actor.userId });
    return { ok: true };
  });
}
