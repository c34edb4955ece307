import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProcesses } from '../../engine/bpmn/index.ts';
import { bundleFiles, readBundleFolder } from '../../engine/bundles/index.ts';
import type { BundleFile } from '../../engine/contract/bundle.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import { packageRoot } from '../../engine/packageRoot.ts';

const MODELS = fileURLToPath(new URL('models', import.meta.url));
const LANGUAGES = ['en', 'ar'];

interface SmallForm {
  readonly properties: JsonObject;
  readonly required: readonly string[];
  readonly example: JsonObject;
}

const text = { type: 'string', maxLength: 200 };
/** Wider than the dossier, which takes 400 characters. */
const markText = { type: 'string', maxLength: 500, 'x-officina': { dossier: '/mark/text' } };

/** The forms of the models beside this file. */
const forms: Readonly<Record<string, SmallForm>> = {
  assessment: {
    properties: { amount: { type: 'integer', minimum: 0 }, remark: text },
    required: ['amount'],
    example: { amount: 100 },
  },
  opinion: { properties: { opinion: text }, required: ['opinion'], example: { opinion: 'Agreed.' } },
  answer: { properties: { answer: text }, required: ['answer'], example: { answer: 'Yes.' } },
  reply: { properties: { replyText: text }, required: ['replyText'], example: { replyText: 'Here it is.' } },
  filing: {
    properties: { markText },
    required: ['markText'],
    example: { markText: 'ACME' },
  },
  amendment: {
    properties: { markText, channel: text },
    required: ['channel'],
    example: { channel: 'post' },
  },
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function formFiles([key, form]: readonly [string, SmallForm]): readonly BundleFile[] {
  const names = Object.keys(form.properties);
  const controls = names.map((name) => ({ type: 'Control', scope: `#/properties/${name}` }));
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
    required: form.required,
    properties: form.properties,
  };
  const labels = Object.fromEntries(names.map((name) => [`${name}.label`, name]));
  return [
    { path: `forms/${key}/${key}.schema.json`, content: json(schema) },
    { path: `forms/${key}/${key}.layout.json`, content: json({ type: 'VerticalLayout', elements: controls }) },
    { path: `forms/${key}/${key}.example.json`, content: json(form.example) },
    ...LANGUAGES.map((language) => ({ path: `forms/${key}/${key}.${language}.json`, content: json(labels) })),
  ];
}

/** A model of this folder with its texts: in every language the names that the model itself has. */
export async function modelFiles(key: string, xml = modelOf(key)): Promise<readonly BundleFile[]> {
  const { graphs } = await readProcesses(xml);
  const nodes = graphs.flatMap((graph) => graph.nodes);
  const named = nodes.filter((node) => node.name !== undefined);
  const elements = Object.fromEntries(
    named.map((node) => {
      const outcomes = node.type === 'userTask' ? node.outcomes.map(({ value }) => [value, value] as const) : [];
      const words = outcomes.length === 0 ? {} : { outcomes: Object.fromEntries(outcomes) };
      return [node.id, { name: node.name, ...words }];
    }),
  );
  return [
    { path: `processes/${key}/${key}.bpmn`, content: xml },
    ...LANGUAGES.map((language) => ({
      path: `processes/${key}/${key}.${language}.json`,
      content: json({ name: key, elements }),
    })),
  ];
}

export function modelOf(key: string): string {
  return readFileSync(path.join(MODELS, `${key}.bpmn`), 'utf8');
}

const receipt = {
  key: 'test-receipt',
  layout: 'letter',
  documentType: 'receipt',
  title: { en: 'Receipt', ar: 'إيصال' },
  subject: { en: 'Receipt', ar: 'إيصال' },
  reference: [],
  blocks: [{ type: 'paragraph', text: { en: 'We have received it.', ar: 'استلمناه.' } }],
  signature: { title: { en: 'Registrar', ar: 'المسجل' }, role: 'registrar' },
};

/** The models of this folder with their forms and letter. */
export async function testFiles(): Promise<readonly BundleFile[]> {
  const keys = readdirSync(MODELS).map((name) => path.basename(name, '.bpmn'));
  return [
    ...(await Promise.all(keys.map((key) => modelFiles(key)))).flat(),
    ...Object.entries(forms).flatMap(formFiles),
    { path: 'letters/test-receipt/test-receipt.json', content: json(receipt) },
  ];
}

/** The office bundle XX as it ships, with the models of this folder. */
export async function officeFiles(): Promise<readonly BundleFile[]> {
  const office = await readBundleFolder(path.join(packageRoot, 'offices', 'xx'));
  return [...bundleFiles(office), ...(await testFiles())];
}
