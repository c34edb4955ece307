import { randomBytes, randomInt } from 'node:crypto';

/** Values of the 12 bits behind the time, and below which of them the counter of a new millisecond begins. */
const COUNTER = 0x1000;
const HEADSTART = 0x400;

let lastTime = 0;
let counter = 0;

/**
 * A UUID version 7 (RFC 9562, method 1: a counter in the bits behind the time): ordered by time, and within a process by the order in
 * which they are made, so that new rows land at the end of their indexes and what one step makes stays in its order.
 */
export function uuidv7(milliseconds = Date.now()): string {
  if (milliseconds > lastTime) {
    lastTime = milliseconds;
    counter = randomInt(HEADSTART);
  } else if (++counter === COUNTER) {
    lastTime += 1;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastTime, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Ids of one command: a retried step is given the same ones again, in the same order. */
export class Ids {
  readonly #given: string[] = [];
  #next = 0;

  /** Starts over for another try. */
  rewind(): void {
    this.#next = 0;
  }

  next(): string {
    const at = this.#next++;
    return (this.#given[at] ??= uuidv7());
  }
}
