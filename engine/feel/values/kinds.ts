import { FeelDate } from './dates.ts';
import { DayDuration, MonthDuration } from './durations.ts';
import { isNumber } from './number.ts';
import { FeelDateTime, FeelTime } from './times.ts';

/** An interval of values (DMN 1.5, 10.3.2.7); an end that is undefined is open, as in `> 5`. */
export class FeelRange {
  readonly start: unknown;
  readonly end: unknown;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  /** Written as one comparison, such as `(> 5)`. */
  readonly operator: string | undefined;

  constructor(start: unknown, startIncluded: boolean, end: unknown, endIncluded: boolean, operator?: string) {
    this.start = start;
    this.startIncluded = startIncluded;
    this.end = end;
    this.endIncluded = endIncluded;
    this.operator = operator;
  }
}

/** A function value: of the standard, of a context, or defined by an expression or a business knowledge model. */
export class FeelFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Called with one value for each parameter; undefined where the call gives none. */
  readonly body: (args: readonly unknown[]) => unknown;
  /** Takes any number of values. */
  readonly isOpen: boolean;
  /** How many of the parameters a call may leave out, from the end. */
  readonly optional: number;
  /** The type of each parameter and of the result, where they are declared. */
  readonly signature: Signature | undefined;

  constructor(
    name: string,
    parameters: readonly string[],
    body: (args: readonly unknown[]) => unknown,
    options: { readonly isOpen?: boolean; readonly optional?: number; readonly signature?: Signature } = {},
  ) {
    this.name = name;
    this.parameters = parameters;
    this.body = body;
    this.isOpen = options.isOpen ?? false;
    this.optional = options.optional ?? 0;
    this.signature = options.signature;
  }
}

/** Types of a function value, for `instance of function<…>`. */
export interface Signature {
  readonly parameters: readonly FeelType[];
  readonly result: FeelType;
}

/** A type of FEEL (DMN 1.5, 10.3.2). */
export type FeelType =
  | { readonly type: 'simple'; readonly name: SimpleType }
  | { readonly type: 'list'; readonly of: FeelType }
  | { readonly type: 'range'; readonly of: FeelType }
  | { readonly type: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly type: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType }
  | { readonly type: 'restricted'; readonly base: FeelType; readonly allows: (value: unknown) => boolean };

/** Types without parts. */
export type SimpleType = Kind | 'Any' | 'Null';

/** What kind of value this is. */
export type Kind =
  | 'nothing'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'list'
  | 'context'
  | 'range'
  | 'function';

/** The kind of a FEEL value. */
export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'nothing';
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'function':
      return 'function';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: unknown): Kind {
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof DayDuration) return 'days and time duration';
  if (value instanceof MonthDuration) return 'years and months duration';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return isNumber(value) ? 'number' : 'context';
}

/** Whether the value is what FEEL calls a context. */
export function isContext(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && kindOf(value) === 'context';
}
