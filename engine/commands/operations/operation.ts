import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { previewOf, type InstanceState, type Preview, type Trigger } from '../../core/index.ts';
import type { Draft } from '../shared/draft.ts';
import type { Call, Runtime } from '../shared/runtime.ts';
import type { Session } from '../shared/session.ts';
import { takeStep } from '../shared/step.ts';
import { StepIncident } from '../shared/stepIncident.ts';

/** Somebody's intervention in one instance. */
export interface Operation {
  readonly command: string;
  readonly instanceId: string;
  readonly trigger: Trigger;
  /** Version of the instance that whoever asks has seen; another one is refused. */
  readonly version?: number | undefined;
  /** Looks at the instance before anything is done. @throws Refusal */
  readonly check?: (draft: Draft) => void;
}

/** What an operation has done, or would do. */
export interface OperationDone {
  readonly preview: Preview;
  /** Version of the instance that the preview speaks of: give it with the operation, so that nothing else is done. */
  readonly version: number;
}

/** Leaves the transaction of a dry run with what was found. */
class Previewed extends Error {
  readonly found: OperationDone;
  constructor(found: OperationDone) {
    super('dry run');
    this.found = found;
  }
}

/**
 * Carries out an operation as a step of its instance, with one entry in its history: who, when, why, where it stood before and after.
 * What the process cannot do is refused, never an incident: nothing has changed then.
 * @throws Refusal NOT_FOUND, CONFLICT (what it addresses has ended, or the instance has changed), INVALID_STATE
 */
export async function operate(runtime: Runtime, call: Call, operation: Operation): Promise<OperationDone> {
  const { command, instanceId, trigger, version } = operation;
  return takeStep(runtime, call, {
    command,
    address: { type: 'instance', instanceId },
    input: { trigger, version: version ?? null } as unknown as Json,
    decide: async (session) => ({ draft: await applied(session, operation), trigger: null }),
    respond: (_session, draft) => doneBy(draft) as unknown as Json,
  }) as unknown as Promise<OperationDone>;
}

/** What the operation would do; nothing is changed, nothing kept, no number taken. */
export async function previewOperation(runtime: Runtime, call: Call, operation: Operation): Promise<OperationDone> {
  try {
    await takeStep<Json>(
      runtime,
      { officeId: call.officeId, actor: call.actor },
      {
        command: operation.command,
        address: { type: 'instance', instanceId: operation.instanceId },
        decide: async (session) => ({ draft: await applied(session, operation), trigger: null }),
        respond: (_session, draft) => {
          throw new Previewed(doneBy(draft));
        },
      },
    );
  } catch (error) {
    if (error instanceof Previewed) return error.found;
    throw error;
  }
  throw new Error('a dry run has been carried out');
}

async function applied(session: Session, { instanceId, trigger, version, check }: Operation): Promise<Draft> {
  const draft = await session.draftOf(instanceId);
  if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${instanceId}, but there is none.`);
  if (version !== undefined && draft.stored?.version !== version) {
    throw new Refusal('CONFLICT', 'The case has changed since you looked at it: look again.', {
      details: { version: draft.stored?.version ?? 0 },
    });
  }
  check?.(draft);
  try {
    await session.apply(draft, trigger);
  } catch (error) {
    if (!(error instanceof StepIncident)) throw error;
    throw new Refusal('INVALID_STATE', error.message, { details: { element: error.element, code: error.code } });
  }
  const [entry] = draft.entries;
  if (entry) {
    const [before, after] = [standing(draft.before.state), standing(draft.current.state)];
    draft.entries[0] = { ...entry, data: { ...entry.data, before, after } };
  }
  return draft;
}

/** Where an instance stands, for its history. */
export function standing({ tokens }: InstanceState): Json {
  return tokens.map((token) => ({ token: token.id, element: token.at }));
}

function doneBy(draft: Draft): OperationDone {
  return { preview: previewOf(draft.before, draft.events), version: draft.stored?.version ?? 0 };
}
