import { refusePublicPasswords } from './firstStart.ts';
import { interrupted } from './interrupt.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say } from './output.ts';
import { openHere } from './withInstallation.ts';

/** `officina work`: one more node without screens. */
export async function work(args: readonly string[]): Promise<number> {
  optionsOf(args, {});
  const installation = await openHere();
  try {
    await refusePublicPasswords(installation);
    installation.startWorkers();
    print('Officina works on jobs, timers and messages. Ctrl-C ends it.');
    await interrupted();
    say('Ending …');
  } finally {
    await installation.close();
  }
  return exitCodes.ok;
}
