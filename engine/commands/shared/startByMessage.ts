import type { Json } from '../../contract/json.ts';
import { messageStartsFor, type StoredMessage } from '../../store/index.ts';
import { refusedPayload } from './refusedPayload.ts';
import type { Call, Runtime } from './runtime.ts';
import { takeStep } from './step.ts';
import { whileWaiting } from './whileWaiting.ts';

/**
 * Starts the process in force that begins with this message; null when there is none. The message is used up with it.
 * @throws Refusal CONFLICT when the message is gone, INVALID_INPUT when the start form does not accept what a person sent
 */
export async function startByMessage(runtime: Runtime, call: Call, message: StoredMessage): Promise<string | null> {
  const [start] = await runtime.store.transaction(call.officeId, (trx) =>
    messageStartsFor(trx, call.officeId, message.name),
  );
  if (!start) return null;
  const checkWaiting = whileWaiting(message.id);
  const answer = await takeStep<{ readonly instanceId: string } & { readonly [name: string]: Json }>(runtime, call, {
    command: 'startByMessage',
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
      const failure = refusedPayload(session, definitions, start.definitionKey, start.element, message.payload);
      return {
        draft,
        ...(failure ? { failure } : {}),
        trigger: { type: 'start', at: start.element, variables: message.payload },
        extras: { consumedMessage: message.id },
      };
    },
    respond: (_session, draft) => ({ instanceId: draft.id }),
  });
  return answer.instanceId;
}
