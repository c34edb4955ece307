import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openInstallation } from '../wiring.ts';
import { interrupted } from './interrupt.ts';
import { exitCodes, print, say } from './output.ts';

/** `officina work`: one more node without screens. */
export async function work(): Promise<number> {
  const config = readConfig();
  const installation = await openInstallation({ config, log: createLog(config.logLevel), say });
  installation.startWorkers();
  print('Officina works on jobs, timers and messages. Ctrl-C ends it.');
  await interrupted();
  await installation.close();
  return exitCodes.ok;
}
