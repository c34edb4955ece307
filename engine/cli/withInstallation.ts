import { setImmediate as nextTurn } from 'node:timers/promises';
import { readConfig, type Config, type LogLevel } from '../config.ts';
import { createLog } from '../log.ts';
import { openInstallation, type Installation, type OpenOptions } from '../wiring.ts';
import { interruption, unlessInterrupted } from './interrupt.ts';
import { say } from './output.ts';

export interface OpenHow extends Omit<OpenOptions, 'config' | 'log' | 'say'> {
  /** Instead of the environment's. */
  readonly config?: Config;
  readonly logLevel?: LogLevel;
}

/** Opens the installation of the environment. @throws Interrupted when Ctrl-C came meanwhile, with everything closed again */
export async function openHere({ config = readConfig(), logLevel, ...how }: OpenHow = {}): Promise<Installation> {
  const log = createLog(logLevel ?? config.logLevel);
  try {
    const installation = await openInstallation({ ...how, config, log, say });
    if (interruption.aborted) await installation.close();
    interruption.throwIfAborted();
    return installation;
  } catch (error) {
    // Ctrl-C reaches `initdb` too: what failed by it is no failure. Our own handler runs a turn later.
    await nextTurn();
    interruption.throwIfAborted();
    throw error;
  }
}

/** Opens the installation of the environment, runs a command in it and closes it, also when the command is interrupted. */
export async function withInstallation<T>(
  run: (installation: Installation) => Promise<T>,
  how: OpenHow = {},
): Promise<T> {
  const installation = await openHere(how);
  try {
    return await unlessInterrupted(run(installation));
  } finally {
    await installation.close();
  }
}
