import { sourceOf, type Node } from './tree.ts';
import type { TextRange } from './types.ts';

/** Names of the functions that an instrumented expression calls; `guardedFunctions` in runner.ts has their bodies. */
export type GuardName =
  '__left' | '__right' | '__plain' | '__list' | '__each' | '__range' | '__test' | '__body' | '__months';

/** An expression with calls of guard functions written into it, and the way back to the original positions. */
export interface Instrumented {
  readonly text: string;
  readonly originalPosition: (position: TextRange) => TextRange;
}

/**
 * The interpreter has no hooks, so the hooks are written into the text before it is parsed for good:
 * loops and filters count their items, both sides of a comparison meet a type check, dates compare with ISO texts,
 * `if` takes nothing but true for true, bodies of functions count their calls.
 */
export function instrument(text: string, root: Node): Instrumented {
  const writer = new Writer(text);
  writer.node(root);
  return writer.result();
}

/** One test of a decision-table cell as an expression over `?`; undefined when the cell gives a value to compare with. */
export function instrumentComparison(text: string, test: Node): Instrumented | undefined {
  const simple = test.children[0];
  if (simple?.name !== 'SimplePositiveUnaryTest') return undefined;
  const writer = new Writer(text);
  const [first, second] = simple.children;
  if (first && second) {
    writer.raw('__left(?) ');
    writer.node(first);
    writer.raw(' ');
    writer.wrapped('__right', second);
  } else {
    writer.raw('__plain(?) in ');
    writer.membership(simple);
  }
  return writer.result();
}

class Writer {
  readonly #text: string;
  #output = '';
  /** Pieces of the original in the output, in order. */
  readonly #pieces: { readonly out: number; readonly from: number; readonly length: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  raw(text: string): void {
    this.#output += text;
  }

  wrapped(guard: GuardName, node: Node): void {
    this.raw(`${guard}(`);
    this.node(node);
    this.raw(')');
  }

  node(node: Node): void {
    switch (node.name) {
      case 'NumericLiteral':
        // The interpreter reads “- 5” as not a number.
        this.raw(sourceOf(this.#text, node).replace(/\s/g, ''));
        return;
      case 'SpecialFunctionName':
        // The interpreter counts days too.
        if (/^years/.test(sourceOf(this.#text, node))) this.raw('__months');
        else this.#children(node, (child) => this.node(child));
        return;
      case 'Comparison':
        this.#comparison(node);
        return;
      case 'FilterExpression':
        this.#children(node, (child, index) => this.#wrapIf(index === 0, '__list', child));
        return;
      case 'IterationContext':
        this.#iteration(node);
        return;
      case 'IfExpression':
        this.#children(node, (child, index) => this.#wrapIf(index === 1, '__test', child));
        return;
      case 'FunctionBody':
        this.raw('__body(');
        this.#children(node, (child) => this.node(child));
        this.raw(')');
        return;
      default:
        this.#children(node, (child) => this.node(child));
    }
  }

  /** What stands after `in`: bounds and values become comparable with ISO texts. */
  membership(node: Node): void {
    if (node.name === 'PositiveUnaryTest' && node.children[0]?.name !== 'SimplePositiveUnaryTest') {
      this.raw('__plain(');
      this.#children(node, (child) => this.node(child));
      this.raw(')');
      return;
    }
    const isBound = (child: Node): boolean =>
      !/^(CompareOp|\.\.|\[|\]|\(|\)|Interval|PositiveUnaryTests?|SimplePositiveUnaryTest)$/.test(child.name);
    this.#children(node, (child) => (isBound(child) ? this.wrapped('__plain', child) : this.membership(child)));
  }

  result(): Instrumented {
    const pieces = this.#pieces;
    const original = (at: number): number => {
      const piece = pieces.findLast((candidate) => candidate.out <= at);
      return piece ? piece.from + Math.min(at - piece.out, piece.length) : 0;
    };
    return { text: this.#output, originalPosition: ({ from, to }) => ({ from: original(from), to: original(to) }) };
  }

  #comparison(node: Node): void {
    const operator = node.children.findIndex((child) => /^(CompareOp|in|between)$/.test(child.name));
    const kind = node.children[operator]?.name;
    // What follows `in` is greedy: without brackets it would swallow the next `and`.
    if (kind === 'in') this.raw('(');
    this.#children(node, (child, index) => {
      if (kind === 'CompareOp') this.#wrapIf(index === 0, '__left', child, index === 2 ? '__right' : undefined);
      else if (index === 0) this.wrapped('__plain', child);
      else if (kind === 'in') this.#memberOf(child);
      else this.#wrapIf(index === 2 || index === 4, '__plain', child);
    });
    if (kind === 'in') this.raw(')');
  }

  #memberOf(child: Node): void {
    if (child.name === 'PositiveUnaryTest' || child.name === 'PositiveUnaryTests') this.membership(child);
    else this.node(child);
  }

  #iteration(node: Node): void {
    if (!node.children.some((child) => child.name === '..')) {
      this.raw('__each(');
      this.#children(node, (child) => this.node(child));
      this.raw(')');
      return;
    }
    this.raw('__range(');
    this.#children(node, (child) => (child.name === '..' ? this.raw(',') : this.node(child)));
    this.raw(')');
  }

  #wrapIf(condition: boolean, guard: GuardName, child: Node, otherwise?: GuardName): void {
    const chosen = condition ? guard : otherwise;
    if (chosen) this.wrapped(chosen, child);
    else this.node(child);
  }

  #children(node: Node, write: (child: Node, index: number) => void): void {
    let at = node.from;
    node.children.forEach((child, index) => {
      this.#copy(at, child.from);
      write(child, index);
      at = child.to;
    });
    this.#copy(at, node.to);
  }

  #copy(from: number, to: number): void {
    if (to <= from) return;
    this.#pieces.push({ out: this.#output.length, from, length: to - from });
    this.#output += this.#text.slice(from, to);
  }
}
