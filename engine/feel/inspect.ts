import { isBuiltin } from './functions/registry.ts';
import { childrenOf, type FeelNode, type TestsNode, walk } from './syntax/nodes.ts';
import type { LiteralComparison } from './types.ts';

/** Free variables below `root`, in order of first use. Names inside a filter may be properties of its items: they are left out. */
export function freeVariables(root: FeelNode | TestsNode): readonly string[] {
  const finder = new VariableFinder();
  finder.visit(root, new Set());
  return [...finder.found];
}

type Names = ReadonlySet<string>;

class VariableFinder {
  readonly found = new Set<string>();

  visit(node: FeelNode | TestsNode, bound: Names): void {
    switch (node.type) {
      case 'name':
        if (!bound.has(node.name)) this.found.add(node.name);
        return;
      case 'call': {
        const isStandard = node.callee.type === 'name' && isBuiltin(node.callee.name);
        if (!isStandard) this.visit(node.callee, bound);
        this.#visitAll(node.args, bound);
        return;
      }
      case 'for':
      case 'quantified':
        this.#visitLoop(node, bound);
        return;
      case 'function':
      case 'external':
        this.visit(node.body, new Set([...bound, ...node.parameters.map(({ name }) => name)]));
        return;
      case 'context':
        this.#visitContext(node, bound);
        return;
      case 'filter':
        this.visit(node.of, bound);
        return;
      default:
        this.#visitAll(childrenOf(node), bound);
    }
  }

  #visitAll(nodes: readonly FeelNode[], bound: Names): void {
    for (const node of nodes) this.visit(node, bound);
  }

  /** Each list may use the names that those before it bind. */
  #visitLoop(node: FeelNode & { readonly type: 'for' | 'quantified' }, bound: Names): void {
    const names = new Set([...bound, 'partial']);
    for (const { name, source, to } of node.iterators) {
      this.#visitAll(to ? [source, to] : [source], names);
      names.add(name);
    }
    this.visit(node.body, names);
  }

  /** An entry may use the entries before it; a function also itself. */
  #visitContext(node: FeelNode & { readonly type: 'context' }, bound: Names): void {
    const names = new Set(bound);
    for (const { key, value } of node.entries) {
      if (value.type === 'function') names.add(key);
      this.visit(value, names);
      names.add(key);
    }
  }
}

/** All text literals that are compared with a variable or path by =, !=, `in` or `list contains`. */
export function comparedLiterals(root: FeelNode): readonly LiteralComparison[] {
  const found: LiteralComparison[] = [];
  for (const node of walk(root)) {
    if (node.type === 'compare' && (node.operator === '=' || node.operator === '!=')) pair(node.left, node.right);
    if (node.type === 'in') for (const literal of node.tests.flatMap(members)) pair(node.of, literal);
    if (node.type === 'call') listContains(node);
  }
  return found;

  function listContains({ callee, args }: FeelNode & { readonly type: 'call' }): void {
    const [list, element] = args;
    if (callee.type !== 'name' || callee.name !== 'list contains' || !list || !element) return;
    for (const literal of members(list)) pair(element, literal);
  }

  function pair(a: FeelNode, b: FeelNode): void {
    const [path, literal] = a.type === 'string' ? [pathOf(b), a] : [pathOf(a), b];
    if (path !== undefined && literal.type === 'string') found.push({ path, value: literal.text });
  }
}

function members(node: FeelNode): readonly FeelNode[] {
  return node.type === 'string' ? [node] : childrenOf(node).flatMap(members);
}

function pathOf(node: FeelNode): string | undefined {
  if (node.type === 'name') return node.name;
  if (node.type !== 'path') return undefined;
  const start = pathOf(node.of);
  return start === undefined ? undefined : `${start}.${node.name}`;
}
