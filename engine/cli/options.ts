import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './output.ts';

/**
 * Options and file names of a command.
 * @param most how many names it takes
 * @throws UsageError for an unknown option or a name too many
 */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  most = 0,
) {
  const parsed = parsedBy(args, options);
  const tooMany = parsed.positionals[most];
  if (tooMany !== undefined) throw new UsageError(`“${tooMany}” is not expected here.`);
  return parsed;
}

function parsedBy<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw new UsageError(sentence.replace(/\. To specify a positional.*$/, '.'));
  }
}

/** A whole number from an option. @throws UsageError */
export function wholeNumber(option: string, value: string, from: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (Number.isSafeInteger(number) && number >= from) return number;
  throw new UsageError(`Expected --${option} to be a whole number from ${from} on, but it is “${value}”.`);
}
