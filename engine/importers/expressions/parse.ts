import { tokensOf, type Token } from './tokens.ts';
import { Untranslatable, type BinaryOperator, type Expression } from './tree.ts';

/** Binding strength and name of each operator, as signs and as the words of JUEL, XPath and Python. */
const operators: Readonly<Record<string, readonly [strength: number, operator: BinaryOperator]>> = {
  ...{ '||': [1, 'or'], or: [1, 'or'], '&&': [2, 'and'], and: [2, 'and'] },
  ...{ '==': [4, '='], '===': [4, '='], '=': [4, '='], eq: [4, '='] },
  ...{ '!=': [4, '!='], '!==': [4, '!='], '<>': [4, '!='], ne: [4, '!='] },
  ...{ '<': [5, '<'], lt: [5, '<'], '<=': [5, '<='], le: [5, '<='] },
  ...{ '>': [5, '>'], gt: [5, '>'], '>=': [5, '>='], ge: [5, '>='], in: [5, 'in'] },
  ...{ '+': [6, '+'], '-': [6, '-'], '*': [7, '*'], '/': [7, '/'], div: [7, '/'], '%': [7, '%'], mod: [7, '%'] },
};
const DEEPEST = 100;
const constants: Readonly<Record<string, boolean | null>> = {
  ...{ true: true, True: true, false: false, False: false, null: null, None: null, undefined: null, nil: null },
};

/**
 * Reads an expression as JUEL, JavaScript, Java, Groovy, MVEL, simple XPath and Python write it; their common part only.
 * @throws Untranslatable
 */
export function parseExpression(source: string): Expression {
  const parser = new Parser(tokensOf(source));
  const found = parser.choice();
  parser.end();
  return found;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    if (this.#at < this.#tokens.length)
      throw new Untranslatable(`It goes on with “${String(this.#tokens[this.#at]?.value)}”, which cannot be read.`);
  }

  choice(): Expression {
    if (++this.#depth > DEEPEST) throw new Untranslatable('It is nested too deeply.');
    const condition = this.#binary(0);
    let found = condition;
    if (this.#takes('sign', '?')) {
      const then = this.choice();
      this.#expect(':');
      found = { type: 'choice', condition, then, otherwise: this.choice() };
    } else if (this.#takes('sign', '?:')) {
      const missing: Expression = { type: 'empty', of: condition };
      found = { type: 'choice', condition: missing, then: this.choice(), otherwise: condition };
    }
    this.#depth -= 1;
    return found;
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const token = this.#tokens[this.#at];
      const known =
        token && (token.type === 'sign' || token.type === 'word') && Object.hasOwn(operators, token.value)
          ? operators[token.value]
          : undefined;
      if (!known || known[0] <= least) return left;
      this.#at += 1;
      left = { type: 'binary', operator: known[1], left, right: this.#binary(known[0]) };
    }
  }

  #unary(): Expression {
    if (++this.#depth > DEEPEST) throw new Untranslatable('It is nested too deeply.');
    const found = this.#prefixed();
    this.#depth -= 1;
    return found;
  }

  #prefixed(): Expression {
    if (this.#takes('sign', '!')) return { type: 'not', of: this.#unary() };
    if (this.#isWordBeforeValue('not')) {
      this.#at += 1;
      return { type: 'not', of: this.#binary(3) };
    }
    if (this.#takes('sign', '-')) {
      const of = this.#unary();
      return of.type === 'literal' && typeof of.value === 'number'
        ? { type: 'literal', value: -of.value }
        : { type: 'minus', of };
    }
    if (this.#takes('sign', '+')) return this.#unary();
    if (this.#isWordBeforeValue('empty')) {
      this.#at += 1;
      return { type: 'empty', of: this.#unary() };
    }
    return this.#followed(this.#primary());
  }

  /** `not` and `empty` are operators when a value follows, and names otherwise. */
  #isWordBeforeValue(word: string): boolean {
    const [token, next] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    if (token?.type !== 'word' || token.value !== word || !next) return false;
    if (next.type !== 'sign') return next.type !== 'word' || !Object.hasOwn(operators, next.value);
    return next.value === '(' || next.value === '[' || next.value === '!';
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at];
    if (!token) throw new Untranslatable('It ends too early.');
    this.#at += 1;
    if (token.type === 'number' || token.type === 'text') return { type: 'literal', value: token.value };
    if (token.type === 'word') return this.#named(token.value);
    if (token.value === '(') {
      const inside = this.choice();
      this.#expect(')');
      return inside;
    }
    if (token.value === '[') return { type: 'list', items: this.#given(']') };
    throw new Untranslatable(`It holds “${token.value}” where a value is expected.`);
  }

  #named(word: string): Expression {
    if (Object.hasOwn(constants, word)) return { type: 'literal', value: constants[word] ?? null };
    if (word === 'new' || word === 'function' || word === 'lambda')
      throw new Untranslatable(`It uses “${word}”, which has no equal in FEEL.`);
    if (this.#takes('sign', '(')) return { type: 'call', name: word, given: this.#given(')') };
    // XPath marks its variables with a dollar sign.
    return { type: 'name', name: word.length > 1 ? word.replace(/^\$/, '') : word };
  }

  #followed(start: Expression): Expression {
    let of = start;
    for (;;) {
      const isOptional = this.#takes('sign', '?.');
      if (this.#takes('sign', '[')) {
        of = { type: 'index', of, at: this.choice() };
        this.#expect(']');
      } else if (isOptional || this.#takes('sign', '.')) {
        const token = this.#tokens[this.#at];
        if (token?.type !== 'word') throw new Untranslatable('A name is missing after a dot.');
        this.#at += 1;
        of = this.#takes('sign', '(')
          ? { type: 'call', of, name: token.value, given: this.#given(')') }
          : { type: 'property', of, name: token.value };
      } else return of;
    }
  }

  #given(close: string): readonly Expression[] {
    const given: Expression[] = [];
    if (this.#takes('sign', close)) return given;
    do given.push(this.choice());
    while (this.#takes('sign', ','));
    this.#expect(close);
    return given;
  }

  #takes(type: Token['type'], value: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.type !== type || token.value !== value) return false;
    this.#at += 1;
    return true;
  }

  #expect(value: string): void {
    if (!this.#takes('sign', value)) throw new Untranslatable(`“${value}” is missing.`);
  }
}
