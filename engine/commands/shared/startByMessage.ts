import { may } from '../../access/index.ts';
import { Refusal } from '../../contract/problem.ts';
import { messageStartsFor } from '../../store/index.ts';
import { takenMessage, whileWaiting, type ComingMessage, type Sent } from './comingMessage.ts';
import { refusedPayload } from './refusedPayload.ts';
import type { Call, Runtime } from './runtime.ts';
import { takeStep } from './step.ts';

/**
 * Starts the process in force that begins with this message; null when there is none. The message is used up with it.
 * @throws Refusal FORBIDDEN (who sends it may not start cases), CONFLICT when the message is gone, INVALID_INPUT when the start form does
 * not accept what a person sent
 */
export async function startByMessage(runtime: Runtime, call: Call, coming: ComingMessage): Promise<Sent | null> {
  const { id, name, payload } = coming.message;
  const [start] = await runtime.store.transaction(call.officeId, (trx) => messageStartsFor(trx, call.officeId, name));
  if (!start) return null;
  if (!may(call.actor, 'instance.start'))
    throw new Refusal(
      'FORBIDDEN',
      `The message “${name}” starts a process, which needs the permission instance.start.`,
    );
  const checkWaiting = whileWaiting(coming);
  return takeStep<Sent>(runtime, call, {
    command: 'startByMessage',
    request: coming.request,
    address: { type: 'start', dossierId: null },
    decide: async (session) => {
      await checkWaiting(session);
      const process = session.inForce.definitions.processes.get(start.definitionKey);
      const kind = process?.graph.dossierKind;
      if (kind !== undefined) session.dossier = { id: session.ids.next(), kind, stored: null, data: {}, state: null };
      const draft = session.newDraft(session.inForce, start.definitionKey, {
        id: session.ids.next(),
        parentId: null,
        parentToken: null,
      });
      const { definitions } = session.inForce;
      const failure = refusedPayload(session, definitions, start.definitionKey, start.element, payload);
      return {
        draft,
        ...(failure ? { failure } : {}),
        trigger: { type: 'start', at: start.element, variables: payload },
        extras: takenMessage(coming),
      };
    },
    respond: (_session, draft) => ({ ok: true, messageId: id, result: 'started', instanceId: draft.id }),
  });
}
