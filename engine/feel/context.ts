import type { Json } from '../contract/json.ts';
import { toJson } from './convert.ts';
import { EvaluationStop } from './meter.ts';
import type { ContextFunction, FeelContext } from './types.ts';
import { FeelFunction } from './values/kinds.ts';

type ContextEntry = FeelContext[string];

const wrapped = new WeakMap<ContextFunction, FeelFunction>();

/** The entry of that name; blanks around the special characters of a name do not matter. */
export function lookUp(context: FeelContext, name: string): ContextEntry | undefined {
  if (Object.hasOwn(context, name)) return context[name];
  if (!/[^\p{L}\p{N}_]/u.test(name)) return undefined;
  const squeezed = squeeze(name);
  const key = Object.keys(context).find((candidate) => squeeze(candidate) === squeezed);
  return key === undefined ? undefined : context[key];
}

function squeeze(name: string): string {
  return name.replace(/\s+/g, '');
}

/** A value of a context as expressions see it: functions are wrapped, everything else passes as it is. */
export function contextValue(entry: unknown): unknown {
  return typeof entry === 'function' ? wrap(entry as ContextFunction) : entry;
}

function wrap(callee: ContextFunction): FeelFunction {
  let known = wrapped.get(callee);
  if (!known) {
    // Open: the number of arguments is the function's own affair.
    known = new FeelFunction(callee.name, [], (args) => call(callee, args), { isOpen: true });
    wrapped.set(callee, known);
  }
  return known;
}

function call(callee: ContextFunction, args: readonly unknown[]): Json {
  const plain = args.map((arg) => toJson(arg));
  try {
    return callee(...plain);
  } catch (error) {
    throw new EvaluationStop(error instanceof Error ? error.message : String(error));
  }
}
