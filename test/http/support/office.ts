import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProcesses } from '../../../engine/bpmn/index.ts';
import { permissionKeys } from '../../../engine/access/index.ts';
import type { BundleFile } from '../../../engine/contract/bundle.ts';
import type { JsonObject } from '../../../engine/contract/json.ts';

// A small standard bundle and offices over it: designs that are filed, examined, published and registered.

const MODELS = fileURLToPath(new URL('../models', import.meta.url));
const LANGUAGES = ['en', 'ar'];
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const both = (text: string): Record<string, string> => ({ en: text, ar: text });
const text = { type: 'string', maxLength: 200 };
const inDossier = (pointer: string, property: JsonObject): JsonObject => ({
  ...property,
  'x-officina': { dossier: pointer },
});

interface SmallForm {
  readonly properties: JsonObject;
  readonly required: readonly string[];
  readonly example: JsonObject;
}

const forms: Readonly<Record<string, SmallForm>> = {
  filing: {
    properties: {
      title: inDossier('/title', { ...text, minLength: 1 }),
      applicant: inDossier('/applicant', text),
      filedOn: inDossier('/filedOn', { type: 'string', format: 'date' }),
      classes: inDossier('/classes', { type: 'array', maxItems: 45, items: { type: 'integer' } }),
      urgent: inDossier('/urgent', { type: 'boolean' }),
    },
    required: ['title', 'filedOn'],
    example: { title: 'Chair', applicant: 'Ada', filedOn: '2026-03-02', classes: [6], urgent: false },
  },
  examination: {
    properties: { title: inDossier('/title', text), remark: text },
    required: ['remark'],
    example: { title: 'Chair', remark: 'Fine.' },
  },
  reply: { properties: { replyText: text }, required: ['replyText'], example: { replyText: 'Here it is.' } },
};

function formFiles([key, form]: readonly [string, SmallForm]): readonly BundleFile[] {
  const names = Object.keys(form.properties);
  const controls = names.map((name) => ({ type: 'Control', scope: `#/properties/${name}` }));
  const labels = Object.fromEntries(names.map((name) => [`${name}.label`, name]));
  return [
    {
      path: `forms/${key}/${key}.schema.json`,
      content: json({
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        additionalProperties: false,
        required: form.required,
        properties: form.properties,
      }),
    },
    { path: `forms/${key}/${key}.layout.json`, content: json({ type: 'VerticalLayout', elements: controls }) },
    { path: `forms/${key}/${key}.example.json`, content: json(form.example) },
    ...LANGUAGES.map((language) => ({ path: `forms/${key}/${key}.${language}.json`, content: json(labels) })),
  ];
}

async function modelFiles(key: string): Promise<readonly BundleFile[]> {
  const xml = readFileSync(path.join(MODELS, `${key}.bpmn`), 'utf8');
  const [graph] = (await readProcesses(xml)).graphs;
  const elements = (graph?.nodes ?? []).flatMap((node): [string, object][] => {
    if (node.name === undefined) return [];
    const outcomes = node.type === 'userTask' ? node.outcomes.map(({ value }) => [value, `To ${value}`]) : [];
    return [[node.id, { name: node.name, ...(outcomes.length > 0 ? { outcomes: Object.fromEntries(outcomes) } : {}) }]];
  });
  const texts = { name: graph?.name, elements: Object.fromEntries(elements) };
  return [
    { path: `processes/${key}/${key}.bpmn`, content: xml },
    ...LANGUAGES.map((language) => ({ path: `processes/${key}/${key}.${language}.json`, content: json(texts) })),
  ];
}

const dossierSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  additionalProperties: false,
  properties: {
    number: { type: 'string' },
    title: { ...text, 'x-officina': { index: 'text' } },
    applicant: { ...text, 'x-officina': { index: 'text' } },
    filedOn: { type: 'string', format: 'date', 'x-officina': { index: 'date' } },
    publishedOn: { type: 'string', format: 'date', 'x-officina': { index: 'date' } },
    classes: { type: 'array', items: { type: 'integer' }, 'x-officina': { index: 'number' } },
    urgent: { type: 'boolean' },
    extensions: { type: 'object', additionalProperties: true },
  },
};

