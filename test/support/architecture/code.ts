import ts from 'typescript';
import { floorOf, isPureFloor } from './floors.ts';
import { grep, importsOf, inspect, isCode, span, type Rule } from './sources.ts';

const AMBIENT_CALLS = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require'];
const AMBIENT_MEMBERS = ['Date.now', 'Math.random', 'performance.now', 'Temporal.Now'];
const AMBIENT_OBJECTS = ['crypto', 'console', 'globalThis', 'localStorage', 'navigator', 'window', 'document'];
/** `process` is also a word of the domain, so only what the Node object alone has counts. */
const OF_NODE_PROCESS = ['env', 'argv', 'cwd', 'exit', 'pid', 'platform', 'nextTick', 'hrtime', 'stdout', 'stderr'];

/** Floors 0–3 have no clock, no randomness, no I/O and no timers. */
export const purity: Rule = (files) =>
  files
    .filter((file) => isCode(file) && isPureFloor(floorOf(file.path)))
    .flatMap((file) => {
      const own = declaredNames(file.text);
      return inspect(file, (node) => impure(node, own));
    });

function declaredNames(text: string): ReadonlySet<string> {
  const names = AMBIENT_OBJECTS.filter((name) =>
    new RegExp(`\\b(const|let|function|import)\\b[^=;(]*\\b${name}\\b|[({,]\\s*${name}\\??\\s*[:,)=}]`).test(text),
  );
  return new Set(names);
}

function impure(node: ts.Node, own: ReadonlySet<string>): string | undefined {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0) {
    return 'reads the clock: new Date()';
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const name = node.expression.text;
    if (AMBIENT_CALLS.includes(name)) return `does I/O or waits: ${name}()`;
    if (name === 'Date') return 'reads the clock: Date()';
  }
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const member = `${node.expression.text}.${node.name.text}`;
  if (AMBIENT_MEMBERS.includes(member)) return `reads clock or chance: ${member}`;
  if (node.expression.text === 'process' && OF_NODE_PROCESS.includes(node.name.text)) return `knows Node: ${member}`;
  const ambient = AMBIENT_OBJECTS.includes(node.expression.text) && !own.has(node.expression.text);
  return ambient ? `knows its surroundings: ${member}` : undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** Only `engine/config.ts` reads the environment; scripts at the root and tests set it for others. */
export const environment: Rule = (files) =>
  files
    .filter((file) => isCode(file) && /^(engine|designer|migrations|processes|forms|offices)\//.test(file.path))
    .filter((file) => file.path !== 'engine/config.ts' && file.path !== 'designer/vite.config.ts')
    .flatMap((file) =>
      inspect(file, (node) =>
        ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'process') && node.name.text === 'env'
          ? 'reads the environment; engine/config.ts alone may'
          : undefined,
      ),
    );

/** In the browser only `designer/api` speaks to the server. */
export const oneVoice: Rule = (files) =>
  files
    .filter((file) => isCode(file) && file.path.startsWith('designer/') && !file.path.startsWith('designer/api/'))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (ts.isCallExpression(node) && /^((window|globalThis)\.)?fetch$/.test(node.expression.getText())) {
          return 'calls fetch; designer/api alone may';
        }
        if (!ts.isNewExpression(node)) return undefined;
        const name = node.expression.getText();
        return ['XMLHttpRequest', 'EventSource', 'WebSocket'].includes(name)
          ? `opens a ${name}; designer/api alone may`
          : undefined;
      }),
    );

/** Types say what they mean. */
export const noAny: Rule = (files) =>
  files
    .filter(isCode)
    .flatMap((file) =>
      inspect(file, (node) =>
        node.kind === ts.SyntaxKind.AnyKeyword ? 'says any; use unknown and narrow' : undefined,
      ),
    );

/** Data never becomes code: no eval, no Function constructor, no node:vm, no raw HTML. */
export const noCodeFromData: Rule = (files) =>
  files.filter(isCode).flatMap((file) => [
    ...inspect(file, (node) => {
      if (ts.isCallExpression(node) && isNamed(node.expression, 'eval')) return 'evaluates a text as code';
      const calls = ts.isNewExpression(node) || ts.isCallExpression(node);
      return calls && isNamed(node.expression, 'Function') ? 'makes a function from a text' : undefined;
    }),
    ...importsOf(file)
      .filter(({ specifier }) => /^(node:)?vm$/.test(specifier))
      .map(({ line }) => `${file.path}:${line} imports node:vm, which isolates nothing`),
    ...(file.path.startsWith('designer/')
      ? inspect(file, (node) =>
          ts.isPropertyAccessExpression(node) && /^(innerHTML|outerHTML|insertAdjacentHTML)$/.test(node.name.text)
            ? `writes raw HTML: ${node.name.text}`
            : undefined,
        )
      : []),
    ...(file.path.endsWith('.vue') ? grep(file, /\sv-html\b/, 'shows raw HTML') : []),
  ]);

/** An alarm, not an error: functions of more than 50 lines. */
export const longFunctions: Rule = (files) =>
  files
    .filter((file) => isCode(file) && /^(engine|designer|migrations)\//.test(file.path))
    .flatMap((file) =>
      inspect(file, (node) => {
        if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return undefined;
        const [first, last] = span(node);
        const name = node.name?.getText() ?? 'a function';
        return last - first + 1 > 50 ? `${name} has ${last - first + 1} lines` : undefined;
      }),
    );
