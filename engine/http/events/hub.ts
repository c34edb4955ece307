import type { Look } from '../../queries/look.ts';
import { changesSince, type ChangePlace, type Changes } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { eventsFor, Seen, type Showing, type StreamEvent } from './changes.ts';
import { defaultRhythm, type EventRhythm } from './rhythm.ts';

/** Somebody who listens. What they look with is asked anew each time: roles may change. */
export interface Listener {
  look(): Look;
  /** @param id instant up to which these events tell, the id to resume from */
  tell(events: readonly StreamEvent[], id: string): void;
}

/** How far each look goes back behind the last one, besides the undo delay: the longest time from a step's instant to its commit. */
const OVERLAP_MS = 20_000;
/** How far back a stream can be resumed; who was away longer is told nothing and looks anew. */
const RESUME_MS = 10 * 60_000;
/** A hint waits this long for others to come along with it. */
const HINT_MS = 30;

interface Room {
  readonly listeners: Set<Listener>;
  readonly seen: Seen;
  /** Behind which the next look begins, by the database's clock. */
  since: ChangePlace;
  timer: NodeJS.Timeout | undefined;
  isHinted: boolean;
  isLooking: boolean;
}

/**
 * Tells listeners what changes in their office. The source is the history itself, looked at while somebody listens, so that several
 * nodes on one database need nothing between them; a hint after a command of this node only makes the next look come sooner.
 */
export class EventHub {
  readonly rhythm: EventRhythm;
  readonly #services: Services;
  readonly #overlapMs: number;
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, Room>();

  constructor(services: Services) {
    this.#services = services;
    this.rhythm = { ...defaultRhythm, ...services.settings.events };
    this.#overlapMs = OVERLAP_MS + services.runtime.undoSeconds * 1000;
  }

  /** How many streams a person has open here, in all offices. */
  streamsOf(userId: string): number {
    const listeners = [...this.#open.values()].flatMap((room) => [...room.listeners]);
    return listeners.filter((one) => one.look().actor.userId === userId).length;
  }

  /** Listens until the answered function is called; what is committed after the answer is told. */
  async join(officeId: string, listener: Listener): Promise<() => void> {
    const opening = this.#rooms.get(officeId) ?? this.#openRoom(officeId, listener.look());
    this.#rooms.set(officeId, opening);
    const room = await opening.catch((error: unknown) => {
      this.#rooms.delete(officeId);
      throw error;
    });
    room.listeners.add(listener);
    if (room.timer === undefined) this.#plan(officeId, room, this.rhythm.pollMilliseconds);
    return () => {
      room.listeners.delete(listener);
      if (room.listeners.size > 0 || this.#open.get(officeId) !== room) return;
      clearTimeout(room.timer);
      this.#open.delete(officeId);
      this.#rooms.delete(officeId);
    };
  }

  /** Something was just changed by this node. */
  hint(officeId: string): void {
    const room = this.#open.get(officeId);
    // One at a time: under load a hint that is put off by the next one would never come true.
    if (!room || room.isHinted) return;
    room.isHinted = true;
    if (!room.isLooking) this.#plan(officeId, room, HINT_MS);
  }

  /** What somebody missed since an instant that a stream has told them; nothing when that is too long ago. */
  async missed(officeId: string, look: Look, since: string): Promise<readonly StreamEvent[]> {
    const present = this.#open.get(officeId)?.since.at;
    if (present === undefined || Number.isNaN(Date.parse(since))) return [];
    if (Date.parse(present) - Date.parse(since) > RESUME_MS) return [];
    const seen = new Seen();
    const showings: Showing[] = [];
    for (let from: ChangePlace | null = { at: backBy(since, this.#overlapMs) }; from !== null;) {
      const changes = await this.#look(officeId, look, from);
      showings.push(...seen.fresh(changes.rows, changes.now));
      from = this.#restOf(changes);
    }
    return eventsFor(look.actor, showings);
  }

  /** Notes what has been seen before anybody listens, so that only what is new is told. */
  async #openRoom(officeId: string, look: Look): Promise<Room> {
    const { now } = await this.#look(officeId, look, { at: 'infinity' });
    const since = { at: backBy(now, this.#overlapMs) };
    const { rows } = await this.#look(officeId, look, since);
    const seen = new Seen();
    seen.fresh(rows, now);
    const room: Room = { listeners: new Set(), seen, since, timer: undefined, isHinted: false, isLooking: false };
    this.#open.set(officeId, room);
    return room;
  }

  #plan(officeId: string, room: Room, milliseconds: number): void {
    clearTimeout(room.timer);
    room.timer = setTimeout(() => void this.#turn(officeId, room), milliseconds);
    room.timer.unref();
  }

  async #turn(officeId: string, room: Room): Promise<void> {
    room.isHinted = false;
    room.isLooking = true;
    let isMore = false;
    try {
      isMore = await this.#tellFresh(officeId, room);
    } catch (error) {
      this.#services.log.warn('The history could not be looked at for event streams.', {
        error: error instanceof Error ? error.message : String(error),
      });
    }
    room.isLooking = false;
    if (this.#open.get(officeId) !== room) return;
    this.#plan(officeId, room, room.isHinted || isMore ? HINT_MS : this.rhythm.pollMilliseconds);
  }

  /** @returns true when there was more than one look takes */
  async #tellFresh(officeId: string, room: Room): Promise<boolean> {
    const [anybody] = room.listeners;
    if (!anybody) return false;
    const changes = await this.#look(officeId, anybody.look(), room.since);
    const { now } = changes;
    const showings = room.seen.fresh(changes.rows, now);
    const rest = this.#restOf(changes);
    room.since = rest ?? { at: backBy(now, this.#overlapMs) };
    room.seen.forgetBefore(backBy(room.since.at, this.#overlapMs));
    if (showings.length > 0)
      for (const listener of room.listeners) {
        const events = eventsFor(listener.look().actor, showings);
        if (events.length > 0) listener.tell(events, now);
      }
    return rest !== null;
  }

  /** Where the next look goes on when this one took all it may; null when there is no more. */
  #restOf({ rows }: Changes): ChangePlace | null {
    const last = rows.at(-1);
    const isFull = new Set(rows.map(({ historyId }) => historyId)).size >= this.rhythm.entriesPerLook;
    return last !== undefined && isFull ? { at: last.at, historyId: last.historyId } : null;
  }

  #look(officeId: string, { words }: Look, since: ChangePlace): Promise<Changes> {
    const asked = { since, timeZone: words.timeZone, limit: this.rhythm.entriesPerLook };
    return this.#services.store.transaction(officeId, (trx) => changesSince(trx, officeId, asked));
  }
}

function backBy(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) - milliseconds).toISOString();
}
