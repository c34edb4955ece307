import { nextDueAt, parseTimer } from '../calendar/index.ts';
import { Refusal } from '../contract/problem.ts';
import { readTimerStart, type TimerStart } from '../store/index.ts';
import { beginAt } from './shared/beginAt.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import type { Session } from './shared/session.ts';
import { takeStep } from './shared/step.ts';

/**
 * Begins a process whose timer start event is due by the database's time, and moves the event on to its next date. Once per date on
 * whatever node: the event's row is the guard. Three round trips.
 * @throws Refusal CONFLICT when it was fired, replaced or is not due yet; INVALID_STATE when an incident was recorded
 */
export function fireStart(
  runtime: Runtime,
  call: Call,
  due: Pick<TimerStart, 'definitionKey' | 'element' | 'dueAt'>,
): Promise<{ ok: true; instanceId: string }> {
  const { definitionKey, element } = due;
  return takeStep(runtime, call, {
    command: 'fireStart',
    address: { type: 'start', dossierId: null },
    decide: async (session) => {
      const start = await readTimerStart(session.trx, call.officeId, due);
      const dueAt = start?.dueAt ?? null;
      if (!start || dueAt === null || dueAt !== due.dueAt || Date.parse(dueAt) > Date.parse(session.read.now))
        throw over(due);
      if (start.version !== session.inForce.versions.get(`process/${definitionKey}`)) throw over(due);
      const draft = beginAt(session, session.inForce, definitionKey);
      return {
        draft,
        trigger: { type: 'start', at: element, variables: {} },
        extras: { firedStart: { definitionKey, element, dueAt, nextDueAt: next(session, start) } },
      };
    },
    respond: (_session, draft) => ({ ok: true, instanceId: draft.id }),
  });
}

function over({ element, definitionKey }: Pick<TimerStart, 'definitionKey' | 'element'>): Refusal {
  return new Refusal('CONFLICT', `The start “${element}” of “${definitionKey}” is not due now.`);
}

/** What was missed is made up for one by one where the times are counted; a cycle without end goes on with the next date to come. */
function next({ inForce, read }: Session, { timer: text, firstDueAt, dueAt }: TimerStart): string | null {
  const { timeZone } = inForce.definitions.calendar;
  const timer = parseTimer(text, { timeZone });
  if (timer.type !== 'cycle' || dueAt === null) return null;
  const now = timer.repetitions === null ? read.now : dueAt;
  return nextDueAt(timer, { firstDueAt, dueAt, now }, timeZone) ?? null;
}
