import { FeelDate } from './dates.ts';
import { FeelFunction, FeelRange, type FeelType, isContext, kindOf, type Kind, type SimpleType } from './kinds.ts';
import { FeelDateTime, FeelTime, utc } from './times.ts';

/** The type of everything. */
export const anyType: FeelType = { type: 'simple', name: 'Any' };

const kinds: Readonly<Record<string, SimpleType>> = {
  Any: 'Any',
  Null: 'Null',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  list: 'list',
  context: 'context',
  range: 'range',
  function: 'function',
};

/** The type of a name of the standard; undefined for any other name. */
export function simpleType(name: string): FeelType | undefined {
  const found = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  return found && { type: 'simple', name: found };
}

/** Whether the value is of the type (DMN 1.5, 10.3.2.9); null is of every type except where asked by `instance of`. */
export function isOf(value: unknown, type: FeelType, nullFits = true): boolean {
  if (value === null || value === undefined) {
    return nullFits || (type.type === 'simple' && type.name === 'Null');
  }
  switch (type.type) {
    case 'simple':
      return type.name === 'Any' || kindOf(value) === type.name;
    case 'list':
      return Array.isArray(value) && value.every((item) => isOf(item, type.of));
    case 'range':
      return value instanceof FeelRange && isRangeOf(value, type.of);
    case 'context':
      return isContext(value) && hasEntries(value, type.entries);
    case 'function':
      return value instanceof FeelFunction && isFunctionOf(value, type.parameters, type.result);
    case 'restricted':
      // `instance of` asks for the kind alone; only a conversion looks at the allowed values.
      return isOf(value, type.base, nullFits);
  }
}

/**
 * The value as the type wants it, with the implicit conversions of DMN 1.5, 10.3.2.9.4: a list of one for a single value,
 * a single value for a list of one, midnight in UTC for a day. Undefined when it does not conform. With `isPartial` a
 * context need not have all entries of its type: in the office's data what is not filled in is left out.
 */
export function coerce(value: unknown, type: FeelType, isPartial = false): unknown {
  if (value === null || value === undefined) return null;
  if (type.type === 'context' && isContext(value)) return coerceContext(value, type.entries, isPartial);
  if (type.type === 'list' && Array.isArray(value)) return coerceItems(value, type.of, isPartial);
  if (type.type === 'restricted') return coerceRestricted(value, type, isPartial);
  if (isOf(value, type)) return value;
  if (Array.isArray(value) && value.length === 1 && !isListType(type)) return coerceOne(value[0], type, isPartial);
  if (isListType(type) && !Array.isArray(value)) {
    return coerceItems([value], type.type === 'list' ? type.of : anyType, isPartial);
  }
  if (type.type === 'simple' && type.name === 'date and time' && value instanceof FeelDate) {
    return new FeelDateTime(value, new FeelTime(0n, utc));
  }
  return undefined;
}

/** The kind of value that the type asks for. */
export function kindOfType(type: FeelType): Kind | 'Any' | 'Null' {
  if (type.type === 'restricted') return kindOfType(type.base);
  return type.type === 'simple' ? type.name : type.type;
}

function coerceOne(value: unknown, type: FeelType, isPartial: boolean): unknown {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? undefined : coerce(value, type, isPartial);
}

function coerceRestricted(
  value: unknown,
  type: FeelType & { readonly type: 'restricted' },
  isPartial: boolean,
): unknown {
  const found = coerce(value, type.base, isPartial);
  return found === undefined || found === null || type.allows(found) ? found : undefined;
}

function isListType(type: FeelType): boolean {
  return kindOfType(type) === 'list';
}

function coerceItems(items: readonly unknown[], of: FeelType, isPartial: boolean): readonly unknown[] | undefined {
  const coerced = items.map((item) => coerce(item, of, isPartial));
  return coerced.includes(undefined) ? undefined : coerced;
}

function coerceContext(
  value: Readonly<Record<string, unknown>>,
  entries: ReadonlyMap<string, FeelType>,
  isPartial: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const result: Record<string, unknown> = { ...value };
  for (const [name, type] of entries) {
    if (!Object.hasOwn(value, name)) {
      if (isPartial) continue;
      return undefined;
    }
    const entry = coerce(value[name], type, isPartial);
    if (entry === undefined) return undefined;
    result[name] = entry;
  }
  return result;
}

function hasEntries(value: Readonly<Record<string, unknown>>, entries: ReadonlyMap<string, FeelType>): boolean {
  return [...entries].every(([name, type]) => Object.hasOwn(value, name) && isOf(value[name], type));
}

function isRangeOf({ start, end }: FeelRange, of: FeelType): boolean {
  return [start, end].every((bound) => bound === undefined || isOf(bound, of));
}

function isFunctionOf(
  { signature, parameters: names, isOpen }: FeelFunction,
  parameters: readonly FeelType[],
  result: FeelType,
): boolean {
  if (names.length !== parameters.length && !isOpen) return false;
  const own = signature ?? { parameters: names.map(() => anyType), result: anyType };
  return (
    // A result of unknown type may be any.
    (isAny(own.result) || isSubtype(own.result, result)) &&
    parameters.every((parameter, index) => isSubtype(parameter, own.parameters[index] ?? anyType))
  );
}

function isAny(type: FeelType): boolean {
  return type.type === 'simple' && type.name === 'Any';
}

/** Whether every value of `a` is a value of `b` (DMN 1.5, 10.3.2.9.2). */
export function isSubtype(a: FeelType, b: FeelType): boolean {
  if (b.type === 'simple' && b.name === 'Any') return true;
  if (a.type === 'simple' && a.name === 'Null') return true;
  if (a.type === 'restricted') return a === b || isSubtype(a.base, b);
  if (a.type === 'simple' || b.type === 'simple') return kindOfType(a) === kindOfType(b);
  if ((a.type === 'list' && b.type === 'list') || (a.type === 'range' && b.type === 'range'))
    return isSubtype(a.of, b.of);
  if (a.type === 'context' && b.type === 'context') {
    return [...b.entries].every(([name, type]) => {
      const own = a.entries.get(name);
      return own !== undefined && isSubtype(own, type);
    });
  }
  if (a.type !== 'function' || b.type !== 'function') return false;
  return (
    a.parameters.length === b.parameters.length &&
    isSubtype(a.result, b.result) &&
    b.parameters.every((parameter, index) => isSubtype(parameter, a.parameters[index] ?? anyType))
  );
}
