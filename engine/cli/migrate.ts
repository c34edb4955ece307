import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openInstallation } from '../wiring.ts';
import { exitCodes, print, say } from './output.ts';

/** `officina migrate` */
export async function migrateDatabase(): Promise<number> {
  const config = readConfig();
  const installation = await openInstallation({ config, log: createLog(config.logLevel), say });
  for (const finding of installation.findings) say(finding);
  await installation.close();
  print('The database is up to date.');
  return exitCodes.ok;
}
