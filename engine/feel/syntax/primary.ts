import type { FeelNode, IteratorNode, ParameterNode } from './nodes.ts';
import type { Parser } from './parser.ts';
import { parseType } from './parseType.ts';
import { unescape } from './strings.ts';

const number = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\]|\\[^])*"/y;
const argumentName = /(?=[\p{L}_])[\p{L}\p{N}_\-'+*/.\s]*(?=:)/uy;

/** Reads what binds closest: literals, names, brackets, and after them paths, filters and calls. */
export function parsePrimary(parser: Parser): FeelNode {
  let node = start(parser);
  for (;;) {
    const next = continued(parser, node);
    if (!next) return node;
    node = next;
  }
}

function continued(parser: Parser, node: FeelNode): FeelNode | undefined {
  const { source } = parser;
  if (!source.sees('..') && source.takes('.')) {
    const name = source.needsName();
    return parser.node(node.from, { type: 'path', of: node, name });
  }
  if (source.sees('(') && mayBeCalled(node)) return call(parser, node);
  if (parser.isClosing || !source.takes('[')) return undefined;
  const by = parser.deeper(() => parser.test());
  source.needs(']');
  return parser.node(node.from, { type: 'filter', of: node, by });
}

function mayBeCalled({ type }: FeelNode): boolean {
  return type !== 'interval';
}

function start(parser: Parser): FeelNode {
  const { source } = parser;
  const from = source.at;
  const digits = source.match(number);
  if (digits !== undefined) return parser.node(from, { type: 'number', text: digits });
  const quoted = source.match(string);
  if (quoted !== undefined) return parser.node(from, { type: 'string', text: unescape(quoted.slice(1, -1)) });
  if (source.takes('@')) return temporal(parser, from);
  if (source.takes('?')) return parser.node(from, { type: 'input' });
  if (source.takes('(')) return bracketed(parser, from);
  if (source.takes('[')) return list(parser, from);
  if (source.takes(']'))
    return intervalAfter(
      parser,
      from,
      false,
      parser.deeper(() => parser.sum()),
    );
  if (source.sees('{')) return context(parser);
  return special(parser, from) ?? named(parser, from);
}

function named(parser: Parser, from: number): FeelNode {
  return parser.node(from, { type: 'name', name: parser.source.needsName() });
}

function temporal(parser: Parser, from: number): FeelNode {
  const quoted = parser.source.match(string);
  if (quoted === undefined) parser.source.stop();
  return parser.node(from, { type: 'temporal', text: unescape(quoted.slice(1, -1)) });
}

/** What begins with a keyword. */
function special(parser: Parser, from: number): FeelNode | undefined {
  const { source } = parser;
  const word = source.peekWord();
  if (word === undefined || source.names.match(source.text, from)) return undefined;
  switch (word) {
    case 'true':
    case 'false':
      source.advance(word.length);
      return parser.node(from, { type: 'boolean', value: word === 'true' });
    case 'null':
      source.advance(word.length);
      return parser.node(from, { type: 'null' });
    case 'if':
      return conditional(parser, from);
    case 'for':
    case 'some':
    case 'every':
      return loop(parser, from, word);
    case 'function':
      return definition(parser, from);
    default:
      return undefined;
  }
}

function conditional(parser: Parser, from: number): FeelNode {
  const { source } = parser;
  source.needsWord('if');
  const condition = parser.expression();
  source.needsWord('then');
  const yes = parser.expression();
  source.needsWord('else');
  return parser.node(from, { type: 'if', condition, yes, no: parser.expression() });
}

function loop(parser: Parser, from: number, word: 'for' | 'some' | 'every'): FeelNode {
  const { source } = parser;
  source.needsWord(word);
  const iterators = [iterator(parser)];
  while (source.takes(',')) iterators.push(iterator(parser));
  if (word !== 'for') {
    source.needsWord('satisfies');
    return parser.node(from, { type: 'quantified', every: word === 'every', iterators, body: parser.expression() });
  }
  source.needsWord('return');
  return parser.node(from, { type: 'for', iterators, body: parser.expression() });
}

function iterator(parser: Parser): IteratorNode {
  const { source } = parser;
  const name = source.needsName();
  source.needsWord('in');
  const from = source.at;
  const first = parser.expression();
  const to = source.takes('..') ? parser.expression() : undefined;
  return { name, source: first, ...(to && { to }), range: { from, to: source.end } };
}

function definition(parser: Parser, from: number): FeelNode {
  const { source } = parser;
  source.needsWord('function');
  source.needs('(');
  const parameters: ParameterNode[] = [];
  while (!source.sees(')')) {
    if (parameters.length > 0) source.needs(',');
    const name = source.needsName();
    source.names.add(name);
    parameters.push(source.takes(':') ? { name, of: parseType(source) } : { name });
  }
  source.needs(')');
  const isExternal = source.takesWord('external');
  return parser.node(from, { type: isExternal ? 'external' : 'function', parameters, body: parser.expression() });
}

function call(parser: Parser, callee: FeelNode): FeelNode {
  const { source } = parser;
  source.needs('(');
  const names: string[] = [];
  const args = parser.deeper(() => {
    const found: FeelNode[] = [];
    while (!source.sees(')')) {
      if (found.length > 0) source.needs(',');
      const name = source.match(argumentName);
      if (name !== undefined) {
        names.push(name.trim().replace(/\s+/g, ' '));
        source.needs(':');
      }
      if (names.length > 0 && name === undefined) source.stop();
      found.push(parser.expression());
    }
    return found;
  });
  source.needs(')');
  if (names.length > 0 && names.length < args.length) source.stop(callee.to);
  return parser.node(callee.from, { type: 'call', callee, args, ...(names.length > 0 && { names }) });
}

function bracketed(parser: Parser, from: number): FeelNode {
  const inner = parser.deeper(() => parser.test());
  if (parser.source.sees('..')) return intervalAfter(parser, from, false, inner);
  parser.source.needs(')');
  // The brackets belong to the place of what they hold.
  return { ...inner, from, to: parser.source.end };
}

function list(parser: Parser, from: number): FeelNode {
  const { source } = parser;
  if (source.takes(']')) return parser.node(from, { type: 'list', items: [] });
  const first = parser.deeper(() => parser.test());
  if (source.sees('..')) return intervalAfter(parser, from, true, first);
  const items = source.takes(',') ? [first, ...parser.deeper(() => parser.tests())] : [first];
  source.needs(']');
  return parser.node(from, { type: 'list', items });
}

/** Reads on where a bracket and the start of an interval have been read. */
export function intervalAfter(parser: Parser, from: number, startIncluded: boolean, start: FeelNode): FeelNode {
  const { source } = parser;
  source.needs('..');
  const close = (isClosing: boolean): { readonly end: FeelNode; readonly included: boolean } =>
    parser.deeper(() => {
      parser.isClosing = isClosing;
      const end = parser.sum();
      const included = source.takes(']');
      if (!included && !source.takes(')')) source.needs('[');
      return { end, included };
    });
  const { end, included } = parser.either(
    () => close(false),
    () => close(true),
  );
  return parser.node(from, { type: 'interval', start, end, startIncluded, endIncluded: included });
}

function context(parser: Parser): FeelNode {
  const { source } = parser;
  const from = source.at;
  source.needs('{');
  const entries = parser.deeper(() => {
    const found: { key: string; range: { from: number; to: number }; value: FeelNode }[] = [];
    while (!source.sees('}')) {
      if (found.length > 0) source.needs(',');
      const at = source.at;
      const key = keyOf(parser);
      const range = { from: at, to: source.end };
      source.needs(':');
      found.push({ key, range, value: parser.expression() });
    }
    return found;
  });
  source.needs('}');
  return parser.node(from, { type: 'context', entries });
}

const freeKey = /(?=[\p{L}_?\u{10000}-\u{EFFFF}])[^:"(){}[\],]+(?=:)/uy;

/** A key is a text, or a name in which signs need no declaration because a colon ends it. */
function keyOf({ source }: Parser): string {
  const quoted = source.match(string);
  const key = quoted === undefined ? source.match(freeKey)?.trim().replace(/\s+/g, ' ') : unescape(quoted.slice(1, -1));
  if (key === undefined) return source.stop();
  source.names.add(key);
  return key;
}
