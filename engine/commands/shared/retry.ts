import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../../contract/problem.ts';

const MAX_TRIES = 12;
const PAUSE_MS = 4;

/** The race for an instance was lost: nothing was written; read and decide again. */
export class Lost extends Error {}

/** The race was lost as often as it is run: nothing was written, and trying again later can help. */
export class Overtaken extends Refusal {
  constructor() {
    super('CONFLICT', `The case changed ${MAX_TRIES} times in the meantime; try again.`);
  }
}

/** Runs `attempt` again while it loses the race, a bounded number of times with a growing, jittered pause. @throws Overtaken */
export async function retryLost<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      if (tries === MAX_TRIES) throw new Overtaken();
      await pause(Math.random() * PAUSE_MS * tries);
    }
  }
}
