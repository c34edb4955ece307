import { evaluate, FeelDate, parseDate } from 'feelin';
import * as decimal from './decimal.ts';
import { EvaluationStop, isPlainObject, type Meter } from './meter.ts';
import { checkPattern } from './pattern.ts';
import { isReservedName } from './reserved.ts';

/** A function as the interpreter calls it: FEEL values in and out, parameter names beside it. */
export type RawFunction = ((...args: unknown[]) => unknown) & { $args?: readonly string[] };

/** Functions of FEEL (DMN 1.5, 10.3.4) that the interpreter has and that are called by an ordinary name. */
const standardNames = [
  ...['number', 'string', 'not', 'substring', 'string length', 'upper case', 'lower case', 'substring before'],
  ...['substring after', 'replace', 'contains', 'matches', 'starts with', 'ends with', 'split', 'string join'],
  ...['list contains', 'list replace', 'count', 'min', 'max', 'sum', 'mean', 'all', 'any', 'sublist', 'append'],
  ...['concatenate', 'insert before', 'remove', 'reverse', 'index of', 'union', 'distinct values', 'flatten'],
  ...['product', 'median', 'stddev', 'mode', 'decimal', 'floor', 'ceiling', 'abs', 'round up', 'round down'],
  ...['round half up', 'round half down', 'modulo', 'sqrt', 'log', 'exp', 'odd', 'even', 'is', 'before', 'after'],
  ...['meets', 'met by', 'overlaps', 'includes', 'day of year', 'day of week', 'month of year', 'week of year'],
  ...['sort', 'get value', 'get entries', 'context', 'context merge', 'context put'],
] as const;

/** Functions whose names are keywords of the grammar; they are always at hand and cost next to nothing. */
export const keywordFunctions = ['date', 'time', 'date and time', 'duration', 'years and months duration'] as const;

/** Null is an answer of these, not a sign of wrong arguments. */
const mayAnswerNull = new Set([
  ...['get value', 'sum', 'mean', 'median', 'mode', 'product', 'stddev', 'all', 'any', 'not', 'is'],
]);
const walkEverything = new Set(['flatten', 'string', 'is', 'index of', 'list contains', 'distinct values', 'union']);
const compareEachWithEach = new Set(['distinct values', 'union']);
const takeDates = new Set(['day of year', 'day of week', 'month of year', 'week of year']);
const makeNames = new Set(['context', 'context put', 'context merge', 'get value', 'get entries']);

const decimalFunctions: Readonly<Record<string, RawFunction>> = {
  'decimal add': named(['a', 'b'], (a, b) => exact([a, b], ([x, y]) => decimal.add(x, y))),
  'decimal subtract': named(['a', 'b'], (a, b) => exact([a, b], ([x, y]) => decimal.add(x, decimal.negate(y)))),
  'decimal multiply': named(['a', 'b'], (a, b) => exact([a, b], ([x, y]) => decimal.multiply(x, y))),
  'decimal divide': named(['a', 'b', 'scale'], (a, b, scale) =>
    exact([a, b], ([x, y]) => (isScale(scale) ? decimal.divide(x, y, scale, 'half up') : undefined)),
  ),
  'percent of': named(['amount', 'percent'], (amount, percent) =>
    exact([amount, percent], ([x, y]) =>
      decimal.round({ ...decimal.multiply(x, y), scale: x.scale + y.scale + 2 }, 0, 'half up'),
    ),
  ),
  decimal: rounding('half even'),
  'round up': rounding('up'),
  'round down': rounding('down'),
  'round half up': rounding('half up'),
  'round half down': rounding('half down'),
};

/** The interpreter's own know numbers only. */
const orderFunctions: Readonly<Record<string, RawFunction>> = {
  min: named(['...list'], (...list) => extreme(list, (a, b) => a < b)),
  max: named(['...list'], (...list) => extreme(list, (a, b) => a > b)),
};

/** The interpreter's own takes a position from the end, or beyond it, for another one. */
const listReplace: RawFunction = named(['list', 'position', 'newItem', 'match'], (list, position, newItem, match) => {
  const chosen = position ?? match;
  if (!Array.isArray(list) || typeof chosen !== 'number') return originalOf('list replace')(list, chosen, newItem);
  const index = chosen < 0 ? list.length + Math.trunc(chosen) : Math.trunc(chosen) - 1;
  return index in list ? list.with(index, newItem) : null;
});

const ownFunctions: Readonly<Record<string, RawFunction>> = {
  ...decimalFunctions,
  ...orderFunctions,
  'list replace': listReplace,
};

const patternFunctions: Readonly<Record<string, string>> = { matches: 'input', replace: 'input', split: 'string' };

/** Every function an expression may call besides those of its context: for the editor, lint and documentation. */
export const functionNames: readonly string[] = [
  ...new Set([...keywordFunctions, ...standardNames, ...Object.keys(decimalFunctions)]),
].sort();

