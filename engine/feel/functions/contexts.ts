import type { Run } from '../code/run.ts';
import { contextValue } from '../context.ts';
import { EvaluationStop } from '../meter.ts';
import { isReservedName } from '../reserved.ts';
import { isContext } from '../values/kinds.ts';
import { type FunctionTable, way } from './signature.ts';

type Context = Readonly<Record<string, unknown>>;
type Items = readonly unknown[];

/** Functions of contexts (DMN 1.5, 10.3.4.11). */
export const contextFunctions: FunctionTable = {
  'get value': [
    way('m: context, key: string', ([m, key]) => valueAt(m, [key])),
    way('context: context, keys: list', ([m, keys]) => valueAt(m, keys)),
    way('m: context, key: Any', () => null),
  ],
  'get entries': [
    way('m: context', ([m]: readonly Context[]) =>
      Object.entries(m ?? {}).map(([key, value]) => ({ key, value: contextValue(value) ?? null })),
    ),
  ],
  context: [way('entries: list', ([entries]) => ofEntries(entries))],
  'context put': [
    way('context: context, key: string, value: Any', ([context, key, value], run) => put(context, [key], value, run)),
    way('context: context, keys: list, value: Any', ([context, keys, value], run) => put(context, keys, value, run)),
  ],
  'context merge': [way('contexts: list', ([contexts], run) => merged(contexts, run))],
};

function valueAt(m: Context, keys: Items): unknown {
  let found: unknown = m;
  for (const key of keys) {
    checkKey(key);
    if (typeof key !== 'string' || !isContext(found) || !Object.hasOwn(found, key)) return null;
    found = contextValue(found[key]);
  }
  return keys.length === 0 ? null : (found ?? null);
}

function ofEntries(entries: Items): Context | undefined {
  const made: Record<string, unknown> = {};
  for (const entry of entries) {
    if (!isContext(entry) || !Object.hasOwn(entry, 'key') || !Object.hasOwn(entry, 'value')) return undefined;
    const key = entry['key'];
    checkKey(key);
    if (typeof key !== 'string' || Object.hasOwn(made, key)) return undefined;
    made[key] = entry['value'];
  }
  return made;
}

function put(context: Context, keys: Items, value: unknown, run: Run): Context | undefined {
  spendFor(context, run);
  const [key, ...rest] = keys;
  checkKey(key);
  if (typeof key !== 'string') return undefined;
  if (rest.length === 0) return { ...context, [key]: value };
  const inner = Object.hasOwn(context, key) ? context[key] : {};
  if (!isContext(inner)) return undefined;
  const changed = put(inner, rest, value, run);
  return changed && { ...context, [key]: changed };
}

function merged(contexts: Items, run: Run): Context | undefined {
  if (!contexts.every(isContext)) return undefined;
  for (const context of contexts) spendFor(context, run);
  return Object.fromEntries(contexts.flatMap((context) => Object.entries(context)));
}

/** Copying a context costs as much as it has entries. */
function spendFor(context: Context, run: Run): void {
  run.meter.spend(Object.keys(context).length / 5);
}

function checkKey(key: unknown): void {
  if (typeof key === 'string' && isReservedName(key)) throw new EvaluationStop(`“${key}” cannot be a name.`);
}
