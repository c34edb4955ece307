import type { BundleFile } from '../../engine/contract/bundle.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import { readForm, type Form } from '../../engine/forms/index.ts';

export const schema: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'applicant'],
  properties: {
    kind: { oneOf: [{ const: 'word' }, { const: 'figurative' }], 'x-officina': { dossier: '/mark/kind' } },
    text: { type: 'string', minLength: 1, maxLength: 100, 'x-officina': { dossier: '/mark/text' } },
    description: { type: 'string', 'x-officina': { dossier: '/mark/description' } },
    applicant: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', 'x-officina': { dossier: '/applicant/name' } },
        email: { type: 'string', format: 'email' },
      },
    },
    classes: {
      type: 'array',
      maxItems: 45,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['number'],
        properties: { number: { type: 'integer', minimum: 1, maximum: 45 }, terms: { type: 'string' } },
      },
      'x-officina': { dossier: '/goods' },
    },
    receivedOn: { type: 'string', format: 'date', readOnly: true, 'x-officina': { dossier: '/filing/receivedOn' } },
    deficient: { type: 'boolean' },
    reason: { type: 'string', minLength: 3 },
    code: { type: 'string', pattern: '^[A-Z]{2}$' },
    channel: { type: 'string', 'x-officina': { hidden: true } },
  },
  allOf: [
    { if: { properties: { deficient: { const: true } }, required: ['deficient'] }, then: { required: ['reason'] } },
  ],
};

const when = (name: string, value: JsonObject[string]): JsonObject => ({
  effect: 'SHOW',
  condition: { scope: `#/properties/${name}`, schema: { const: value }, failWhenUndefined: true },
});

export const layout: JsonObject = {
  type: 'VerticalLayout',
  elements: [
    {
      type: 'Group',
      i18n: 'group.mark',
      elements: [
        { type: 'Control', scope: '#/properties/kind' },
        { type: 'Control', scope: '#/properties/text', rule: when('kind', 'word') },
        { type: 'Control', scope: '#/properties/description', rule: when('kind', 'figurative') },
      ],
    },
    { type: 'Control', scope: '#/properties/applicant/properties/name' },
    { type: 'Control', scope: '#/properties/applicant/properties/email', i18n: 'mail' },
    {
      type: 'Control',
      scope: '#/properties/classes',
      options: {
        detail: { type: 'HorizontalLayout', elements: [{ type: 'Control', scope: '#/properties/number' }] },
      },
    },
    { type: 'Control', scope: '#/properties/receivedOn' },
    { type: 'Control', scope: '#/properties/deficient' },
    { type: 'Control', scope: '#/properties/reason', rule: when('deficient', true) },
    { type: 'Control', scope: '#/properties/code' },
  ],
};

export const english: JsonObject = {
  'group.mark.label': 'The mark',
  'kind.label': 'Kind of mark',
  'kind.word': 'Word',
  'kind.figurative': 'Figurative',
  'text.label': 'Text of the mark',
  'description.label': 'Description',
  'applicant.name.label': 'Applicant',
  'mail.label': 'E-mail',
  'classes.label': 'Goods and services',
  'classes.number.label': 'Class',
  'classes.terms.label': 'Terms',
  'receivedOn.label': 'Received on',
  'deficient.label': 'Deficient',
  'reason.label': 'Reason',
  'code.label': 'Code',
  'code.error.pattern': 'two capital letters, please.',
};
export const arabic: JsonObject = Object.fromEntries(
  Object.keys(english).map((key) => [key, key === 'text.label' ? 'نص العلامة' : `ع ${key}`]),
);
export const example: JsonObject = {
  kind: 'word',
  text: 'SUNNY',
  applicant: { name: 'Ada', email: 'ada@example.org' },
  classes: [{ number: 9, terms: 'software' }],
  receivedOn: '2026-01-05',
  deficient: false,
};

export const schemaOfDossier: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    mark: {
      type: 'object',
      additionalProperties: false,
      properties: { kind: { type: 'string' }, text: { type: 'string' }, description: { type: 'string' } },
    },
    applicant: { $ref: '#/definitions/party' },
    goods: { type: 'array', items: { type: 'object' } },
    filing: { type: 'object', properties: { receivedOn: { type: 'string', format: 'date' } } },
    extensions: { type: 'object', additionalProperties: true },
  },
  definitions: { party: { type: 'object', properties: { name: { type: 'string' } } } },
};

/** The files of the form; a part that is given replaces ours, null leaves it out. */
export function filesOf(parts: Readonly<Record<string, JsonObject | null>> = {}): readonly BundleFile[] {
  const all = { schema, layout, en: english, ar: arabic, example, ...parts };
  return Object.entries(all)
    .filter(([, content]) => content !== null)
    .map(([part, content]) => ({
      path: `forms/examination/examination.${part}.json`,
      content: JSON.stringify(content),
    }));
}

/** The form with some parts replaced. */
export function formOf(parts: Readonly<Record<string, JsonObject | null>> = {}): Form {
  const read = readForm(filesOf(parts));
  if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join('\n'));
  return read.form;
}

/** The schema with one property replaced or added. */
export function schemaWith(name: string, property: JsonObject): JsonObject {
  return { ...schema, properties: { ...(schema['properties'] as JsonObject), [name]: property } };
}
