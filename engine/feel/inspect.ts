import { isBuiltin } from './builtins.ts';
import { sourceOf, writtenName, type Node } from './tree.ts';
import type { LiteralComparison } from './types.ts';

/** Free variables below `root`, in order of first use. Names inside a filter may be properties of its items: they are left out. */
export function freeVariables(text: string, root: Node): readonly string[] {
  const finder = new VariableFinder(text);
  finder.visit(root, new Set());
  return [...finder.found];
}

type Names = ReadonlySet<string>;

class VariableFinder {
  readonly found = new Set<string>();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  visit(node: Node, bound: Names): void {
    switch (node.name) {
      case 'VariableName':
        if (!bound.has(this.#name(node))) this.found.add(this.#name(node));
        return;
      case 'FunctionInvocation':
        this.#visitCall(node, bound);
        return;
      case 'ForExpression':
      case 'QuantifiedExpression':
        this.#visitLoop(node, bound);
        return;
      case 'FunctionDefinition':
        this.#visitAll(node.children, new Set([...bound, ...this.#parameters(node)]));
        return;
      case 'Context':
        this.#visitContext(node, bound);
        return;
      case 'FilterExpression':
        this.#visitAll(node.children.slice(0, 1), bound);
        return;
      case 'Type':
        return;
      default:
        this.#visitAll(node.children, bound);
    }
  }

  #visitAll(nodes: readonly Node[], bound: Names): void {
    for (const node of nodes) this.visit(node, bound);
  }

  #visitCall(node: Node, bound: Names): void {
    const [target, ...rest] = node.children;
    const isStandard = target?.name === 'VariableName' && isBuiltin(this.#name(target));
    if (target && !isStandard) this.visit(target, bound);
    this.#visitAll(rest, bound);
  }

  #visitLoop(node: Node, bound: Names): void {
    const names = new Set([...bound, 'partial']);
    for (const child of node.children) {
      if (child.name === 'InExpressions') this.#visitSources(child, names);
      else this.visit(child, names);
    }
  }

  /** Each list may use the names that those before it bind. */
  #visitSources(sources: Node, names: Set<string>): void {
    for (const source of sources.children) {
      this.#visitAll(source.children, names);
      const name = source.children.find((part) => part.name === 'Name');
      if (name) names.add(this.#name(name));
    }
  }

  /** An entry may use the entries before it; a function also itself. */
  #visitContext(node: Node, bound: Names): void {
    const names = new Set(bound);
    for (const entry of node.children) {
      const key = entry.children.find((part) => part.name === 'Key');
      const isFunction = entry.children.at(-1)?.name === 'FunctionDefinition';
      if (key && isFunction) names.add(this.#name(key));
      this.visit(entry, names);
      if (key) names.add(this.#name(key));
    }
  }

  #parameters(node: Node): readonly string[] {
    const parameters = node.children.find((child) => child.name === 'FormalParameters');
    return parameters?.children.map((parameter) => this.#name(parameter.children[0] ?? parameter)) ?? [];
  }

  #name(node: Node): string {
    return writtenName(this.#text, node);
  }
}

/** All text literals that are compared with a variable or path by =, !=, `in` or `list contains`. */
export function comparedLiterals(text: string, root: Node): readonly LiteralComparison[] {
  const found: LiteralComparison[] = [];
  visit(root);
  return found;

  function visit(node: Node): void {
    if (node.name === 'Comparison') comparison(node);
    if (node.name === 'FunctionInvocation') listContains(node);
    node.children.forEach(visit);
  }

  function comparison(node: Node): void {
    const [left, operator, ...right] = node.children;
    if (!left || !operator) return;
    if (operator.name === 'CompareOp' && /^!?=$/.test(sourceOf(text, operator)) && right[0]) pair(left, right[0]);
    if (operator.name === 'in') for (const node of right) members(node).forEach((literal) => pair(left, literal));
  }

  function listContains(node: Node): void {
    const [target, , parameters] = node.children;
    const [list, element] = parameters?.children ?? [];
    if (!target || !list || !element || writtenName(text, target) !== 'list contains') return;
    for (const literal of members(list)) pair(element, literal);
  }

  function members(node: Node): readonly Node[] {
    return node.name === 'StringLiteral' ? [node] : node.children.flatMap(members);
  }

  function pair(a: Node, b: Node): void {
    const [path, literal] = a.name === 'StringLiteral' ? [pathOf(text, b), a] : [pathOf(text, a), b];
    if (path !== undefined && literal.name === 'StringLiteral') found.push({ path, value: literalText(text, literal) });
  }
}

function pathOf(text: string, node: Node): string | undefined {
  if (node.name === 'VariableName' || node.name === 'PathName') return writtenName(text, node);
  if (node.name === 'ParenthesizedExpression' && node.children[1]) return pathOf(text, node.children[1]);
  if (node.name !== 'PathExpression') return undefined;
  const [base, , property] = node.children;
  const start = base && pathOf(text, base);
  return start === undefined || !property ? undefined : `${start}.${writtenName(text, property)}`;
}

/** The text that a string literal stands for. */
export function literalText(text: string, literal: Node): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return sourceOf(text, literal)
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, sign: string) =>
      sign.length === 5 ? String.fromCharCode(Number.parseInt(sign.slice(1), 16)) : (escapes[sign] ?? sign),
    );
}
