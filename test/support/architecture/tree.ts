import path from 'node:path';
import { grep, type Rule, type SourceFile } from './sources.ts';

const MAXIMUM_LINES = 300;
const OURS = /^(engine|designer|migrations|test|bench)\//;
const CODE = /\.(ts|vue|mjs|cjs|js|css|sh)$/;
const CORPORA = 'test/corpora/';
/** The names at the top of the house; the root's own files beside them. */
const TOP = ['.ci', 'engine', 'designer', 'processes', 'forms', 'offices', 'migrations', 'test', 'bench', 'docs'];
/** In pieces, so that this file keeps its own rule. */
const LEFTOVERS = ['TO' + 'DO', 'FIX' + 'ME'];
const DRAWERS = /^(utils?|helpers?|common|misc|managers?|shared)$/;

function code(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((file) => CODE.test(file.path) && !file.path.startsWith(CORPORA));
}

/** A file of code has at most 300 lines. */
export const fileLength: Rule = (files) =>
  code(files).flatMap((file) => {
    const lines = file.text.replace(/\n$/, '').split('\n').length;
    return lines > MAXIMUM_LINES ? [`${file.path}:${MAXIMUM_LINES + 1} has ${lines} lines`] : [];
  });

/** No drawer for odds and ends; what commands have in common lies in `engine/commands/shared`, its tests beside it. */
export const noDrawers: Rule = (files) =>
  files
    .filter((file) => OURS.test(file.path) && !file.path.startsWith(CORPORA))
    .flatMap((file) => {
      const rest = file.path.replace(/^(engine|test)\/commands\/shared\//, '$1/commands/');
      const drawer = rest.split('/').find((part) => DRAWERS.test(part.replace(/\..*$/, '')));
      return drawer === undefined ? [] : [`${file.path}:1 lies in a drawer named ${drawer}`];
    });

/** The top level shows the house and nothing else. */
export const topLevel: Rule = (files) =>
  files.flatMap((file) => {
    const [top = '', ...rest] = file.path.split('/');
    return rest.length > 0 && !TOP.includes(top)
      ? [`${file.path}:1 lies in ${top}, which the house does not have`]
      : [];
  });

/** `processes/`, `forms/` and `offices/` hold data: no program, no script in a model or picture. */
export const dataFolders: Rule = (files) =>
  files
    .filter((file) => /^(processes|forms|offices)\//.test(file.path))
    .flatMap((file) => [
      ...(/\.(ts|tsx|js|jsx|mjs|cjs|vue|html?|sh|py|sql|wasm|typ)$/.test(file.path)
        ? [`${file.path}:1 is code in a data folder`]
        : []),
      ...(/\.(bpmn|svg)$/.test(file.path)
        ? grep(file, /scriptFormat="(?!feel")[^"]*"|<script[\s>]/i, 'is a script in a data folder')
        : []),
    ]);

/** Migrations are `NNNN_camelCase.ts`, numbered from 0001 without gaps. */
export const migrations: Rule = (files) =>
  files
    .filter((file) => /^migrations\/[^/]+\.ts$/.test(file.path) && !file.path.endsWith('/index.ts'))
    .map((file) => file.path)
    .sort()
    .flatMap((file, index) => {
      const number = /^migrations\/(\d{4})_[a-z][A-Za-z0-9]*\.ts$/.exec(file)?.[1];
      if (number === undefined) return [`${file}:1 is not named NNNN_camelCase.ts`];
      return Number(number) === index + 1 ? [] : [`${file}:1 breaks the numbering: expected ${index + 1}`];
    });

/** Each element, lint rule and connector has a test of its name. */
export const twins: Rule = (files) => {
  const tests = files.map((file) => file.path).filter((file) => /^test\/.*\.test\.ts$/.test(file));
  const has = (folder: string, name: string): boolean =>
    tests.some((test) => test.startsWith(`test/${folder}/`) && path.posix.basename(test) === `${name}.test.ts`);
  return files.flatMap((file) => {
    const single = /^engine\/(core|bpmn)\/(?:elements|rules)\/([^/]+)\.ts$/.exec(file.path);
    if (single?.[1] !== undefined && single[2] !== undefined && single[2] !== 'index') {
      return has(single[1], single[2])
        ? []
        : [`${file.path}:1 has no test ${single[2]}.test.ts under test/${single[1]}`];
    }
    const connector = /^engine\/connectors\/([^/]+)\/index\.ts$/.exec(file.path)?.[1];
    if (connector === undefined) return [];
    const tested =
      has('connectors', connector) || tests.some((test) => test.startsWith(`test/connectors/${connector}/`));
    return tested ? [] : [`${file.path}:1 has no test ${connector}.test.ts under test/connectors`];
  });
};

/** Work left undone is an issue, not a comment. */
export const noLeftovers: Rule = (files) =>
  code(files).flatMap((file) => grep(file, new RegExp(`\\b(${LEFTOVERS.join('|')})\\b`), 'leaves work undone'));

/** The repository speaks of itself alone: nothing of the machine it was written on, no registry's host. */
export const speaksOfItself: Rule = (files) => {
  const outside = ['/wo' + 'rk/', '\\.\\./sha' + 'red/', '/ro' + 'ot/', '/ho' + 'me/[a-z]'].join('|');
  const hosts = ['npmjs\\.' + 'org', 'yarnpkg\\.' + 'com', 'npmmirror\\.' + 'com', 'pypi\\.' + 'org'].join('|');
  return files.flatMap((file) => [
    // What a command beside `commands/shared` imports lies inside.
    ...grep(file, new RegExp(`(?<![\\w.-]|from ')(${outside})`), 'names a place outside the repository'),
    ...grep(file, new RegExp(`registry\\.(${hosts})|\\b(${hosts})\\b`), "names a registry's host"),
    ...(file.path === 'package-lock.json' ? grep(file, /"resolved": "https?:[^"]*/, 'is bound to one registry') : []),
  ]);
};

/** Physical directions that a right-to-left script would get wrong. */
const PHYSICAL = new RegExp(
  [
    '(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-[a-z]+)?\\s*:',
    'border-(?:top|bottom)-(?:left|right)-radius\\s*:',
    '(?:^|[;{"\\s])(?:left|right)\\s*:\\s*[^\\s]',
    '(?:text-align|float|clear)\\s*:\\s*(?:left|right)\\b',
  ].join('|'),
);

/** Style sheets use logical directions (`margin-inline-start`, `inset-inline-end`, `text-align: start`). */
export const logicalCss: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('designer/') && /\.(vue|css)$/.test(file.path))
    .flatMap((file) => grep({ path: file.path, text: styles(file) }, PHYSICAL, 'gives a physical direction'));

/** What of a file is CSS: the whole style sheet, or a component's style blocks and style attributes. */
function styles(file: SourceFile): string {
  if (file.path.endsWith('.css')) return withoutComments(file.text);
  let inside = false;
  const kept = file.text.split('\n').map((line) => {
    if (/^<style\b/.test(line)) inside = true;
    if (/^<\/style>/.test(line)) inside = false;
    return inside ? line : (/\sstyle="[^"]*"/.exec(line)?.[0] ?? '');
  });
  return withoutComments(kept.join('\n'));
}

function withoutComments(css: string): string {
  return css.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
}
