import { dueOutsideJobs } from '../../store/index.ts';
import type { Services } from '../services.ts';

const POLL_MS = 1000;
/** A hint waits this long for others to come along with it. */
const HINT_MS = 10;
/** Jobs of one connector that one look counts at most. */
const COUNTED = 1000;

interface Waiting {
  readonly connectors: readonly string[];
  readonly isOf: string;
  readonly most: number;
  wake(): void;
}

interface Room {
  readonly waiting: Set<Waiting>;
  timer: NodeJS.Timeout | undefined;
  isHinted: boolean;
}

/**
 * Workers outside who wait for jobs at this node. While anybody waits in an office, one statement a second looks for the jobs of all of
 * them, however many they are; something changed by this node makes the look come at once. As many are woken as there are jobs; that
 * only one of them gets each is the doing of the claim.
 */
export class JobWaits {
  readonly #services: Services;
  readonly #rooms = new Map<string, Room>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** How many requests of somebody wait here. */
  waitsOf(userId: string): number {
    return [...this.#rooms.values()].flatMap(({ waiting }) => [...waiting]).filter(({ isOf }) => isOf === userId)
      .length;
  }

  /** Until there may be jobs of these connectors, the time is over, or the signal comes. */
  async wait(
    officeId: string,
    asked: { readonly connectors: readonly string[]; readonly isOf: string; readonly most: number },
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted || milliseconds <= 0) return;
    const room = this.#rooms.get(officeId) ?? { waiting: new Set<Waiting>(), timer: undefined, isHinted: false };
    this.#rooms.set(officeId, room);
    let timer: NodeJS.Timeout | undefined;
    let wake = (): void => undefined;
    const waiting: Waiting = {
      ...asked,
      wake: () => {
        wake();
      },
    };
    try {
      await new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', wake, { once: true });
        timer = setTimeout(wake, milliseconds);
        room.waiting.add(waiting);
        if (room.timer === undefined) this.#plan(officeId, room, this.#pollMs());
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      room.waiting.delete(waiting);
      this.#leave(officeId, room);
    }
  }

  /** Something was just changed by this node. */
  hint(officeId: string): void {
    const room = this.#rooms.get(officeId);
    if (!room || room.isHinted) return;
    room.isHinted = true;
    this.#plan(officeId, room, HINT_MS);
  }

  #leave(officeId: string, room: Room): void {
    if (room.waiting.size > 0 || this.#rooms.get(officeId) !== room) return;
    clearTimeout(room.timer);
    this.#rooms.delete(officeId);
  }

  #pollMs(): number {
    return this.#services.settings.jobPollMilliseconds ?? POLL_MS;
  }

  #plan(officeId: string, room: Room, milliseconds: number): void {
    clearTimeout(room.timer);
    room.timer = setTimeout(() => void this.#look(officeId, room), milliseconds);
    room.timer.unref();
  }

  async #look(officeId: string, room: Room): Promise<void> {
    room.isHinted = false;
    const connectors = [...new Set([...room.waiting].flatMap((one) => one.connectors))];
    try {
      const due = await this.#services.store.transaction(officeId, (trx) =>
        dueOutsideJobs(trx, officeId, { connectors, limit: COUNTED }),
      );
      wakeAsMany(room, new Map(due.map(({ key, count }) => [key, count])));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#services.log.warn('Jobs for workers outside could not be looked for.', { error: reason });
    }
    if (this.#rooms.get(officeId) === room && !room.isHinted) this.#plan(officeId, room, this.#pollMs());
  }
}

/** Wakes those who wait longest, as far as there are jobs for them. */
function wakeAsMany({ waiting }: Room, counts: Map<string, number>): void {
  for (const one of [...waiting]) {
    let room = one.most;
    for (const key of one.connectors) {
      const taken = Math.min(room, counts.get(key) ?? 0);
      counts.set(key, (counts.get(key) ?? 0) - taken);
      room -= taken;
    }
    if (room < one.most) one.wake();
  }
}
