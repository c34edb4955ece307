import type { TextRange } from '../types.ts';

/** Operators of a comparison. */
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
/** Operators of arithmetic. */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** A type as it is written after `instance of` or a parameter. */
export type TypeNode =
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'list'; readonly of: TypeNode }
  | { readonly type: 'range'; readonly of: TypeNode }
  | { readonly type: 'context'; readonly entries: readonly { readonly name: string; readonly of: TypeNode }[] }
  | { readonly type: 'function'; readonly parameters: readonly TypeNode[]; readonly result: TypeNode };

/** One `name in list` or `name in from..to` of a loop. */
export interface IteratorNode {
  readonly name: string;
  readonly source: FeelNode;
  /** The other end of `from..to`. */
  readonly to?: FeelNode;
  readonly range: TextRange;
}

/** A parameter of a function definition. */
export interface ParameterNode {
  readonly name: string;
  readonly of?: TypeNode;
}

type Shape =
  | { readonly type: 'number' | 'string' | 'temporal'; readonly text: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' | 'input' }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'path'; readonly of: FeelNode; readonly name: string }
  | { readonly type: 'filter'; readonly of: FeelNode; readonly by: FeelNode }
  | {
      readonly type: 'call';
      readonly callee: FeelNode;
      readonly args: readonly FeelNode[];
      /** Of a call with named arguments: one for each. */
      readonly names?: readonly string[];
    }
  | { readonly type: 'list'; readonly items: readonly FeelNode[] }
  | {
      readonly type: 'context';
      readonly entries: readonly { readonly key: string; readonly range: TextRange; readonly value: FeelNode }[];
    }
  | {
      readonly type: 'interval';
      readonly start: FeelNode;
      readonly end: FeelNode;
      readonly startIncluded: boolean;
      readonly endIncluded: boolean;
    }
  /** A comparison without its left side: `> 5`. */
  | { readonly type: 'test'; readonly operator: CompareOperator; readonly bound: FeelNode }
  | { readonly type: 'function'; readonly parameters: readonly ParameterNode[]; readonly body: FeelNode }
  | { readonly type: 'external'; readonly parameters: readonly ParameterNode[]; readonly body: FeelNode }
  | { readonly type: 'if'; readonly condition: FeelNode; readonly yes: FeelNode; readonly no: FeelNode }
  | { readonly type: 'for'; readonly iterators: readonly IteratorNode[]; readonly body: FeelNode }
  | {
      readonly type: 'quantified';
      readonly every: boolean;
      readonly iterators: readonly IteratorNode[];
      readonly body: FeelNode;
    }
  | {
      readonly type: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: FeelNode;
      readonly right: FeelNode;
      readonly at: TextRange;
    }
  | { readonly type: 'negate'; readonly of: FeelNode; readonly at: TextRange }
  | { readonly type: 'logic'; readonly operator: 'and' | 'or'; readonly left: FeelNode; readonly right: FeelNode }
  | {
      readonly type: 'compare';
      readonly operator: CompareOperator;
      readonly left: FeelNode;
      readonly right: FeelNode;
    }
  | { readonly type: 'between'; readonly of: FeelNode; readonly low: FeelNode; readonly high: FeelNode }
  | { readonly type: 'in'; readonly of: FeelNode; readonly tests: readonly FeelNode[] }
  | { readonly type: 'instance'; readonly of: FeelNode; readonly is: TypeNode };

/** A part of an expression, with its place in the text. */
export type FeelNode = Shape & TextRange;

/** A part of an expression without its place. */
export type NodeShape = Shape;

/** The tests of a cell: none for `-`. */
export interface TestsNode extends TextRange {
  readonly type: 'tests';
  readonly negated: boolean;
  readonly tests: readonly FeelNode[];
}

/** What stands directly below a node, in the order of the text. */
export function childrenOf(node: FeelNode | TestsNode): readonly FeelNode[] {
  switch (node.type) {
    case 'number':
    case 'string':
    case 'temporal':
    case 'boolean':
    case 'null':
    case 'input':
    case 'name':
      return [];
    case 'tests':
      return node.tests;
    case 'path':
    case 'negate':
    case 'instance':
      return [node.of];
    case 'filter':
      return [node.of, node.by];
    case 'call':
      return [node.callee, ...node.args];
    case 'list':
      return node.items;
    case 'context':
      return node.entries.map(({ value }) => value);
    case 'interval':
      return [node.start, node.end];
    case 'test':
      return [node.bound];
    case 'function':
    case 'external':
      return [node.body];
    case 'if':
      return [node.condition, node.yes, node.no];
    case 'for':
    case 'quantified':
      return [...node.iterators.flatMap(({ source, to }) => (to ? [source, to] : [source])), node.body];
    case 'arithmetic':
    case 'logic':
    case 'compare':
      return [node.left, node.right];
    case 'between':
      return [node.of, node.low, node.high];
    case 'in':
      return [node.of, ...node.tests];
  }
}

/** All nodes below and including `node`, parents first, in the order of the text. */
export function walk(node: FeelNode | TestsNode): readonly (FeelNode | TestsNode)[] {
  const found: (FeelNode | TestsNode)[] = [];
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    open.push(...childrenOf(next).toReversed());
  }
  return found;
}
