import { eventPlacesOf } from '../../bpmn/index.ts';
import type { Json } from '../../contract/json.ts';
import { changesOf } from '../../core/index.ts';
import { isDossierChanged } from './dossierData.ts';
import type { Draft } from './draft.ts';
import type { Session } from './session.ts';

/**
 * Until when the completion that this session makes can be undone; null when it cannot. It can while nothing left the instance:
 * no number, message, document or other instance, and nothing but the task itself ended (data.md 5).
 */
export function undoUntil(session: Session, draft: Draft): string | null {
  const { runtime, call, read } = session;
  if (call.actor.type !== 'member' || runtime.undoSeconds === 0 || !isUndoable(session, draft)) return null;
  return new Date(Date.parse(read.now) + runtime.undoSeconds * 1000).toISOString();
}

function isUndoable(session: Session, draft: Draft): boolean {
  if (session.drafts.size > 1 || session.numbers.given.length > 0 || draft.current.state.status !== 'active')
    return false;
  const changes = changesOf(draft.before, draft.events);
  const ended = changes.closedTokens.filter((id) => draft.before.state.tokens.some((token) => token.id === id));
  const isLocal =
    changes.messages.length === 0 &&
    changes.signals.length === 0 &&
    changes.documents.length === 0 &&
    changes.calls.length === 0;
  // What a suspension lets go cannot be put to a standstill again as if nothing had been.
  const isStillSuspended = draft.before.state.suspended?.since === draft.current.state.suspended?.since;
  return (
    isLocal &&
    isStillSuspended &&
    ended.length === 1 &&
    changes.unsubscribed.length === 0 &&
    changes.disarmed.length === 0 &&
    hasPlainBoundaries(draft)
  );
}

/** Messages at the task's border are waited for again under the business key, so none may have a key of its own. */
function hasPlainBoundaries(draft: Draft): boolean {
  const boundaries = draft.process.graph.nodes.filter((node) => node.type === 'boundaryEvent');
  return boundaries
    .flatMap(eventPlacesOf)
    .every(({ definition }) => definition.type !== 'message' || definition.correlationKey === undefined);
}

/** What is kept for the undo of a completion. */
export function beforeOf(session: Session, draft: Draft, statusEvents: readonly string[]): Json {
  const stored = session.dossier?.stored ?? null;
  return {
    state: draft.before.state as unknown as Json,
    variables: draft.before.variables,
    dossier: stored ? { data: stored.data, state: stored.state } : null,
    dossierVersion: stored === null ? null : stored.version + (isDossierChanged(session) ? 1 : 0),
    statusEvents,
  };
}
