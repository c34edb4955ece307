import type { SchemaKind } from './schemas.ts';

/** What a file of a bundle is. */
export type FileKind =
  SchemaKind | 'model' | 'decisions' | 'form' | 'dossier-schema' | 'variables-schema' | 'readme' | 'scenario';

/** A file with the key that its place gives it. */
export interface PlacedFile {
  readonly kind: FileKind;
  /** Of the process, form, letter, dossier kind or option list; the language of texts; empty for files of the bundle itself. */
  readonly key: string;
  /** Of texts beside a model. */
  readonly language?: string;
}

const key = '[a-z][a-z0-9-]{0,79}';
const language = '[a-z]{2,3}(?:-[A-Za-z]{2,4})?';
const name = '[A-Za-z0-9][A-Za-z0-9._-]*';

/** Where each kind of file lies (data.md 8); in a pattern `k` is the key, which the file name repeats. */
const places: readonly (readonly [FileKind, RegExp, string])[] = [
  ['manifest', /^bundle\.json$/, 'bundle.json'],
  ['roles', /^roles\.json$/, 'roles.json'],
  ['time-limits', /^time-limits\.json$/, 'time-limits.json'],
  ['numbering', /^numbering\.json$/, 'numbering.json'],
  ['parameters', /^parameters\.json$/, 'parameters.json'],
  ['status-events', /^status-events\.json$/, 'status-events.json'],
  ['connectors', /^connectors\.json$/, 'connectors.json'],
  ['calendar', /^calendar\.json$/, 'calendar.json'],
  [
    'variables-schema',
    new RegExp(`^processes/(?<k>${key})/variables\\.schema\\.json$`),
    'processes/<key>/variables.schema.json',
  ],
  ['model', new RegExp(`^processes/(?<k>${key})/\\k<k>\\.bpmn$`), 'processes/<key>/<key>.bpmn'],
  [
    'process-texts',
    new RegExp(`^processes/(?<k>${key})/\\k<k>\\.(?<l>${language})\\.json$`),
    'processes/<key>/<key>.<language>.json',
  ],
  ['readme', new RegExp(`^processes/(?<k>${key})/README\\.md$`), 'processes/<key>/README.md'],
  [
    'scenario',
    new RegExp(`^processes/(?<k>${key})/scenarios/${name}\\.json$`),
    'processes/<key>/scenarios/<name>.json',
  ],
  [
    'form',
    new RegExp(`^forms/(?<k>${key})/\\k<k>\\.(schema|layout|example|${language})\\.json$`),
    'forms/<key>/<key>.schema.json',
  ],
  ['decisions', new RegExp(`^(decisions|fees)/(?<k>${key})\\.dmn$`), 'decisions/<key>.dmn'],
  ['letter', new RegExp(`^letters/(?<k>${key})/\\k<k>\\.json$`), 'letters/<key>/<key>.json'],
  [
    'dossier-schema',
    new RegExp(`^dossiers/(?<k>${key})/\\k<k>\\.schema\\.json$`),
    'dossiers/<kind>/<kind>.schema.json',
  ],
  ['states', new RegExp(`^dossiers/(?<k>${key})/states\\.json$`), 'dossiers/<kind>/states.json'],
  ['option-list', new RegExp(`^option-lists/(?<k>${key})\\.json$`), 'option-lists/<key>.json'],
  ['texts', new RegExp(`^texts/(?<k>${language})\\.json$`), 'texts/<language>.json'],
];

/** What the file at a path is; undefined when a bundle has no such file. */
export function placeOf(path: string): PlacedFile | undefined {
  for (const [kind, shape] of places) {
    const groups = shape.exec(path);
    if (groups === null) continue;
    const { k = '', l } = groups.groups ?? {};
    return { kind, key: k, ...(l === undefined ? {} : { language: l }) };
  }
  return undefined;
}

/** How the paths of a bundle look, for the sentence about an unknown file: those of the same top folder, else all. */
export function expectedPaths(path: string): string {
  const shapes = places.map(([, , shape]) => shape);
  const [top = ''] = path.split('/');
  const same = shapes.filter((shape) => path.includes('/') && shape.startsWith(`${top}/`));
  return (same.length > 0 ? same : shapes).join(', ');
}
