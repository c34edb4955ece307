import type { Json } from '../contract/json.ts';
import { toJson } from './convert.ts';
import { EvaluationStop, isPlainObject } from './meter.ts';
import type { RawFunction } from './builtins.ts';
import type { ContextFunction, FeelContext } from './types.ts';

type ContextEntry = FeelContext[string];

const wrapped = new WeakMap<ContextFunction, RawFunction>();

/** The entry of that name; blanks around the special characters of a name do not matter. */
export function lookUp(context: FeelContext, name: string): ContextEntry | undefined {
  if (Object.hasOwn(context, name)) return context[name];
  const squeezed = squeeze(name);
  const key = Object.keys(context).find((candidate) => squeeze(candidate) === squeezed);
  return key === undefined ? undefined : context[key];
}

function squeeze(name: string): string {
  return name.replace(/\s+/g, '');
}

/** What the interpreter gets for a context entry: functions, also those one level deep, are wrapped; the rest passes as it is. */
export function contextValue(entry: ContextEntry | undefined): unknown {
  if (isContextFunction(entry)) return wrap(entry);
  if (!isPlainObject(entry) || !Object.values(entry).some(isContextFunction)) return entry;
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, isContextFunction(value) ? wrap(value) : value]),
  );
}

function isContextFunction(value: unknown): value is ContextFunction {
  return typeof value === 'function';
}

function wrap(callee: ContextFunction): RawFunction {
  let known = wrapped.get(callee);
  if (!known) {
    // One open parameter: the number of arguments is the function's own affair.
    known = Object.assign((...args: unknown[]) => call(callee, args), { $args: ['...arguments'] });
    wrapped.set(callee, known);
  }
  return known;
}

function call(callee: ContextFunction, args: readonly unknown[]): Json {
  const plain = args.map(toJson);
  try {
    return callee(...plain);
  } catch (error) {
    throw new EvaluationStop(error instanceof Error ? error.message : String(error));
  }
}
