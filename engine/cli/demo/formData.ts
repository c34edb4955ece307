import { decide, officeFacts, type OfficeDefinitions } from '../../bundles/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { prefill, type Form } from '../../forms/index.ts';
import type { RegisterMark } from '../demoData.ts';
import { applicantOf } from './applicants.ts';

/**
 * What a person leaves in a form: what it was filled with from the dossier, the form's own example where a required field is still
 * empty, and what the deed says.
 */
export function filled(form: Form, dossier: JsonObject, variables: JsonObject, more: JsonObject): JsonObject {
  const shown = prefill(form, dossier, variables);
  const required = new Set((form.schema['required'] as readonly string[] | undefined) ?? []);
  const example = form.example ?? {};
  const missing = Object.entries(example).filter(
    ([name]) => required.has(name) && (shown[name] === undefined || shown[name] === null),
  );
  return { ...Object.fromEntries(missing), ...shown, ...more };
}

const features: Readonly<Record<string, string>> = {
  Word: 'word',
  Figurative: 'figurative',
  '3D shape': 'three-dimensional',
};

/** The application form of a mark of the register. */
export function applicationOf(
  example: JsonObject,
  mark: RegisterMark,
  filedOn: string,
  isComplete: boolean,
  terms: ReadonlyMap<number, string>,
): JsonObject {
  return {
    ...example,
    receivedOn: filedOn,
    channel: 'e-filing',
    markFeature: features[mark.markFeature] ?? 'other',
    markCategory: mark.kindMark === 'EU Certificate' ? 'certification' : 'individual',
    markText: mark.verbalElement === '' ? `[figurative mark ${mark.applicationNumber}]` : mark.verbalElement,
    applicants: [applicantOf(mark.applicationNumber)],
    goodsServices: isComplete
      ? mark.niceClasses.map((each) => ({
          classNumber: each,
          terms: terms.get(each) ?? `Goods or services of class ${each}`,
        }))
      : [],
  };
}

/** What the reception takes for an application: the fee that the office's own decision asks for. */
export function payment(definitions: OfficeDefinitions, dossier: JsonObject, today: string): JsonObject {
  const answer = decide(definitions, 'application-fees', { dossier, office: officeFacts(definitions, today), today });
  const fees = answer.ok ? answer.value : null;
  const total = typeof fees === 'object' && fees !== null && 'total' in fees ? fees.total : null;
  return { feePaid: typeof total === 'number' ? total : 0, paymentMethod: 'bank-transfer' };
}

/** The example of the form that records the arrival of a message. */
export function arrivalExample(definitions: OfficeDefinitions, message: string): JsonObject {
  for (const { graph } of definitions.processes.values()) {
    for (const node of graph.nodes) {
      const isCatcher = 'event' in node && node.event.type === 'message' && node.event.message === message;
      if (isCatcher && 'form' in node && node.form !== undefined)
        return definitions.forms.get(node.form)?.example ?? {};
    }
  }
  return {};
}
