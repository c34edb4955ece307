import { FeelDate, FeelDateTime, FeelDuration, FeelTime, isFunction, isRange } from 'feelin';
import { isPlainObject } from './meter.ts';
import type { FeelWarning, FeelWarningCode, TextRange } from './types.ts';

/** A warning as the interpreter gives it. */
export interface RawWarning {
  readonly type: Exclude<FeelWarningCode, 'NOT_A_VALUE' | 'FAILED'>;
  readonly message: string;
  readonly position: TextRange;
  readonly details: { readonly values: Readonly<Record<string, unknown>> };
}

/** What kind of value this is, with the value itself where it is short: `the number 5`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string') return `the text “${shorten(value, 30)}”`;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1 item' : `a list of ${value.length} items`;
  if (value instanceof FeelDate) return `the date ${value.toString()}`;
  if (value instanceof FeelDateTime || value instanceof FeelTime) return `the time ${value.toString()}`;
  if (value instanceof FeelDuration) return `the duration ${value.toString()}`;
  if (isRange(value)) return 'a range';
  if (isFunction(value) || typeof value === 'function') return 'a function';
  return isPlainObject(value) ? 'a group of values' : 'something else';
}

/** At most `length` characters of the text. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** The interpreter's warning in words for a business person; `source` is the part of the expression it is about. */
export function toWarning(raw: RawWarning, source: string, position: TextRange): FeelWarning {
  const { values } = raw.details;
  const part = shorten(source.replace(/\s+/g, ' '), 60);
  const target = values['target'];
  switch (raw.type) {
    case 'NO_VARIABLE_FOUND':
      return { code: raw.type, sentence: `There is no variable “${part}” here.`, position };
    case 'NO_CONTEXT_ENTRY_FOUND':
      return { code: raw.type, sentence: `“${part}” is not filled in.`, position };
    case 'NO_PROPERTY_FOUND':
      return target === null || target === undefined
        ? { code: raw.type, sentence: `“${part}” was asked of nothing.`, position }
        : {
            code: 'INVALID_TYPE',
            sentence: `“${part}” was asked of ${describe(target)}, which has no parts.`,
            position,
          };
    case 'NO_FUNCTION_FOUND':
      return { code: raw.type, sentence: `There is no function “${part.replace(/\s*\(.*$/s, '')}”.`, position };
    case 'INVALID_TYPE':
      return {
        code: raw.type,
        sentence: `“${part}” cannot calculate with ${describe(values['left'])} and ${describe(values['right'])}.`,
        position,
      };
    case 'INVALID_ARGUMENTS':
      return { code: raw.type, sentence: `${unquoted(raw.message)}.`, position };
    case 'FUNCTION_INVOCATION_FAILURE':
      return { code: raw.type, sentence: `“${part}” has too many or wrongly named arguments.`, position };
    case 'NOT_COMPARABLE':
    case 'UNSUPPORTED':
      return { code: raw.type, sentence: `“${part}” is not supported: ${raw.message}.`, position };
  }
}

/** The interpreter puts values between single quotation marks. */
function unquoted(message: string): string {
  return message.replace(/'"(.*?)"'/gs, '“$1”').replace(/'([^']*)'/g, '$1');
}

/** Whether the warning means that the value cannot be relied on; a property that is not filled in is simply null. */
export function isFatal({ code }: FeelWarning): boolean {
  return code !== 'NO_CONTEXT_ENTRY_FOUND' && code !== 'NO_PROPERTY_FOUND';
}
