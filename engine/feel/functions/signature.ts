import type { Run } from '../code/run.ts';
import { anyType, coerce } from '../values/conform.ts';
import { parseDate } from '../values/dates.ts';
import { parseDuration } from '../values/durations.ts';
import type { FeelType, SimpleType } from '../values/kinds.ts';
import { parseDateTime, parseTime } from '../values/times.ts';

/** One way to call a function. */
export interface Overload {
  readonly parameters: readonly Parameter[];
  /** How many arguments there must be. */
  readonly required: number;
  /** The last parameter takes any number of values. */
  readonly isOpen: boolean;
  readonly body: Body;
}

/** Null is an answer; undefined says that the function cannot work with its arguments. */
export type Body = (args: readonly [never, never, never, ...never[]], run: Run) => unknown;

/** A parameter of a function of the standard. */
export interface Parameter {
  readonly name: string;
  readonly type: FeelType;
  /** The type of everything: null is welcome. */
  readonly isAny: boolean;
}

/** The ways to call one function; the first that fits is taken. */
export type Overloads = readonly Overload[];

/** Functions by name. */
export type FunctionTable = Readonly<Record<string, Overloads>>;

/**
 * One way to call a function, written as the standard writes it: `list: list, position: number, length?: number`, and
 * `...list: Any` for any number of values.
 */
export function way(parameters: string, body: Body): Overload {
  const parts = parameters === '' ? [] : parameters.split(', ');
  const read = parts.map((part) => {
    const [name = '', type = 'Any'] = part.split(': ');
    const feelType: FeelType = type === 'Any' ? anyType : { type: 'simple', name: type as SimpleType };
    return { name: name.replace(/^\.\.\.|\?$/g, ''), type: feelType, isAny: type === 'Any' };
  });
  const required = Math.max(Math.min(1, parts.length), parts.filter((part) => !/^\.\.\.|\?:/.test(part)).length);
  return { parameters: read, required, isOpen: parts.at(-1)?.startsWith('...') ?? false, body };
}

/** The values in the order of the parameters; undefined when they do not fit in number or name. */
export function arrange(
  { parameters, required, isOpen }: Overload,
  values: readonly unknown[],
  names: readonly string[] | undefined,
): readonly unknown[] | undefined {
  if (names) {
    const known = parameters.map(({ name }) => name);
    if (isOpen || new Set(names).size < names.length || names.some((name) => !known.includes(name))) return undefined;
    const args = known.map((name) => (names.includes(name) ? (values[names.indexOf(name)] ?? null) : undefined));
    return args.slice(0, required).includes(undefined) ? undefined : args;
  }
  if (values.length < required || (!isOpen && values.length > parameters.length)) return undefined;
  return values.map((value) => value ?? null);
}

/** The values as the parameters want them: `null` where one is missing, undefined where one does not conform. */
export function typed(
  { parameters }: Overload,
  args: readonly unknown[],
  run: Run,
): readonly unknown[] | null | undefined {
  const found: unknown[] = [];
  let hasNull = false;
  for (const [index, arg] of args.entries()) {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (!parameter || parameter.isAny || arg === undefined) {
      found.push(arg);
      continue;
    }
    const value = coerce(arg, parameter.type) ?? fromText(arg, parameter.type, run);
    if (value === undefined) return undefined;
    hasNull ||= value === null;
    found.push(value);
  }
  return hasNull ? null : found;
}

/** Dates of the office's context are ISO texts. */
function fromText(arg: unknown, type: FeelType, run: Run): unknown {
  if (arg === null) return null;
  if (run.dialect === 'standard' || typeof arg !== 'string' || type.type !== 'simple') return undefined;
  if (type.name === 'date') return parseDate(arg);
  if (type.name === 'date and time') return parseDateTime(arg);
  if (type.name === 'time') return parseTime(arg);
  return type.name.endsWith('duration') ? parseDuration(arg) : undefined;
}
