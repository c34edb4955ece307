import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';

/** A stored document is not there or its bytes are not those that were stored: a defect for the operator, never the client's fault. */
export class DamagedDocument extends Error {
  readonly sha256: string;
  readonly finding: 'damaged' | 'missing';
  constructor(sha256: string, finding: 'damaged' | 'missing') {
    super(
      finding === 'missing'
        ? `Expected document ${sha256} in the document store, but it is not there.`
        : `Expected document ${sha256} to have the bytes that were stored, but its hash differs.`,
    );
    this.name = 'DamagedDocument';
    this.sha256 = sha256;
    this.finding = finding;
  }
}

/** Gives back a SHA-256 in lower-case hexadecimal; throws for anything else, so that no text becomes a path. */
export function hashOf(sha256: string): string {
  if (/^[0-9a-f]{64}$/.test(sha256)) return sha256;
  throw new TypeError('Expected a SHA-256 of 64 lower-case hexadecimal digits.');
}

/**
 * Passes bytes on while hashing them and holds the last chunk back until the hash is known: a reader never gets a damaged document
 * whole, so a client that knows the length sees the break.
 */
export function verifiedStream(source: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const previous = held;
      held = chunk;
      done(null, previous);
    },
    flush(done) {
      if (hash.digest('hex') !== sha256) done(new DamagedDocument(sha256, 'damaged'));
      else done(null, held);
    },
    destroy(error, done) {
      source.destroy();
      done(error);
    },
  });
  source.on('error', (error) => checked.destroy(error));
  return source.pipe(checked);
}
