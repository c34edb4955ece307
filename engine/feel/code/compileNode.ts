import { readNumber } from '../values/number.ts';
import type { FeelNode, IteratorNode } from '../syntax/nodes.ts';
import { readTemporal } from '../values/temporal.ts';
import { arithmetic, negated } from './arithmetic.ts';
import { calledName, namedCall, valueCall } from './calls.ts';
import { comparison } from './compare.ts';
import { filter } from './filters.ts';
import { definition, externalDefinition } from './functions.ts';
import { interval, openInterval } from './intervals.ts';
import { filterLevel, level, type Lexical } from './lexical.ts';
import { conditional, logic } from './logic.ts';
import { forLoop, type Iterator, quantifier } from './loops.ts';
import { betweenness, membership } from './membership.ts';
import { variable } from './names.ts';
import { path } from './paths.ts';
import { type Code, within } from './run.ts';
import { anyType } from '../values/conform.ts';
import { instanceTest, type NamedTypes, typeOf } from './types.ts';

/** What a part of an expression needs to know of its surroundings. */
export interface Surroundings {
  readonly text: string;
  readonly lexical: Lexical | undefined;
  readonly types: NamedTypes;
}

/** Turns a node into code; done once for a text, so that evaluating is nothing but calling. */
export function compileNode(node: FeelNode, around: Surroundings): Code {
  const code = (child: FeelNode): Code => compileNode(child, around);
  switch (node.type) {
    case 'number':
    case 'string':
    case 'temporal':
    case 'boolean':
    case 'null':
      return literal(node);
    case 'input':
      return (scope) => scope.input ?? null;
    case 'name':
      return variable(node.name, node, around.lexical);
    case 'path':
      return path(code(node.of), node.name, { from: node.to - node.name.length, to: node.to });
    case 'filter':
      return filter(code(node.of), compileNode(node.by, { ...around, lexical: filterLevel(around.lexical) }), node.by);
    case 'call':
      return call(node, around);
    case 'list':
      return list(node.items.map(code));
    case 'context':
      return context(node, around);
    case 'interval':
      return interval(code(node.start), node.startIncluded, code(node.end), node.endIncluded);
    case 'test':
      return openInterval(node.operator, code(node.bound));
    case 'function':
      return lambda(node, around);
    case 'external':
      return externalDefinition(node.parameters);
    case 'if':
      return conditional(code(node.condition), code(node.yes), code(node.no));
    case 'for':
    case 'quantified':
      return loop(node, around);
    case 'arithmetic':
    case 'logic':
    case 'compare':
      return operation(node, code(node.left), code(node.right));
    case 'negate':
      return negated(code(node.of), node.at);
    case 'between':
      return betweenness(code(node.of), code(node.low), code(node.high));
    case 'in':
      return membership(code(node.of), node.tests.map(code));
    case 'instance':
      return instanceTest(code(node.of), node.is, around.types);
  }
}

type NodeOf<T extends FeelNode['type']> = FeelNode & { readonly type: T };

function literal(node: FeelNode): Code {
  switch (node.type) {
    case 'number':
      return constant(readNumber(node.text) ?? null);
    case 'string':
      return constant(node.text);
    case 'temporal':
      return temporal(node.text);
    case 'boolean':
      return constant(node.value);
    default:
      return constant(null);
  }
}

function operation(node: NodeOf<'arithmetic'> | NodeOf<'logic'> | NodeOf<'compare'>, left: Code, right: Code): Code {
  switch (node.type) {
    case 'arithmetic':
      return arithmetic(node.operator, left, right, node.at);
    case 'logic':
      return logic(node.operator, left, right);
    case 'compare':
      return comparison(node.operator, left, right);
  }
}

function constant(value: unknown): Code {
  return () => value;
}

function temporal(text: string): Code {
  const value = readTemporal(text);
  if (value !== undefined) return constant(value);
  return (scope) => scope.run.warn('INVALID_ARGUMENTS', `@“${text}” is no date, time or duration.`);
}

function list(items: readonly Code[]): Code {
  return (scope) => {
    scope.run.meter.spend(items.length / 10);
    return items.map((item) => item(scope) ?? null);
  };
}

function call(node: NodeOf<'call'>, around: Surroundings): Code {
  const args = node.args.map((arg) => compileNode(arg, around));
  const source = around.text.slice(node.callee.from, node.callee.to);
  const site = { names: node.names, source, range: node.callee, whole: node };
  const name = calledName(node.callee);
  return name === undefined
    ? valueCall(compileNode(node.callee, around), args, site)
    : namedCall(name, args, site, around.lexical);
}

/** Each entry may use the entries before it, and a function itself. */
function context(node: NodeOf<'context'>, around: Surroundings): Code {
  const entries: { readonly key: string; readonly value: Code }[] = [];
  const known: string[] = [];
  for (const { key, value } of node.entries) {
    const visible = value.type === 'function' ? [...known, key] : known;
    entries.push({ key, value: compileNode(value, { ...around, lexical: level(around.lexical, visible) }) });
    known.push(key);
  }
  const isDoubled = new Set(known).size < known.length;
  return (scope) => {
    if (isDoubled && scope.run.dialect === 'standard') return null;
    const made: Record<string, unknown> = {};
    const inner = within(scope, made);
    scope.run.meter.spend(entries.length / 10);
    for (const { key, value } of entries) made[key] = value(inner) ?? null;
    return made;
  };
}

function lambda(node: NodeOf<'function'>, around: Surroundings): Code {
  const names = node.parameters.map(({ name }) => name);
  const types = node.parameters.map(({ of }) => (of ? (typeOf(of, around.types) ?? anyType) : anyType));
  return definition(
    node.parameters,
    types,
    compileNode(node.body, { ...around, lexical: level(around.lexical, names) }),
  );
}

function loop(node: NodeOf<'for'> | NodeOf<'quantified'>, around: Surroundings): Code {
  let lexical = level(around.lexical, node.type === 'for' ? ['partial'] : []);
  const iterators = node.iterators.map((one) => {
    const compiled = iterator(one, { ...around, lexical });
    lexical = level(lexical, [one.name]);
    return compiled;
  });
  const body = compileNode(node.body, { ...around, lexical });
  return node.type === 'for' ? forLoop(iterators, body) : quantifier(node.every, iterators, body);
}

function iterator({ name, source, to }: IteratorNode, around: Surroundings): Iterator {
  const first = compileNode(source, around);
  return to ? { name, source: first, to: compileNode(to, around) } : { name, source: first };
}
