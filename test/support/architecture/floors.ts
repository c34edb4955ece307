import { importsOf, isCode, type Import, type Rule, type SourceFile } from './sources.ts';

const FLOOR_0 = ['contract'];
const FLOOR_1 = [...FLOOR_0, 'feel', 'calendar', 'access'];
const FLOOR_2 = [...FLOOR_1, 'bpmn', 'decisions', 'forms'];
const FLOOR_3 = [...FLOOR_2, 'core', 'scenarios', 'importers'];
const FLOOR_4 = [...FLOOR_3, 'store', 'connectors', 'letters', 'bundles', 'host'];
const FLOOR_5 = [...FLOOR_4, 'commands', 'queries'];

/** The floors as permissions: what each folder of the engine may import beside itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  client: [],
  feel: FLOOR_0,
  calendar: FLOOR_0,
  access: FLOOR_0,
  bpmn: FLOOR_1,
  decisions: FLOOR_1,
  forms: FLOOR_1,
  core: FLOOR_2,
  scenarios: [...FLOOR_2, 'core'],
  importers: FLOOR_2,
  store: FLOOR_3,
  connectors: FLOOR_1,
  letters: FLOOR_1,
  bundles: FLOOR_2,
  host: FLOOR_3,
  commands: FLOOR_4,
  queries: ['contract', 'access', 'store'],
  http: FLOOR_5,
  workers: FLOOR_5,
};

/** Folders entered through their `index.ts` only. */
const DOORS = [
  ...['core', 'bpmn', 'importers', 'feel', 'calendar', 'access', 'decisions', 'forms', 'store', 'bundles', 'host'],
];

/** Who may import what in the designer: areas → forms, diagram, session → api, ui. */
const DESIGNER: Readonly<Record<string, readonly string[]>> = {
  areas: ['forms', 'diagram', 'session', 'api', 'ui', 'texts'],
  forms: ['api', 'ui', 'texts'],
  diagram: ['api', 'ui', 'texts'],
  session: ['api', 'ui', 'texts'],
  api: [],
  ui: [],
  texts: [],
};

/** What the floors below the purity line may take from outside. */
const PURE_PACKAGES = ['@sinclair/typebox', '@internationalized/date', 'temporal-polyfill', 'bpmn-moddle', 'saxes'];

/** Packages that belong to one folder (or a few); everybody else goes through that folder. */
const HOME_OF_PACKAGE: Readonly<Record<string, readonly string[]>> = {
  knex: ['store'],
  pg: ['store'],
  'bpmn-moddle': ['bpmn', 'host'],
  'bpmn-engine': ['host'],
  'bpmn-elements': ['host'],
  '@myriaddreamin/typst-ts-node-compiler': ['letters'],
  nodemailer: ['connectors'],
  koa: ['http'],
  '@koa/router': ['http'],
  'koa-compress': ['http'],
  busboy: ['http'],
};

