import type { OfficeDefinitions } from '../../bundles/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { Refusal, type ProblemPlace } from '../../contract/problem.ts';
import { takeForm, type SchemaValidator } from '../../forms/index.ts';
import type { Session } from './session.ts';
import { StepIncident } from './stepIncident.ts';

/**
 * Checks a message's payload against the form of the element that catches it; without a form everything is accepted.
 * @throws Refusal INVALID_INPUT with pointers
 */
export function refusePayload(
  definitions: OfficeDefinitions,
  process: string,
  element: string,
  payload: JsonObject,
  validate: SchemaValidator,
): void {
  const places = wrongPlaces(definitions, process, element, payload, validate);
  if (places.length > 0) throw new Refusal('INVALID_INPUT', 'Some fields of the form are not right yet.', { places });
}

/**
 * The same inside a step. Nobody can type anew what a process or another system has sent: there the answer is an incident of the
 * receiver.
 * @throws Refusal INVALID_INPUT with pointers, when a person sent it
 */
export function refusedPayload(
  session: Session,
  definitions: OfficeDefinitions,
  process: string,
  element: string,
  payload: JsonObject,
): StepIncident | undefined {
  const { validate } = session.runtime;
  if (session.call.actor.type !== 'system') {
    refusePayload(definitions, process, element, payload, validate);
    return undefined;
  }
  const places = wrongPlaces(definitions, process, element, payload, validate);
  if (places.length === 0) return undefined;
  const name = nodeOf(definitions, process, element)?.name ?? element;
  const found = places.map(({ pointer, sentence }) => `${pointer}: ${sentence}`).join(' ');
  return new StepIncident(
    element,
    'MESSAGE_REFUSED',
    `“${name}” got a message that its form does not accept. ${found}`,
  );
}

function wrongPlaces(
  definitions: OfficeDefinitions,
  process: string,
  element: string,
  payload: JsonObject,
  validate: SchemaValidator,
): readonly ProblemPlace[] {
  const node = nodeOf(definitions, process, element);
  const key = node && 'form' in node ? node.form : undefined;
  const form = key === undefined ? undefined : definitions.forms.get(key);
  if (!form) return [];
  const taken = takeForm(form, payload, validate);
  return taken.ok ? [] : taken.problems.map((place) => ({ ...place, pointer: `/payload${place.pointer}` }));
}

function nodeOf(definitions: OfficeDefinitions, process: string, element: string) {
  const graph = definitions.processes.get(process)?.graph;
  return graph?.nodes[graph.byId.get(element) ?? -1];
}
