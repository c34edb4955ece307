import type { FeelWarning } from './types.ts';
import { kindOf } from './values/kinds.ts';
import { isNumber, numberText } from './values/number.ts';
import { temporalText } from './values/text.ts';

/** What kind of value this is, with the value itself where it is short: `the number 5`. */
export function describe(value: unknown): string {
  if (isNumber(value)) return `the number ${numberText(value)}`;
  if (typeof value === 'string') return `the text “${shorten(value, 30)}”`;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1 item' : `a list of ${value.length} items`;
  switch (kindOf(value)) {
    case 'nothing':
      return 'nothing';
    case 'date':
      return `the date ${temporalText(value)}`;
    case 'date and time':
    case 'time':
      return `the time ${temporalText(value)}`;
    case 'days and time duration':
    case 'years and months duration':
      return `the duration ${temporalText(value)}`;
    case 'range':
      return 'a range';
    case 'function':
      return 'a function';
    default:
      return 'a group of values';
  }
}

/** At most `length` characters of the text. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** A part of an expression in one line, short enough for a sentence. */
export function quoted(source: string): string {
  return shorten(source.replace(/\s+/g, ' '), 60);
}

/** Whether the warning means that the value cannot be relied on; a property that is not filled in is simply null. */
export function isFatal({ code }: FeelWarning): boolean {
  return code !== 'NO_CONTEXT_ENTRY_FOUND' && code !== 'NO_PROPERTY_FOUND';
}
