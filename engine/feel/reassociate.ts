import type { Node } from './tree.ts';

/**
 * Mends what the grammar reads wrongly: `a in ["x"] or b` comes out of the parser as `a in (["x"] or b)`, which is never true.
 * Here it becomes `(a in ["x"]) or b`; the interpreter gets the brackets when the expression is instrumented.
 */
export function reassociate(node: Node): Node {
  const children = node.children.map(reassociate);
  const mended = { ...node, children };
  return node.name === 'Comparison' ? (splitMembership(mended) ?? mended) : mended;
}

function splitMembership(comparison: Node): Node | undefined {
  const [value, keyword, test] = comparison.children;
  const operand = test?.children[0];
  if (!value || keyword?.name !== 'in' || test?.name !== 'PositiveUnaryTest' || !operand) return undefined;
  const before = { from: value.from, keep: [value, keyword] };
  if (isLogic(operand)) {
    return onLeftmost(operand, value.from, (leaf) =>
      membership(comparison, before.keep, { ...test, to: leaf.to, children: [leaf] }),
    );
  }
  // `a in > 3 and b`: here the greedy part is what the operator compares with.
  const [operator, bound] = operand.children;
  if (operand.name !== 'SimplePositiveUnaryTest' || operator?.name !== 'CompareOp' || !bound || !isLogic(bound))
    return undefined;
  return onLeftmost(bound, value.from, (leaf) => {
    const simple = { ...operand, to: leaf.to, children: [operator, leaf] };
    return membership(comparison, before.keep, { ...test, to: leaf.to, children: [simple] });
  });
}

function membership(comparison: Node, start: readonly Node[], test: Node): Node {
  return { ...comparison, to: test.to, children: [...start, test] };
}

/** The chain of `and` and `or` with its first operand replaced. */
function onLeftmost(node: Node, from: number, replace: (leaf: Node) => Node): Node {
  const [left, ...rest] = node.children;
  return left && isLogic(node)
    ? { ...node, from, children: [onLeftmost(left, from, replace), ...rest] }
    : replace(node);
}

/** Whether the node is a chain of `and` or `or` without brackets around it. */
export function isLogic({ name }: Node): boolean {
  return name === 'Conjunction' || name === 'Disjunction';
}
