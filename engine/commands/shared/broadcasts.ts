import { changesOf, type InstanceState, type Waits } from '../../core/index.ts';
import type { SignalWrite, StepWrite } from '../../store/index.ts';
import { isDossierChanged } from './dossierData.ts';
import type { Draft } from './draft.ts';
import { uuidv7 } from './ids.ts';
import type { Session } from './session.ts';

/** The signals that the instances of a session throw, in their order; each has served itself in the kernel. */
export function signalsOf(session: Session): readonly SignalWrite[] {
  return [...session.drafts.values()].flatMap((draft) =>
    changesOf(draft.before, draft.events).signals.map(({ signal, payload }) => ({
      id: uuidv7(),
      name: signal,
      payload,
      thrownBy: draft.id,
      at: session.read.now,
    })),
  );
}

/** The kernel asks the conditions of an instance in every step: on which version of the dossier, and on which day. */
export function askedIn(session: Session, draft: Draft): Pick<StepWrite, 'asked'> {
  if (draft.current === draft.before || !hasConditions(draft.current.state)) return {};
  const { dossier } = session;
  const dossierVersion = dossier ? (dossier.stored?.version ?? 0) + (isDossierChanged(session) ? 1 : 0) : null;
  return { asked: { dossierVersion, on: session.today() } };
}

function hasConditions({ tokens, waits }: InstanceState): boolean {
  const has = ({ events = [] }: Waits): boolean => events.some(({ type }) => type === 'condition');
  return tokens.some(has) || (waits !== undefined && has(waits));
}
