import { firstDanger } from './guards.ts';
import { instrument, instrumentComparison } from './instrument.ts';
import { limits } from './limits.ts';
import { reassociate } from './reassociate.ts';
import { constantRunner, makeRunner, type Runner } from './runner.ts';
import { parseTree, walk, type Grammar, type Node } from './tree.ts';
import type { CompiledExpression, CompiledUnaryTests, CompileOptions, FeelProblem } from './types.ts';

/** One test of a cell: a comparison with the input, or a value that the input is compared with. */
export interface UnaryTest {
  readonly type: 'comparison' | 'value';
  /** The test speaks of the input itself: `contains(?, "x")`. */
  readonly usesInput: boolean;
  readonly run: Runner;
}

interface Parsed {
  readonly text: string;
  readonly root: Node;
}
interface ExpressionProgram extends Parsed {
  readonly run: Runner;
}
interface UnaryProgram extends Parsed {
  readonly negated: boolean;
  /** Empty for `-`: everything matches. */
  readonly tests: readonly UnaryTest[];
}

const expressions = new WeakMap<CompiledExpression, ExpressionProgram>();
const unaryTests = new WeakMap<CompiledUnaryTests, UnaryProgram>();
const cache = new Map<string, CompiledExpression | CompiledUnaryTests | FeelProblem>();

/**
 * Checks and parses an expression; a leading `=` (Camunda's way of marking FEEL) is dropped.
 * The same text with the same names is compiled once.
 */
export function compileExpression(text: string, options: CompileOptions = {}): CompiledExpression | FeelProblem {
  return compile(text, 'expression', options, (parsed, names) => {
    const compiled: CompiledExpression = { type: 'expression', text };
    const run = lazily(() => constantRunner(parsed.text, parsed.root) ?? expressionRunner(parsed, names));
    expressions.set(compiled, { ...parsed, run });
    return compiled;
  });
}

/** Checks and parses the tests in a cell of a decision table (DMN 1.5, 7.3.3): `-`, `> 5`, `"a","b"`, `not(…)`, `contains(?, "x")`. */
export function compileUnaryTests(text: string, options: CompileOptions = {}): CompiledUnaryTests | FeelProblem {
  return compile(text.trim() === '' ? '-' : text, 'unaryTests', options, (parsed, names) => {
    const compiled: CompiledUnaryTests = { type: 'unaryTests', text };
    const list = parsed.root.children.find((child) => child.name === 'PositiveUnaryTests');
    const negated = parsed.root.children[0]?.name === 'not';
    const tests = list?.children.map((test) => compileTest(parsed.text, test, names)) ?? [];
    unaryTests.set(compiled, { ...parsed, negated, tests });
    return compiled;
  });
}

/** Whether a compiler refused the text. */
export function isFeelProblem(value: CompiledExpression | CompiledUnaryTests | FeelProblem): value is FeelProblem {
  return value.type === 'problem';
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
  make: (parsed: Parsed, names: readonly string[]) => T,
): T | FeelProblem {
  const names = (options.names ?? []).filter((name) => /[^\p{L}\p{N}_]/u.test(name) && text.includes(name)).sort();
  const key = JSON.stringify([grammar, text, names]);
  const known = cache.get(key) as T | FeelProblem | undefined;
  if (known) return known;
  const parsed = parse(text, grammar, names);
  const compiled = 'type' in parsed ? parsed : make(parsed, names);
  if (cache.size >= limits.cache)
    for (const oldest of [...cache.keys()].slice(0, limits.cache / 10)) cache.delete(oldest);
  cache.set(key, compiled);
  return compiled;
}

function parse(text: string, grammar: Grammar, names: readonly string[]): Parsed | FeelProblem {
  if (text.length > limits.text) {
    return refusal(
      'too-long',
      `The expression has ${text.length} characters; at most ${limits.text} are possible.`,
      text,
    );
  }
  // Blanked, not cut off: positions stay those of the given text.
  const source = grammar === 'expression' ? text.replace(/^\s*=/, (mark) => ' '.repeat(mark.length)) : text;
  if (source.trim() === '') return refusal('empty', 'The expression is empty.', text);
  const root = parseTree(source, grammar, names);
  if ('type' in root) return root;
  const mended = reassociate(root);
  return firstDanger(source, mended) ?? { text: source, root: mended };
}

function refusal(code: 'too-long' | 'empty', sentence: string, text: string): FeelProblem {
  return { type: 'problem', code, sentence, position: { from: 0, to: text.length } };
}

function compileTest(text: string, test: Node, names: readonly string[]): UnaryTest {
  const comparison = instrumentComparison(text, test);
  const source = comparison ?? instrument(text, test);
  return {
    type: comparison ? 'comparison' : 'value',
    usesInput: [...walk(test)].some((node) => node.name === '?'),
    run: lazily(() => constantRunner(text, test) ?? makeRunner(source, text, test, names)),
  };
}

function expressionRunner({ text, root }: Parsed, names: readonly string[]): Runner {
  return makeRunner(instrument(text, root), text, root, names);
}

/** The final parse is left to the first evaluation: lint and editors only need to know that the text is right. */
function lazily(make: () => Runner): Runner {
  let runner: Runner | undefined;
  return (context, input) => (runner ??= make())(context, input);
}
