import type { GraphNode } from '../../bpmn/index.ts';
import type { OfficeDefinitions } from '../../bundles/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { takeForm } from '../../forms/index.ts';
import type { Session } from './session.ts';
import { StepIncident } from './stepIncident.ts';

/**
 * Checks a message's payload against the form of the element that catches it; without a form everything is accepted. Nobody can type
 * anew what a process or another system has sent: there the answer is an incident of the receiver.
 * @throws Refusal INVALID_INPUT with pointers, when a person sent it
 */
export function refusedPayload(
  session: Session,
  definitions: OfficeDefinitions,
  node: GraphNode | undefined,
  payload: JsonObject,
): StepIncident | undefined {
  const key = node && 'form' in node ? node.form : undefined;
  const form = key === undefined ? undefined : definitions.forms.get(key);
  if (!node || !form) return undefined;
  const taken = takeForm(form, payload, session.runtime.validate);
  if (taken.ok) return undefined;
  const places = taken.problems.map((place) => ({ ...place, pointer: `/payload${place.pointer}` }));
  if (session.call.actor.type !== 'system')
    throw new Refusal('INVALID_INPUT', 'Some fields of the form are not right yet.', { places });
  const found = places.map(({ pointer, sentence }) => `${pointer}: ${sentence}`).join(' ');
  const sentence = `“${node.name ?? node.id}” got a message that its form does not accept. ${found}`;
  return new StepIncident(node.id, 'MESSAGE_REFUSED', sentence);
}
