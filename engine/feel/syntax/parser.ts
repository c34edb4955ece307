import { limits } from '../limits.ts';
import type { TextRange } from '../types.ts';
import type { ArithmeticOperator, CompareOperator, FeelNode, NodeShape } from './nodes.ts';
import { parseType } from './parseType.ts';
import { intervalAfter, parsePrimary } from './primary.ts';
import { SyntaxStop, type Source } from './source.ts';

const compareOperators: readonly CompareOperator[] = ['<=', '>=', '!=', '=', '<', '>'];

/** Reads expressions (DMN 1.5, 10.3.1.2), one method for each level of precedence. */
export class Parser {
  readonly source: Source;
  /** Within the last end of an interval: there `[` closes it instead of opening a filter. */
  isClosing = false;
  #depth = 0;
  #attempts = 0;

  constructor(source: Source) {
    this.source = source;
  }

  /** A whole expression. */
  expression(): FeelNode {
    if (++this.#depth > limits.depth) throw new SyntaxStop(this.source.at, 'too-deep');
    const node = this.#disjunction();
    this.#depth--;
    return node;
  }

  /** What stands beside a comparison sign: sums and what binds closer. */
  sum(): FeelNode {
    let left = this.#product();
    for (;;) {
      const operator = this.#operator(['+', '-']);
      if (!operator) return left;
      left = this.#arithmetic(left, operator, this.#product());
    }
  }

  /** One test of a list of tests: `> 5`, an interval or an expression. */
  test(): FeelNode {
    const from = this.source.at;
    const operator = this.compareOperator();
    if (operator === undefined) return this.expression();
    this.#refuseDoubled(from);
    return this.node(from, { type: 'test', operator, bound: this.sum() });
  }

  /** The comparison sign that comes next. */
  compareOperator(): CompareOperator | undefined {
    return compareOperators.find((operator) => this.source.takes(operator));
  }

  /** A node from `from` to the last thing that was read. */
  node(from: number, shape: NodeShape): FeelNode {
    return { ...shape, from, to: this.source.end };
  }

  /** Goes one level deeper for nested brackets that are no expressions. */
  deeper<T>(read: () => T): T {
    if (++this.#depth > limits.depth) throw new SyntaxStop(this.source.at, 'too-deep');
    const wasClosing = this.isClosing;
    this.isClosing = false;
    const result = read();
    this.isClosing = wasClosing;
    this.#depth--;
    return result;
  }

  /** Tries one reading and, where it fails, another from the same place. */
  either<T>(first: () => T, second: () => T): T {
    const { at, end } = this.source;
    const [depth, isClosing] = [this.#depth, this.isClosing];
    try {
      return first();
    } catch (error) {
      if (!(error instanceof SyntaxStop) || error.reason === 'too-deep' || ++this.#attempts > 50) throw error;
      this.source.back(at, end);
      this.#depth = depth;
      this.isClosing = isClosing;
      return second();
    }
  }

  #disjunction(): FeelNode {
    let left = this.#conjunction();
    while (this.source.takesWord('or')) left = this.#logic(left, 'or', this.#conjunction());
    return left;
  }

  #conjunction(): FeelNode {
    let left = this.#comparison();
    while (this.source.takesWord('and')) left = this.#logic(left, 'and', this.#comparison());
    return left;
  }

  #logic(left: FeelNode, operator: 'and' | 'or', right: FeelNode): FeelNode {
    return this.node(left.from, { type: 'logic', operator, left, right });
  }

  #comparison(): FeelNode {
    const start = this.source.at;
    if (this.compareOperator() !== undefined) throw new SyntaxStop(start, 'one-sided');
    let left = this.sum();
    for (;;) {
      const next = this.#compared(left);
      if (!next) return left;
      left = next;
    }
  }

  #compared(left: FeelNode): FeelNode | undefined {
    const { source } = this;
    const at = source.at;
    const operator = this.compareOperator();
    if (operator) {
      this.#refuseDoubled(at);
      return this.node(left.from, { type: 'compare', operator, left, right: this.sum() });
    }
    if (source.takesWord('between')) {
      const low = this.sum();
      source.needsWord('and');
      return this.node(left.from, { type: 'between', of: left, low, high: this.sum() });
    }
    if (source.takesWord('in')) return this.node(left.from, { type: 'in', of: left, tests: this.#members() });
    if (!source.takesWord('instance')) return undefined;
    source.needsWord('of');
    return this.node(left.from, { type: 'instance', of: left, is: parseType(source) });
  }

  /** What stands after `in`: one test, or several in brackets. */
  #members(): readonly FeelNode[] {
    const { source } = this;
    const from = source.at;
    if (!source.takes('(')) return [this.#member()];
    const first = this.deeper(() => this.test());
    if (source.sees('..')) return [intervalAfter(this, from, false, first)];
    const rest = source.takes(',') ? this.deeper(() => this.tests()) : [];
    source.needs(')');
    return [first, ...rest];
  }

  #member(): FeelNode {
    const from = this.source.at;
    const operator = this.compareOperator();
    return operator ? this.node(from, { type: 'test', operator, bound: this.sum() }) : this.sum();
  }

  /** Tests with commas between them. */
  tests(): readonly FeelNode[] {
    const tests = [this.test()];
    while (this.source.takes(',')) tests.push(this.test());
    return tests;
  }

  #product(): FeelNode {
    let left = this.#power();
    for (;;) {
      const operator = this.source.sees('**') ? undefined : this.#operator(['*', '/']);
      if (!operator) return left;
      left = this.#arithmetic(left, operator, this.#power());
    }
  }

  #power(): FeelNode {
    let left = this.#signed();
    for (;;) {
      const operator = this.#operator(['**']);
      if (!operator) return left;
      left = this.#arithmetic(left, operator, this.#signed());
    }
  }

  #signed(): FeelNode {
    const from = this.source.at;
    if (!this.source.takes('-')) return parsePrimary(this);
    if (++this.#depth > limits.depth) throw new SyntaxStop(from, 'too-deep');
    const of = this.#signed();
    this.#depth--;
    return this.node(from, { type: 'negate', of, at: { from, to: from + 1 } });
  }

  #operator<T extends ArithmeticOperator>(
    operators: readonly T[],
  ): { readonly sign: T; readonly at: TextRange } | undefined {
    const from = this.source.at;
    const sign = operators.find((one) => this.source.takes(one));
    return sign && { sign, at: { from, to: from + sign.length } };
  }

  #arithmetic(
    left: FeelNode,
    { sign, at }: { readonly sign: ArithmeticOperator; readonly at: TextRange },
    right: FeelNode,
  ): FeelNode {
    return this.node(left.from, { type: 'arithmetic', operator: sign, left, right, at });
  }

  #refuseDoubled(from: number): void {
    const { at } = this.source;
    if (this.compareOperator() !== undefined) throw new SyntaxStop(from, 'doubled', at);
  }
}
