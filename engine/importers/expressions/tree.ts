/** An expression of another engine, read into one shape whatever its language. */
export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'property'; readonly of: Expression; readonly name: string }
  | { readonly type: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  /** A method of something, or a function when `of` is missing. */
  | { readonly type: 'call'; readonly of?: Expression; readonly name: string; readonly given: readonly Expression[] }
  | { readonly type: 'not' | 'minus' | 'empty'; readonly of: Expression }
  | {
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'choice';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  /** A text with expressions in it: `Dear ${name}`. */
  | { readonly type: 'text'; readonly parts: readonly Expression[] };

export type BinaryOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

/** What cannot be read or has no equal in FEEL; the message is a sentence. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}
