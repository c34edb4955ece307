import { checkBundle } from '../bundles/index.ts';
import { readConfig } from '../config.ts';
import { lintLetter } from '../letters/lintLetter.ts';
import { wholeBundle } from './bundleAt.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say } from './output.ts';

/** `officina check [folder or office code] [--json]`: everything that deployment would refuse, without a database. */
export async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(args, { json: { type: 'boolean', default: false } }, 1);
  const bundle = await wholeBundle(positionals[0] ?? readConfig().office);
  const { problems } = await checkBundle(bundle, { lintLetter });
  if (values.json) print(JSON.stringify(problems));
  else
    for (const problem of problems)
      print(
        `${problem.severity}  ${[problem.file, problem.element, problem.pointer].filter(Boolean).join(' ')}  ${problem.sentence} (${problem.rule})`,
      );
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  say(`${errors} errors, ${problems.length - errors} warnings`);
  return errors > 0 ? exitCodes.invalidInput : exitCodes.ok;
}