const state = (name: string, phase: string, result: string): object => ({
  phase,
  result,
  name: both(name),
  publicName: both(name),
});

/** Roles by what a test needs of them; `everything` has all permissions. */
export const roles: Readonly<Record<string, readonly string[]>> = {
  examiner: [
    'task.work',
    'dossier.view',
    'dossier.viewUnpublished',
    'dossier.search',
    'document.view',
    'document.upload',
  ],
  registrar: ['task.work', 'dossier.view', 'dossier.viewUnpublished'],
  supervisor: [
    'task.assign',
    'task.viewAll',
    'member.view',
    'dossier.view',
    'dossier.viewUnpublished',
    'dossier.search',
  ],
  // Sees what the public sees.
  reader: [
    'dossier.view',
    'dossier.search',
    'document.view',
    'instance.view',
    'history.view',
    'incident.view',
    'job.view',
    'timer.view',
    'message.send',
    'document.upload',
    'instance.start',
  ],
  clerk: ['message.send'],
  everything: permissionKeys,
  none: [],
};

const receipt = {
  key: 'receipt',
  layout: 'letter',
  documentType: 'receipt',
  title: both('Receipt'),
  subject: both('Receipt'),
  reference: [],
  blocks: [{ type: 'paragraph', text: both('We have received it.') }],
  signature: { title: both('Registrar'), role: 'registrar' },
};

/** The files of the standard bundle. */
export async function standardFiles(): Promise<readonly BundleFile[]> {
  const models = readdirSync(MODELS).map((name) => path.basename(name, '.bpmn'));
  const singles: Readonly<Record<string, unknown>> = {
    'bundle.json': { name: 'standard', version: '1.0.0', title: both('Standard') },
    'roles.json': {
      roles: Object.fromEntries(
        Object.entries(roles).map(([key, permissions]) => [key, { name: both(key), permissions, reach: 'office' }]),
      ),
      lanes: {},
    },
    'numbering.json': { series: { application: { pattern: 'D/{yyyy}/{n:4}', reset: 'year', gapless: true } } },
    'parameters.json': {},
    'connectors.json': { translation: { external: true, name: both('Translation') } },
    'status-events.json': Object.fromEntries(
      ['FILED', 'PUBLISHED'].map((key) => [
        key,
        { name: both(`Event ${key}`), categories: { st27: null, st61: null, st87: 'A' } },
      ]),
    ),
    'time-limits.json': { examination: { name: both('Examination'), length: 'P2M', legalBasis: 'Act, section 5' } },
    'dossiers/design/design.schema.json': dossierSchema,
    'dossiers/design/states.json': {
      FILED: state('Filed', 'filing', 'pending'),
      PUBLISHED: state('Published', 'publication', 'pending'),
      REFUSED: state('Refused', 'ended', 'refused'),
    },
    'letters/receipt/receipt.json': receipt,
  };
  return [
    ...Object.entries(singles).map(([name, value]) => ({ path: name, content: json(value) })),
    ...Object.entries(forms).flatMap(formFiles),
    ...(await Promise.all(models.map(modelFiles))).flat(),
  ];
}

/** The files of an office over it. */
export function officeFiles(code: string): readonly BundleFile[] {
  const office = {
    code,
    name: both(`Office ${code.toUpperCase()}`),
    address: { en: ['1 Road'], ar: ['1 Road'] },
    contact: `office@${code}.example`,
    languages: LANGUAGES,
    currency: 'EUR',
  };
  const calendar = { timeZone: 'Asia/Amman', weekend: [{ from: '1970-01-01', days: [5, 6] }], holidays: [] };
  return [
    {
      path: 'bundle.json',
      content: json({ name: code, version: '1.0.0', title: both(code), extends: 'standard', office }),
    },
    { path: 'calendar.json', content: json(calendar) },
  ];
}
