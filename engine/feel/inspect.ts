import { isBuiltin } from './builtins.ts';
import { sourceOf, writtenName, type Node } from './tree.ts';
import type { LiteralComparison } from './types.ts';

/** Free variables below `root`, in order of first use. Names inside a filter may be properties of its items: they are left out. */
export function freeVariables(text: string, root: Node): readonly string[] {
  const found = new Set<string>();
  visit(root, new Set());
  return [...found];

  function visit(node: Node, bound: ReadonlySet<string>): void {
    switch (node.name) {
      case 'VariableName': {
        const name = writtenName(text, node);
        if (!bound.has(name)) found.add(name);
        return;
      }
      case 'FunctionInvocation':
        visitCall(node, bound);
        return;
      case 'ForExpression':
      case 'QuantifiedExpression':
        visitLoop(node, bound);
        return;
      case 'FunctionDefinition':
        visitAll(node.children, new Set([...bound, ...parameterNames(node)]));
        return;
      case 'Context':
        visitContext(node, bound);
        return;
      case 'FilterExpression':
        visitAll(node.children.slice(0, 1), bound);
        return;
      case 'Type':
        return;
      default:
        visitAll(node.children, bound);
    }
  }

  function visitAll(nodes: readonly Node[], bound: ReadonlySet<string>): void {
    for (const node of nodes) visit(node, bound);
  }

  function visitCall(node: Node, bound: ReadonlySet<string>): void {
    const [target, ...rest] = node.children;
    const isStandard = target?.name === 'VariableName' && isBuiltin(writtenName(text, target));
    if (target && !isStandard) visit(target, bound);
    visitAll(rest, bound);
  }

  function visitLoop(node: Node, bound: ReadonlySet<string>): void {
    const names = new Set([...bound, 'partial']);
    for (const child of node.children) {
      if (child.name !== 'InExpressions') visit(child, names);
      else
        for (const source of child.children) {
          visitAll(source.children, names);
          const name = source.children.find((part) => part.name === 'Name');
          if (name) names.add(writtenName(text, name));
        }
    }
  }

  function visitContext(node: Node, bound: ReadonlySet<string>): void {
    const names = new Set(bound);
    for (const entry of node.children) {
      const key = entry.children.find((part) => part.name === 'Key');
      const isFunction = entry.children.at(-1)?.name === 'FunctionDefinition';
      if (key && isFunction) names.add(writtenName(text, key));
      visit(entry, names);
      if (key) names.add(writtenName(text, key));
    }
  }

  function parameterNames(node: Node): readonly string[] {
    const parameters = node.children.find((child) => child.name === 'FormalParameters');
    return parameters?.children.map((parameter) => writtenName(text, parameter.children[0] ?? parameter)) ?? [];
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
