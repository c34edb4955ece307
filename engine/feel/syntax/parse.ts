import { limits } from '../limits.ts';
import type { FeelProblem, TextRange } from '../types.ts';
import type { FeelNode, TestsNode } from './nodes.ts';
import { Parser } from './parser.ts';
import { syntaxSentence } from './sentences.ts';
import { Source, SyntaxStop } from './source.ts';

/** The two grammars of FEEL: an expression, or the tests in a cell of a decision table. */
export type Grammar = 'expression' | 'unaryTests';

/** Reads an expression; a text that does not follow the grammar, or is nested too deeply, is a problem. */
export function parseExpression(text: string, names: readonly string[]): FeelNode | FeelProblem {
  return parse(text, names, (parser) => parser.expression());
}

/** Reads the tests of a cell (DMN 1.5, grammar rules 12 to 17). */
export function parseTests(text: string, names: readonly string[]): TestsNode | FeelProblem {
  return parse(text, names, (parser) => {
    const { source } = parser;
    const from = source.at;
    const tests = (negated: boolean, list: readonly FeelNode[]): TestsNode => ({
      ...{ type: 'tests', negated, tests: list, from, to: source.end },
    });
    if (/^-\s*$/.test(source.text.slice(from))) {
      source.takes('-');
      return tests(false, []);
    }
    const negation = (): TestsNode => {
      source.needsWord('not');
      source.needs('(');
      const list = parser.deeper(() => parser.tests());
      source.needs(')');
      if (!source.isDone()) source.stop();
      return tests(true, list);
    };
    const plain = (): TestsNode => {
      const list = parser.tests();
      if (source.seesWord('and') || source.seesWord('or')) throw new SyntaxStop(from, 'one-sided');
      return tests(false, list);
    };
    return source.seesWord('not') ? parser.either(negation, plain) : plain();
  });
}

function parse<T extends FeelNode | TestsNode>(
  text: string,
  names: readonly string[],
  read: (parser: Parser) => T,
): T | FeelProblem {
  try {
    const source = new Source(text, names);
    const node = read(new Parser(source));
    if (!source.isDone()) source.stop();
    return node;
  } catch (error) {
    if (error instanceof SyntaxStop) return problemOf(text, error);
    throw error;
  }
}

function problemOf(text: string, { reason, from, to }: SyntaxStop): FeelProblem {
  switch (reason) {
    case 'too-deep':
      return {
        type: 'problem',
        code: 'too-deep',
        sentence: `The expression is nested more than ${limits.depth} levels deep: split it into several steps.`,
        position: { from: 0, to: text.length },
      };
    case 'doubled':
      return syntaxProblem(`“${text.slice(from, to).trim()}” stands twice: write it once.`, { from, to });
    case 'one-sided':
      return oneSided(text, { from, to: text.length });
    case 'syntax':
      return syntaxProblem(...describe(text, from));
  }
}

/** What compares needs both sides: `> 3 and < 9` says nothing of what is compared. */
export function oneSided(text: string, range: TextRange): FeelProblem {
  const part = text.slice(range.from, range.to).trim();
  return syntaxProblem(
    `Name what is compared on both sides of “and” and “or”, in a cell as “?”: instead of “${part}” for example “? > 3 and ? < 9”.`,
    range,
  );
}

function syntaxProblem(sentence: string, position: TextRange): FeelProblem {
  return { type: 'problem', code: 'syntax', sentence, position };
}

function describe(text: string, from: number): [sentence: string, position: TextRange] {
  const gap = /^\s*/.exec(text.slice(from))?.[0].length ?? 0;
  const at = from + gap;
  const word = /^("[^"]*"?|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]{1,2})/u.exec(text.slice(at))?.[0] ?? '';
  const before = text.slice(0, at).trimEnd().slice(-20);
  return [syntaxSentence(word, before, text), { from: at, to: at + word.length }];
}
