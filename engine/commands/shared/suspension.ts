import { BY_HAND, type InstanceState, type KernelEvent } from '../../core/index.ts';
import type { Draft } from './draft.ts';
import type { Session } from './session.ts';

/** Tokens that a suspension lets stand still: all but those inside what has suspended the instance. */
export function heldTokens({ suspended, tokens }: InstanceState): readonly number[] {
  if (!suspended) return [];
  const around = new Map(tokens.map((token) => [token.id, token.in]));
  const isWithin = (id: number | undefined): boolean =>
    id !== undefined && (id === suspended.by || isWithin(around.get(id)));
  return tokens.filter(({ id }) => !isWithin(id)).map(({ id }) => id);
}

/**
 * A suspension reaches down: instances that held tokens have called stand still with their caller, and go on with it by the same
 * policy. One that stood still before, by itself or by somebody's hand, goes on when that ends.
 * @param before state of the caller before these events
 */
export async function suspendCalled(
  session: Session,
  draft: Draft,
  before: InstanceState,
  events: readonly KernelEvent[],
): Promise<void> {
  const resumed = events.findLast((event) => event.type === 'resumed');
  const isHeldAnew = events.some((event) => event.type === 'suspended' || event.type === 'callStarted');
  const { state } = draft.current;
  if (!resumed && !(state.suspended && isHeldAnew)) return;
  const held = new Set(heldTokens(state));
  const reason = `with “${draft.process.key}”`;
  for (const token of state.tokens) {
    const called = token.child === undefined ? undefined : await session.draftOf(token.child);
    if (called?.current.state.status !== 'active') continue;
    const still = called.current.state.suspended;
    if (held.has(token.id)) {
      if (!still) await session.apply(called, { type: 'suspend', reason });
    } else if (resumed && still?.by === BY_HAND && before.suspended && still.since >= before.suspended.since) {
      await session.apply(called, { type: 'resume', policy: resumed.policy, reason });
    }
  }
}
