import { randomBytes } from 'node:crypto';

/** A UUID version 7 (RFC 9562): ordered by time, so that new rows land at the end of their indexes. */
export function uuidv7(milliseconds = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
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
