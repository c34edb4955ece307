import type { OfficeDefinitions } from '../../bundles/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { prefill, type Form } from '../../forms/index.ts';
import type { RegisterMark } from '../demoData.ts';

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
): JsonObject {
  const holder = `Applicant of ${mark.applicationNumber}`;
  return {
    ...example,
    receivedOn: filedOn,
    channel: 'e-filing',
    markFeature: features[mark.markFeature] ?? 'other',
    markCategory: mark.kindMark === 'EU Certificate' ? 'certification' : 'individual',
    markText: mark.verbalElement === '' ? `[figurative mark ${mark.applicationNumber}]` : mark.verbalElement,
    applicants: [
      {
        entityType: 'legal-entity',
        name: holder,
        addressLine: '1 Register Street',
        postalCode: '2000',
        city: 'Old Town',
        countryCode: 'XX',
        email: 'mail@applicant.example',
      },
    ],
    goodsServices: isComplete
      ? mark.niceClasses.map((each) => ({ classNumber: each, terms: `Goods or services of class ${each}.` }))
      : [],
  };
}

/** Moves the dates of a deed. */
export function dated(data: JsonObject, shift: (on: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && value < '2021-01-01' ? shift(value) : value,
    ]),
  );
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
