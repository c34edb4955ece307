import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './output.ts';

/** Options and file names of a command; an unknown option is refused. */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
