import { Refusal } from '../contract/problem.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/** A timer's place; together with `dueAt` it fires once. */
export interface DueTimer {
  readonly instanceId: string;
  readonly token: number;
  readonly element: string;
}

/**
 * Fires a timer that is due by the database's time. One that is gone, moved or not yet due is refused, so that it fires once on
 * whatever node.
 */
export function fireTimer(runtime: Runtime, call: Call, due: DueTimer): Promise<{ ok: true }> {
  return takeStep(runtime, call, {
    command: 'fireTimer',
    address: { type: 'timer', ...due },
    decide: async (session) => {
      const { timer, now } = session.read;
      if (!timer) throw new Refusal('NOT_FOUND', `Expected a timer “${due.element}”, but it is gone.`);
      if (Date.parse(timer.dueAt) > Date.parse(now))
        throw new Refusal('CONFLICT', `The timer “${due.element}” is due at ${timer.dueAt} only.`);
      const draft = await session.draftOf(due.instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${due.instanceId}, but there is none.`);
      const { token, element } = due;
      return {
        draft,
        trigger: { type: 'fireTimer', token, element, dueAt: timer.dueAt },
        extras: { disarmed: [{ token, element }] },
      };
    },
    respond: () => ({ ok: true }),
  });
}
