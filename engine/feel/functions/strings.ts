import type { Run } from '../code/run.ts';
import { isNumber, numberText, readNumber, type FeelNumber } from '../values/number.ts';
import { valueText } from '../values/text.ts';
import { wholeOf } from './numbers.ts';
import { regexOf } from './patterns.ts';
import { type FunctionTable, way } from './signature.ts';

type Texts = readonly string[];

/** Functions of texts (DMN 1.5, 10.3.4.1 and 10.3.4.3); positions count code points. */
export const stringFunctions: FunctionTable = {
  string: [
    way('from: Any', ([from], run) => {
      if (typeof from === 'object') run.meter.spendDeep(from);
      return valueText(from);
    }),
  ],
  number: [
    way('from: string', ([from]: Texts) => readNumber((from ?? '').trim())),
    way('from: number', ([from]: readonly FeelNumber[]) => from),
    way('from: string, grouping separator: Any, decimal separator: Any', ([from, grouping, decimal]) =>
      numberOf(from, grouping, decimal),
    ),
  ],
  substring: [
    way('string: string, start position: number, length?: number', ([text, start, length]) =>
      substring(text, start, length),
    ),
  ],
  'string length': [way('string: string', ([text]: Texts) => Array.from(text ?? '').length)],
  'upper case': [way('string: string', ([text]: Texts) => text?.toUpperCase())],
  'lower case': [way('string: string', ([text]: Texts) => text?.toLowerCase())],
  'substring before': [way('string: string, match: string', ([text = '', match = '']: Texts) => before(text, match))],
  'substring after': [way('string: string, match: string', ([text = '', match = '']: Texts) => after(text, match))],
  contains: [way('string: string, match: string', ([text = '', match = '']: Texts) => text.includes(match))],
  'starts with': [way('string: string, match: string', ([text = '', match = '']: Texts) => text.startsWith(match))],
  'ends with': [way('string: string, match: string', ([text = '', match = '']: Texts) => text.endsWith(match))],
  matches: [
    way('input: string, pattern: string, flags?: Any', ([input, pattern, flags]: Texts) =>
      regexOf(pattern ?? '', flags, input ?? '')?.test(input ?? ''),
    ),
  ],
  replace: [
    way('input: string, pattern: string, replacement: string, flags?: Any', (args: Texts, run) => replaced(args, run)),
  ],
  split: [way('string: string, delimiter: string', (args: Texts, run) => split(args, run))],
  'string join': [
    way('list: list, delimiter?: Any', ([list, delimiter]: readonly unknown[], run) => joined(list, delimiter, run)),
  ],
};

function numberOf(from: string, grouping: unknown, decimal: unknown): FeelNumber | undefined {
  const isGrouping = grouping === null || grouping === ' ' || grouping === ',' || grouping === '.';
  const isDecimal = decimal === null || decimal === ',' || decimal === '.';
  if (!isGrouping || !isDecimal || (grouping !== null && grouping === decimal)) return undefined;
  const plain = typeof grouping === 'string' ? from.replaceAll(grouping, '') : from;
  return readNumber(typeof decimal === 'string' && decimal !== '.' ? plain.replace(decimal, '.') : plain);
}

function substring(text: string, start: FeelNumber, length: FeelNumber | undefined): string | null | undefined {
  const points = Array.from(text);
  const first = wholeOf(start);
  const wanted = length === undefined ? points.length : wholeOf(length);
  if (first === 0 || wanted < 1) return undefined;
  // Beyond the end there is nothing.
  if (Math.abs(first) > points.length) return null;
  const from = first > 0 ? first - 1 : points.length + first;
  return points.slice(from, from + wanted).join('');
}

function before(text: string, match: string): string {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(0, at);
}

function after(text: string, match: string): string {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(at + match.length);
}

/** As XPath's `fn:replace`: a pattern that matches nothing at all is an error. */
function replaced([input = '', pattern = '', replacement = '', flags]: Texts, run: Run): string | undefined {
  const regex = regexOf(pattern, flags, input);
  if (!regex || regex.test('')) return undefined;
  const isPlain = typeof flags === 'string' && flags.includes('q');
  if (!isPlain && !/^(?:[^\\$]|\\[\\$]|\$\d)*$/s.test(replacement)) return undefined;
  let length = input.length;
  return input.replace(new RegExp(regex.source, `${regex.flags}g`), (...found: unknown[]) => {
    const part = isPlain ? replacement : filled(replacement, found);
    length += part.length;
    run.meter.spend(1);
    run.meter.checkLength(length);
    return part;
  });
}

function filled(replacement: string, found: readonly unknown[]): string {
  return replacement.replace(/\\([\\$])|\$(\d)/g, (_, escaped: string | undefined, group: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const part = found[Number(group)];
    return typeof part === 'string' ? part : '';
  });
}

function split([text = '', delimiter = '']: Texts, run: Run): readonly string[] | undefined {
  const regex = regexOf(delimiter, '', text);
  if (!regex) return undefined;
  const parts = text.split(new RegExp(regex.source.replace(/\((?!\?)/g, '(?:'), regex.flags));
  run.meter.spend(parts.length);
  return parts;
}

function joined(list: unknown, delimiter: unknown, run: Run): string | undefined {
  if (!Array.isArray(list) || (delimiter !== undefined && delimiter !== null && typeof delimiter !== 'string')) {
    return undefined;
  }
  const texts = list.filter((item) => item !== null && item !== undefined);
  if (texts.some((item) => typeof item !== 'string' && !(run.dialect === 'office' && isNumber(item)))) return undefined;
  const parts = texts.map((item) => (isNumber(item) ? numberText(item) : String(item)));
  run.meter.checkLength(parts.reduce((length, part) => length + part.length + (delimiter?.length ?? 0), 0));
  return parts.join(delimiter ?? '');
}
