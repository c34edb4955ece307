import { parseExpression, parseUnaryTests } from 'feelin';
import { limits } from './limits.ts';
import type { FeelProblem, TextRange } from './types.ts';

/** One node of the parse tree; comments are left out. */
export interface Node extends TextRange {
  readonly name: string;
  readonly children: readonly Node[];
}

/** The two grammars of FEEL: an expression, or the tests in a cell of a decision table. */
export type Grammar = 'expression' | 'unaryTests';

type LezerTree = ReturnType<typeof parseExpression>;

/** Parses `text`; a text that does not follow the grammar, or is nested too deeply, is a problem. */
export function parseTree(text: string, grammar: Grammar, names: readonly string[]): Node | FeelProblem {
  const known = Object.fromEntries(names.map((name) => [name, null]));
  const tree =
    grammar === 'expression' ? parseExpression(text, known, undefined) : parseUnaryTests(text, known, undefined);
  const error = firstError(tree);
  if (error) return syntaxProblem(text, error);
  return toNode(tree, text) ?? tooDeep(text);
}

function firstError(tree: LezerTree): TextRange | undefined {
  let found: TextRange | undefined;
  tree.iterate({
    enter(node) {
      if (node.type.isError) found ??= { from: node.from, to: node.to };
      return found === undefined;
    },
  });
  return found;
}

function toNode(tree: LezerTree, text: string): Node | undefined {
  const root: { children: Node[] } = { children: [] };
  const stack: { children: Node[] }[] = [root];
  let deepest = 0;
  tree.iterate({
    enter(ref) {
      if (ref.type.isSkipped) return false;
      const node = { name: ref.name, from: ref.from, to: ref.to, children: [] };
      stack.at(-1)?.children.push(node);
      stack.push(node);
      deepest = Math.max(deepest, stack.length);
      return true;
    },
    leave(ref) {
      if (!ref.type.isSkipped) stack.pop();
    },
  });
  if (deepest > limits.depth) return undefined;
  return root.children[0] ?? { name: 'Expression', from: 0, to: text.length, children: [] };
}

function tooDeep(text: string): FeelProblem {
  return {
    type: 'problem',
    code: 'too-deep',
    sentence: `The expression is nested more than ${limits.depth} levels deep: split it into several steps.`,
    position: { from: 0, to: text.length },
  };
}

function syntaxProblem(text: string, at: TextRange): FeelProblem {
  const rest = text.slice(at.from).trimStart();
  const word = /^("[^"]*"?|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]{1,2})/u.exec(rest)?.[0] ?? '';
  const before = text.slice(0, at.from).trimEnd().slice(-20);
  return { type: 'problem', code: 'syntax', sentence: syntaxSentence(word, before, text), position: at };
}

/** Foreign notations are named with what FEEL writes instead: analysts arrive with JavaScript, JUEL and spreadsheet habits. */
function syntaxSentence(word: string, before: string, text: string): string {
  if (/^&&?|^\|\|?/.test(word)) return `“${word}” is not FEEL: write “and” or “or”.`;
  if (/[$#]\{/.test(text) || /\{\{/.test(text))
    return 'Placeholders such as {{…}} or $ with brackets are not FEEL: write the name alone.';
  if (word.startsWith("'")) return 'Texts stand in double quotation marks: "text".';
  if (word.startsWith('`')) return 'Names stand without quotation marks.';
  if (word.startsWith('"')) return 'A text is not closed: a double quotation mark is missing.';
  if (word === '==') return '“==” is not FEEL: write “=”.';
  if (word.startsWith('!')) return '“!” is not FEEL: write “not(…)” or “!=”.';
  if (word === '')
    return before === '' ? 'The expression is empty.' : `The expression is not finished after “${before}”.`;
  if (before === '') return `The expression cannot begin with “${word}”.`;
  return `“${word}” is not expected after “${before}”.`;
}

/** The part of `text` that `node` covers. */
export function sourceOf(text: string, node: TextRange): string {
  return text.slice(node.from, node.to);
}

/** All nodes below and including `node`, parents first. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The name that the interpreter looks up for a name node: its parts joined by single blanks. */
export function lookupName(text: string, node: Node): string {
  return node.children.map((part) => sourceOf(text, part)).join(' ');
}

/** A name as people write it: the source text with blanks collapsed. */
export function writtenName(text: string, node: TextRange): string {
  return sourceOf(text, node).replace(/\s+/g, ' ');
}
