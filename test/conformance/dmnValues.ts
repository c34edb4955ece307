import type { Json } from '../../engine/contract/json.ts';
import { compileExpression, evaluate, isFeelProblem, readTemporal, type FeelContext } from '../../engine/feel/index.ts';
import { childrenOf, type CaseElement } from './dmnCases.ts';

type Given = FeelContext[string];

/** The context of a case: one entry for each input node. */
export function contextOf(inputs: readonly CaseElement[]): FeelContext {
  return Object.fromEntries(inputs.map((input) => [input.attributes['name'] ?? '', valueOf(input)]));
}

/** The expected value as JSON: dates, times and durations in the form that results have. */
export function expectedOf(result: CaseElement): Json {
  const [expected] = childrenOf(result, 'expected');
  return expected ? jsonOf(valueOf(expected)) : null;
}

/** A value as the evaluator gives it. */
export function jsonOf(value: Given): Json {
  const compiled = compileExpression('value', { dialect: 'standard' });
  return isFeelProblem(compiled) ? null : evaluate(compiled, { value }).value;
}

function valueOf(element: CaseElement): Given {
  const [list] = childrenOf(element, 'list');
  if (list) return childrenOf(list, 'item').map((item) => valueOf(item)) as Given;
  const components = childrenOf(element, 'component');
  if (components.length > 0) {
    return Object.fromEntries(components.map((one) => [one.attributes['name'] ?? '', valueOf(one)])) as Given;
  }
  const [value] = childrenOf(element, 'value');
  return value ? simpleValue(value) : null;
}

function simpleValue({ attributes, text }: CaseElement): Given {
  if (attributes['nil'] === 'true') return null;
  switch (attributes['type']?.replace(/^.*:/, '')) {
    case 'decimal':
    case 'double':
    case 'integer':
    case 'int':
    case 'float':
    case 'long':
      return Number(text);
    case 'boolean':
      return text.trim() === 'true';
    case 'date':
    case 'time':
    case 'dateTime':
    case 'duration':
      return readTemporal(text.trim()) ?? text;
    case 'string':
      return text;
    default:
      return untyped(text.trim());
  }
}

/** Without a type the text is read as what it looks like. */
function untyped(text: string): Given {
  if (text === '') return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return readTemporal(text) ?? text;
}

/** Whether two JSON values are the same; numbers may differ by what a double cannot show. */
export function isSame(a: Json, b: Json): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a), Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item as Json, (b[index] ?? null) as Json));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [x, y] = [a, b] as readonly Readonly<Record<string, Json>>[];
  const keys = Object.keys(x ?? {});
  return keys.length === Object.keys(y ?? {}).length && keys.every((key) => isSame(x?.[key] ?? null, y?.[key] ?? null));
}
