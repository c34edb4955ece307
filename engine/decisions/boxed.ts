import type { CompiledExpression, CompiledUnaryTests, FeelType } from '../feel/index.ts';

/** DMN hit policies (DMN 1.5, 8.2.8). */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
/** What COLLECT does with its list (DMN 1.5, 8.2.8). */
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** A value whose type may be declared: what does not conform to it is null (DMN 1.5, 10.3.2.9.4). */
export interface TypedValue {
  readonly valueType?: FeelType;
}

/** One row of a decision table; `index` in the list is what `matched` reports. */
export interface DecisionRule {
  readonly id: string;
  readonly inputs: readonly CompiledUnaryTests[];
  readonly outputs: readonly Boxed[];
}

/** A column on the left of a decision table. */
export interface DecisionInput extends TypedValue {
  readonly id: string;
  readonly label: string;
  readonly expression: Boxed;
  /** The values that the input may have. */
  readonly allowed?: CompiledUnaryTests;
}

/** A column on the right of a decision table. */
export interface DecisionOutput extends TypedValue {
  readonly id: string;
  readonly name: string;
  /** Given when no rule matches (DMN 1.5, 8.2.11). */
  readonly defaultValue?: Boxed;
  /** The values in the order of their priority, for PRIORITY and OUTPUT ORDER. */
  readonly ranking?: readonly CompiledExpression[];
}

/** A decision table (DMN 1.5, 8). */
export interface DecisionTable extends TypedValue {
  readonly type: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly DecisionInput[];
  /** One output gives a plain value, several give an object by `name`. */
  readonly outputs: readonly DecisionOutput[];
  readonly rules: readonly DecisionRule[];
}

/** One FEEL expression (DMN 1.5, 7.3.1). */
export interface LiteralExpression extends TypedValue {
  readonly type: 'literal';
  readonly expression: CompiledExpression;
}

/** An expression that is none: in the `standard` dialect its value is null. */
export interface BrokenExpression extends TypedValue {
  readonly type: 'broken';
  readonly sentence: string;
}

/** Named values, each of which may use those before it; the last may be the result (DMN 1.5, 10.2.1.4). */
export interface BoxedContext extends TypedValue {
  readonly type: 'context';
  readonly entries: readonly ContextEntry[];
}

/** An entry without name is the result. */
export interface ContextEntry extends TypedValue {
  readonly name: string | undefined;
  readonly value: Boxed;
}

/** A call with named arguments (DMN 1.5, 7.3.7). */
export interface Invocation extends TypedValue {
  readonly type: 'invocation';
  readonly callee: Boxed;
  readonly bindings: readonly { readonly name: string; readonly value: Boxed }[];
}

/** A table of values: a list of contexts (DMN 1.5, 7.3.10). */
export interface Relation extends TypedValue {
  readonly type: 'relation';
  readonly columns: readonly ({ readonly name: string } & TypedValue)[];
  readonly rows: readonly (readonly Boxed[])[];
}

/** A list of values (DMN 1.5, 7.3.9). */
export interface BoxedList extends TypedValue {
  readonly type: 'list';
  readonly items: readonly Boxed[];
}

/** A function (DMN 1.5, 7.3.8). */
export interface FunctionDefinition extends TypedValue {
  readonly type: 'function';
  readonly parameters: readonly ({ readonly name: string } & TypedValue)[];
  /** Undefined for a function of Java or PMML, which is never run. */
  readonly body: Boxed | undefined;
}

/** `if`, `then`, `else` (DMN 1.4, 10.2.1.10). */
export interface Conditional extends TypedValue {
  readonly type: 'conditional';
  readonly condition: Boxed;
  readonly yes: Boxed;
  readonly no: Boxed;
}

/** The items of a list for which something holds (DMN 1.4, 10.2.1.11). */
export interface BoxedFilter extends TypedValue {
  readonly type: 'filter';
  readonly list: Boxed;
  readonly match: Boxed;
}

/** `for`, `some` and `every` (DMN 1.4, 10.2.1.12 and 13). */
export interface BoxedLoop extends TypedValue {
  readonly type: 'for' | 'some' | 'every';
  readonly variable: string;
  readonly list: Boxed;
  readonly body: Boxed;
}

/** The logic of a decision, or a part of it. */
export type Boxed =
  | DecisionTable
  | LiteralExpression
  | BrokenExpression
  | BoxedContext
  | Invocation
  | Relation
  | BoxedList
  | FunctionDefinition
  | Conditional
  | BoxedFilter
  | BoxedLoop;
