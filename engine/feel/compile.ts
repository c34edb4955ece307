import { compileNode } from './code/compileNode.ts';
import type { Code } from './code/run.ts';
import { typeOf } from './code/types.ts';
import { firstDanger } from './guards.ts';
import { limits } from './limits.ts';
import { isFeelProblem } from './problems.ts';
import type { FeelNode, TestsNode } from './syntax/nodes.ts';
import { walk } from './syntax/nodes.ts';
import { type Grammar, parseExpression, parseTests } from './syntax/parse.ts';
import type { CompiledExpression, CompiledUnaryTests, CompileOptions, FeelDialect, FeelProblem } from './types.ts';
import type { FeelType } from './values/kinds.ts';

/** One test of a cell: a comparison with the input, or a value that the input is compared with. */
export interface UnaryTest {
  readonly type: 'comparison' | 'value';
  /** The test speaks of the input itself: `contains(?, "x")`. */
  readonly usesInput: boolean;
  readonly code: Code;
}

/** What stands behind a compiled expression. */
export interface ExpressionProgram {
  readonly text: string;
  readonly root: FeelNode;
  readonly dialect: FeelDialect;
  readonly code: Code;
}

/** What stands behind compiled unary tests. */
export interface UnaryProgram {
  readonly text: string;
  readonly root: TestsNode;
  readonly dialect: FeelDialect;
  /** Empty for `-`: everything matches. */
  readonly tests: readonly UnaryTest[];
}

const expressions = new WeakMap<CompiledExpression, ExpressionProgram>();
const unaryTests = new WeakMap<CompiledUnaryTests, UnaryProgram>();
const cache = new Map<string, CompiledExpression | CompiledUnaryTests | FeelProblem>();
const noTypes = (): undefined => undefined;

/**
 * Checks and parses an expression; a leading `=` (Camunda's way of marking FEEL) is dropped.
 * The same text with the same names is compiled once.
 */
export function compileExpression(text: string, options: CompileOptions = {}): CompiledExpression | FeelProblem {
  return compile(text, 'expression', options, (source, names, dialect) => {
    const root = checked(source, parseExpression(source, names), dialect);
    if (isFeelProblem(root)) return root;
    const compiled: CompiledExpression = { type: 'expression', text };
    const types = options.types ?? noTypes;
    const code = lazily(() => compileNode(root, { text: source, lexical: undefined, types }));
    expressions.set(compiled, { text: source, root, dialect, code });
    return compiled;
  });
}

/** Checks and parses the tests in a cell of a decision table (DMN 1.5, 7.3.3): `-`, `> 5`, `"a","b"`, `not(…)`, `contains(?, "x")`. */
export function compileUnaryTests(text: string, options: CompileOptions = {}): CompiledUnaryTests | FeelProblem {
  return compile(text.trim() === '' ? '-' : text, 'unaryTests', options, (source, names, dialect) => {
    const root = checked(source, parseTests(source, names), dialect);
    if (isFeelProblem(root)) return root;
    const compiled: CompiledUnaryTests = { type: 'unaryTests', text };
    const around = { text: source, lexical: undefined, types: options.types ?? noTypes };
    const tests = root.tests.map((test): UnaryTest => {
      const usesInput = walk(test).some(({ type }) => type === 'input');
      const isComparison = test.type === 'test' || test.type === 'interval';
      return { type: isComparison ? 'comparison' : 'value', usesInput, code: lazily(() => compileNode(test, around)) };
    });
    unaryTests.set(compiled, { text: source, root, dialect, tests });
    return compiled;
  });
}

/** The type that a text names, such as `list<number>`; undefined when it names none. */
export function readType(text: string, types: (name: string) => FeelType | undefined): FeelType | undefined {
  const node = parseExpression(`null instance of ${text}`, []);
  return isFeelProblem(node) || node.type !== 'instance' ? undefined : typeOf(node.is, types);
}

/** What stands behind a compiled expression. */
export function programOf(compiled: CompiledExpression): ExpressionProgram {
  const program = expressions.get(compiled);
  if (!program) throw new TypeError('This is not an expression that compileExpression made.');
  return program;
}

/** What stands behind compiled unary tests. */
export function unaryProgramOf(compiled: CompiledUnaryTests): UnaryProgram {
  const program = unaryTests.get(compiled);
  if (!program) throw new TypeError('These are not tests that compileUnaryTests made.');
  return program;
}

function compile<T extends CompiledExpression | CompiledUnaryTests>(
  text: string,
  grammar: Grammar,
  options: CompileOptions,
  make: (source: string, names: readonly string[], dialect: FeelDialect) => T | FeelProblem,
): T | FeelProblem {
  const names = (options.names ?? []).filter((name) => /[^\p{L}\p{N}_]/u.test(name)).sort();
  const dialect = options.dialect ?? 'office';
  if (options.types) return read(text, grammar, (source) => make(source, names, dialect));
  const key = JSON.stringify([grammar, dialect, text, names]);
  const known = cache.get(key) as T | FeelProblem | undefined;
  if (known) return known;
  const compiled = read(text, grammar, (source) => make(source, names, dialect));
  if (cache.size >= limits.cache)
    for (const oldest of [...cache.keys()].slice(0, limits.cache / 10)) cache.delete(oldest);
  cache.set(key, compiled);
  return compiled;
}

function read<T>(text: string, grammar: Grammar, make: (source: string) => T): T | FeelProblem {
  if (text.length > limits.text) {
    return refusal(
      'too-long',
      `The expression has ${text.length} characters; at most ${limits.text} are possible.`,
      text,
    );
  }
  // Blanked, not cut off: positions stay those of the given text.
  const source = grammar === 'expression' ? text.replace(/^\s*=/, (mark) => ' '.repeat(mark.length)) : text;
  return source.trim() === '' ? refusal('empty', 'The expression is empty.', text) : make(source);
}

function checked<T extends FeelNode | TestsNode>(
  text: string,
  root: T | FeelProblem,
  dialect: FeelDialect,
): T | FeelProblem {
  return isFeelProblem(root) ? root : (firstDanger(text, root, dialect) ?? root);
}

function refusal(code: 'too-long' | 'empty', sentence: string, text: string): FeelProblem {
  return { type: 'problem', code, sentence, position: { from: 0, to: text.length } };
}

/** Turning into code is left to the first evaluation: lint and editors only need to know that the text is right. */
function lazily(make: () => Code): Code {
  let code: Code | undefined;
  return (scope) => (code ??= make())(scope);
}
