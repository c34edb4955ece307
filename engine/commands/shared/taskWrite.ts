import { addWorkingDays, dayOf, expiryInstant, parseTimer, timerDueAt } from '../../calendar/index.ts';
import { Refusal } from '../../contract/problem.ts';
import type { EventOf } from '../../core/index.ts';
import type { TaskWrite } from '../../store/index.ts';
import type { Draft } from './draft.ts';
import { uuidv7 } from './ids.ts';
import type { Session } from './session.ts';

/** The row of a task that a step opens. */
export function taskOf(
  session: Session,
  draft: Draft,
  event: EventOf<'taskOpened'>,
  visibleAt: string,
  visibleTo: string | undefined,
): TaskWrite {
  const node = draft.process.graph.nodes[draft.process.graph.byId.get(event.element) ?? -1];
  const tokens = draft.current.state.tokens;
  const own = tokens.find((token) => token.id === event.token)?.timers?.find((timer) => timer.limit)?.limit;
  const named =
    node?.type === 'userTask' && node.timeLimit !== undefined
      ? tokens.flatMap((token) => token.timers ?? []).find((timer) => timer.limit?.key === node.timeLimit)?.limit
      : undefined;
  return {
    id: uuidv7(),
    token: event.token,
    element: event.element,
    form: event.form,
    assigneeId: event.assignee !== null && UUID.test(event.assignee) ? event.assignee : null,
    candidateGroups: event.candidateGroups,
    candidateUsers: event.candidateUsers.filter((user) => UUID.test(user)),
    priority: event.priority,
    visibleAt: event.immediate ? session.read.now : visibleAt,
    visibleTo: visibleTo ?? null,
    expiresOn: (own ?? named)?.expiresOn ?? null,
    targetAt: node?.type === 'userTask' && node.target !== undefined ? targetAt(session, node.target) : null,
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Office target: days are working days, anything else runs on the clock. */
function targetAt(session: Session, target: string): string {
  const { calendar } = session.inForce.definitions;
  const days = /^P(\d+)D$/.exec(target)?.[1];
  // People have as long as ever, however late the step is.
  const today = dayOf(session.read.now, calendar.timeZone);
  if (days !== undefined) return expiryInstant(addWorkingDays(today, Number(days), calendar), calendar);
  const timer = parseTimer(target, { timeZone: calendar.timeZone, kind: 'duration' });
  if (timer.type === 'problem') throw new Refusal('INVALID_STATE', timer.sentence);
  return timerDueAt(timer, session.read.now, calendar.timeZone);
}
