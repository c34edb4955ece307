import type { Run } from '../code/run.ts';
import { describe } from '../sentences.ts';
import { FeelFunction } from '../values/kinds.ts';
import { contextFunctions } from './contexts.ts';
import { listFunctions } from './lists.ts';
import { numberFunctions } from './numbers.ts';
import { officeFunctions } from './office.ts';
import { rangeFunctions } from './ranges.ts';
import { arrange, type FunctionTable, type Overload, typed, way } from './signature.ts';
import { statisticFunctions } from './statistics.ts';
import { stringFunctions } from './strings.ts';
import { clockFunctions, temporalFunctions } from './temporals.ts';

const logicFunctions: FunctionTable = {
  not: [way('negand: Any', ([negand]: readonly unknown[]) => negation(negand))],
};

const tables: readonly FunctionTable[] = [
  ...[stringFunctions, numberFunctions, listFunctions, statisticFunctions, contextFunctions],
  ...[temporalFunctions, rangeFunctions, officeFunctions, logicFunctions],
];
const functions = new Map([...tables, clockFunctions].flatMap((table) => Object.entries(table)));
/** Functions that take as long as several others. */
const slowNames = new Set(['sqrt', 'modulo', 'range', 'time', 'date and time', 'date', 'string', 'decimal']);
const clockNames = new Set(Object.keys(clockFunctions));

/** Every function an expression may call besides those of its context: for the editor, lint and documentation. */
export const functionNames: readonly string[] = tables.flatMap((table) => Object.keys(table)).sort();

/** Whether `name` is a function of the standard, or one of the office's own beside it. */
export function isBuiltin(name: string): boolean {
  return functions.has(name) && !clockNames.has(name);
}

/** Whether an expression of the run's dialect may call the function: the clock is called by the standard's alone. */
export function isCallable(name: string, run: Run): boolean {
  return functions.has(name) && (run.dialect === 'standard' || !clockNames.has(name));
}

/** Calls the function; undefined when the arguments fit none of its ways in number and name. */
export function callBuiltin(
  name: string,
  values: readonly unknown[],
  names: readonly string[] | undefined,
  run: Run,
): unknown {
  const ways = functions.get(name) ?? [];
  charge(values, run);
  if (slowNames.has(name)) run.meter.spend(3);
  let fits = false;
  let isNull = false;
  for (const one of ways) {
    const args = arrange(one, values, names);
    if (!args) continue;
    fits = true;
    const ready = typed(one, args, run);
    if (ready === null) isNull = true;
    if (ready) return answer(name, one, ready, values, run);
  }
  if (!fits) return undefined;
  return isNull ? null : unusable(name, values, run);
}

/** The function as a value, for functions that take functions. */
export function builtinValue(name: string, run: Run): FeelFunction {
  const widest = (functions.get(name) ?? []).reduce<Overload | undefined>(
    (best, one) => (best && best.parameters.length >= one.parameters.length ? best : one),
    undefined,
  );
  const parameters = widest?.parameters.map((parameter) => parameter.name) ?? [];
  const body = (args: readonly unknown[]): unknown => callBuiltin(name, args, undefined, run) ?? null;
  return new FeelFunction(name, parameters, body, { isOpen: true });
}

function answer(name: string, one: Overload, args: readonly unknown[], values: readonly unknown[], run: Run): unknown {
  const before = run.warnings.length;
  const result = one.body(args as readonly [never, never, never], run);
  if (result === undefined && run.warnings.length === before) return unusable(name, values, run);
  if (Array.isArray(result)) run.meter.spend(result.length);
  else run.meter.spendText(result);
  return result ?? null;
}

function charge(values: readonly unknown[], run: Run): void {
  run.meter.spend(1);
  for (const value of values) {
    if (Array.isArray(value)) run.meter.spend(value.length);
    else run.meter.spendText(value);
  }
}

function unusable(name: string, args: readonly unknown[], run: Run): null {
  return run.warn('INVALID_ARGUMENTS', `“${name}” cannot work with ${args.map(describe).join(' and ') || 'nothing'}.`);
}

function negation(value: unknown): boolean | null | undefined {
  if (typeof value === 'boolean') return !value;
  return value === null ? null : undefined;
}
