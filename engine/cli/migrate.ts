import { optionsOf } from './options.ts';
import { exitCodes, print, say } from './output.ts';
import { withInstallation } from './withInstallation.ts';

/** `officina migrate` */
export async function migrateDatabase(args: readonly string[]): Promise<number> {
  optionsOf(args, {});
  const findings = await withInstallation((installation) => Promise.resolve(installation.findings));
  for (const finding of findings) say(finding);
  print('The database is up to date.');
  return exitCodes.ok;
}