const NETWORK = ['node:net', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns'];

/** The engine's folder a path lies in; `roof` for the files above all floors; undefined outside the engine. */
export function floorOf(file: string): string | undefined {
  const parts = file.split('/');
  if (parts[0] !== 'engine' || parts[1] === undefined) return undefined;
  return parts.length === 2 || parts[1] === 'cli' ? 'roof' : parts[1];
}

export function isPureFloor(folder: string | undefined): boolean {
  return folder !== undefined && FLOOR_3.includes(folder);
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function overImports(
  files: readonly SourceFile[],
  under: string,
  look: (file: SourceFile, one: Import) => string | undefined,
): readonly string[] {
  return files
    .filter((file) => isCode(file) && file.path.startsWith(under))
    .flatMap((file) =>
      importsOf(file).flatMap((one) => {
        const sentence = look(file, one);
        return sentence === undefined ? [] : [`${file.path}:${one.line} ${sentence}`];
      }),
    );
}

/** A file of the engine imports from its own folder and from the floors its folder may see. */
export const floors: Rule = (files) =>
  overImports(files, 'engine/', (file, { target, specifier }) => {
    const from = floorOf(file.path);
    if (from === undefined || from === 'roof' || target === undefined) return undefined;
    const permitted = MAY_IMPORT[from];
    if (permitted === undefined) return `lies in ${from}, which is no floor of the house`;
    if (target.startsWith('migrations/')) return from === 'store' ? undefined : 'imports a migration; only store may';
    const to = floorOf(target);
    if (to === undefined) return /\.json$/.test(target) ? undefined : `leaves the engine: ${specifier}`;
    if (to !== from && !permitted.includes(to)) return `${from} must not import ${to}: ${specifier}`;
    return from === 'commands' ? betweenCommands(file.path, target) : undefined;
  });

function betweenCommands(from: string, target: string): string | undefined {
  if (!target.startsWith('engine/commands/') || target.startsWith('engine/commands/shared/')) return undefined;
  if (from.startsWith('engine/commands/shared/')) return `shared must not know a command: ${target}`;
  return from.split('/').length > 3 && from.split('/')[2] === target.split('/')[2]
    ? undefined
    : `commands share through commands/shared only: ${target}`;
}

/** Floors 0–3 take pure packages only and no `node:` module; other packages stay in the folder they belong to. */
export const packages: Rule = (files) =>
  overImports(files, 'engine/', (file, { target, specifier }) => {
    if (target !== undefined) return undefined;
    const folder = floorOf(file.path);
    const name = packageOf(specifier);
    if (isPureFloor(folder) && !PURE_PACKAGES.includes(name)) return `${folder} is below the purity line: ${specifier}`;
    if (folder === 'contract' && name !== '@sinclair/typebox') return `contract imports typebox alone: ${specifier}`;
    if (folder === 'letters' && NETWORK.includes(specifier)) return `letters must not reach the network: ${specifier}`;
    const home = Object.hasOwn(HOME_OF_PACKAGE, name) ? HOME_OF_PACKAGE[name] : undefined;
    if (home === undefined || folder === undefined || home.includes(folder)) return undefined;
    return `${name} belongs to ${home.join(', ')}`;
  });

/** Folders with a door are entered through `index.ts`; tests may look inside. */
export const doors: Rule = (files) => [
  ...overImports(files, 'engine/', throughDoor),
  ...overImports(files, 'designer/', throughDoor),
  ...overImports(files, 'migrations/', throughDoor),
];

function throughDoor(file: SourceFile, { target }: Import): string | undefined {
  const to = target === undefined ? undefined : floorOf(target);
  if (to === undefined || !DOORS.includes(to) || floorOf(file.path) === to) return undefined;
  return target === `engine/${to}/index.ts` ? undefined : `enters ${to} past its door: ${target}`;
}

/** The designer sees floors 0–3 of the engine; its own arrows point one way and areas do not know each other. */
export const designerArrows: Rule = (files) =>
  overImports(files, 'designer/', (file, { target, specifier }) => {
    if (target === undefined) return /^node:/.test(specifier) ? onlyTools(file.path, specifier) : undefined;
    const engine = floorOf(target);
    if (engine !== undefined) return isPureFloor(engine) ? undefined : `the designer must not import ${engine}`;
    const [, from = ''] = file.path.split('/');
    const [top, to = ''] = target.split('/');
    if (top !== 'designer') return `leaves the designer: ${specifier}`;
    const permitted = DESIGNER[from];
    if (permitted === undefined) return undefined;
    if (from === 'areas' && to === 'areas') {
      return file.path.split('/')[2] === target.split('/')[2] ? undefined : `an area imports another: ${specifier}`;
    }
    return from === to || permitted.includes(to) ? undefined : `${from} must not import ${to}: ${specifier}`;
  });

function onlyTools(file: string, specifier: string): string | undefined {
  return file === 'designer/vite.config.ts' ? undefined : `runs in the browser: ${specifier}`;
}