const ordinaryNames = new Set<string>([...standardNames, ...Object.keys(decimalFunctions)]);
const originals = new Map<string, RawFunction>();

/** Whether `name` is a function that is called by an ordinary name. */
export function isBuiltin(name: string): boolean {
  return ordinaryNames.has(name);
}

/** The function `name`, metered; `complain` hears of arguments that it cannot work with. */
export function meteredBuiltin(
  name: string,
  meter: () => Meter,
  complain: (args: readonly unknown[]) => void,
): RawFunction {
  const original = ownFunctions[name] ?? originalOf(name);
  const metered: RawFunction = (...args) => {
    charge(name, args, meter());
    guardArguments(name, args);
    const result = original(...(takeDates.has(name) ? args.map(dateFromText) : args));
    meter().checkText(result);
    if (Array.isArray(result)) meter().spend(result.length);
    if (result === null && !mayAnswerNull.has(name) && args.every(isFilled)) complain(args);
    return result;
  };
  metered.$args = original.$args ?? [];
  return metered;
}

/** Dates of the context are ISO texts. */
function dateFromText(arg: unknown): unknown {
  return typeof arg === 'string' ? (parseDate(arg) ?? arg) : arg;
}

function isFilled(arg: unknown): boolean {
  return arg !== null && arg !== undefined && !(Array.isArray(arg) && arg.length === 0);
}

function originalOf(name: string): RawFunction {
  let found = originals.get(name);
  if (!found) {
    const { value } = evaluate(name, {});
    if (typeof value !== 'function') throw new TypeError(`The interpreter has no function “${name}”.`);
    found = value as RawFunction;
    originals.set(name, found);
  }
  return found;
}

function charge(name: string, args: readonly unknown[], meter: Meter): void {
  meter.spend(1);
  for (const arg of args) {
    meter.checkText(arg);
    if (walkEverything.has(name)) meter.spendDeep(arg);
    else if (Array.isArray(arg)) meter.spend(arg.length);
    if (compareEachWithEach.has(name) && Array.isArray(arg)) {
      const compound = arg.filter((item) => typeof item === 'object' && item !== null).length;
      meter.spend((compound * compound) / 50);
    }
  }
}

function guardArguments(name: string, args: readonly unknown[]): void {
  if (makeNames.has(name)) refuseReservedNames(args, 0);
  const [input, pattern] = args;
  if (name in patternFunctions && typeof input === 'string' && typeof pattern === 'string') {
    const { danger, longestInput } = checkPattern(pattern);
    if (danger) throw new EvaluationStop(`The pattern “${pattern}” may take too long because ${danger}.`);
    if (input.length > longestInput) {
      throw new EvaluationStop(
        `The text is too long for the pattern “${pattern}”: at most ${longestInput} characters.`,
      );
    }
  }
}

function refuseReservedNames(value: unknown, depth: number): void {
  if (typeof value === 'string' && isReservedName(value)) throw new EvaluationStop(`“${value}” cannot be a name.`);
  if (depth > 3) return;
  if (Array.isArray(value)) for (const item of value) refuseReservedNames(item, depth + 1);
  else if (isPlainObject(value) && 'key' in value) refuseReservedNames(value['key'], depth + 1);
}

function named(parameters: readonly string[], body: (...args: unknown[]) => unknown): RawFunction {
  return Object.assign((...args: unknown[]) => body(...args), { $args: parameters });
}

function exact(
  args: readonly unknown[],
  calculate: (args: [decimal.Decimal, decimal.Decimal]) => decimal.Decimal | undefined,
): number | null {
  const [a, b] = args.map(toDecimal);
  const result = a && b ? calculate([a, b]) : undefined;
  return result ? decimal.toNumber(result) : null;
}

function toDecimal(value: unknown): decimal.Decimal | undefined {
  return typeof value === 'number' || typeof value === 'string' ? decimal.toDecimal(value) : undefined;
}

/** The least or greatest of numbers, texts or dates; null when there are none, or when they are of different kinds. */
function extreme(args: readonly unknown[], isBetter: (a: number | string, b: number | string) => boolean): unknown {
  const [first, ...rest] = args.length === 1 && Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  let best = { value: first, rank: rankOf(first) };
  for (const value of rest) {
    const rank = rankOf(value);
    if (rank === undefined || typeof rank !== typeof best.rank || best.rank === undefined) return null;
    if (isBetter(rank, best.rank)) best = { value, rank };
  }
  return best.rank === undefined ? null : best.value;
}

function rankOf(value: unknown): number | string | undefined {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value instanceof FeelDate ? value.toString() : undefined;
}

function isScale(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 6_176;
}

/** The interpreter rounds binary fractions (1.005 to two places gives 1); these round the decimal that is written. */
function rounding(mode: decimal.Rounding): RawFunction {
  return named(['n', 'scale'], (n, scale = 0) => {
    const value = toDecimal(n);
    return typeof n === 'number' && value && isScale(scale)
      ? decimal.toNumber(decimal.round(value, scale, mode))
      : null;
  });
}
