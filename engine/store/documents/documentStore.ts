import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../contract/problem.ts';
import { DamagedDocument, hashOf, verifiedStream } from './verifiedStream.ts';

/** What the store knows of one stored document. */
export interface StoredDocument {
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits: the document's name in the store. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What reading every document found. */
export interface ScrubReport {
  readonly checked: number;
  readonly damaged: readonly string[];
  /** Unfinished uploads of a crashed process that were removed. */
  readonly abandoned: number;
}

/** Bytes of documents, filed under their own hash: the same bytes are kept once and never change. */
export interface DocumentStore {
  /**
   * Stores a stream; resolves when the bytes and their directory entries are on disk. Over `maxBytes` it throws the refusal
   * `TOO_LARGE`; a stream or signal that breaks off rejects with its own error. In both cases nothing is left behind.
   */
  put(source: Readable, options: { readonly maxBytes: number; readonly signal?: AbortSignal }): Promise<StoredDocument>;
  /**
   * Opens a document. The stream checks the hash and fails with `DamagedDocument` before its last chunk when the bytes are not
   * those that were stored; a document that is not there rejects with the same error.
   */
  open(sha256: string): Promise<{ readonly stream: Readable; readonly bytes: number }>;
  has(sha256: string): Promise<boolean>;
  verify(sha256: string): Promise<'sound' | 'damaged' | 'missing'>;
  /** Reads every document, slowly and one at a time; removes unfinished uploads last written before `abandonedBefore`. */
  scrub(options?: { readonly abandonedBefore?: Date }): Promise<ScrubReport>;
  /** Removes a document that no row refers to; false when it was not there. */
  remove(sha256: string): Promise<boolean>;
}

const incomingFolder = 'incoming';
const folderOf = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4));
const pathOf = (folder: string, sha256: string): string => join(folderOf(folder, hashOf(sha256)), sha256);

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Makes the directory's entries durable (database.md, 6). Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function counting(maxBytes: number): { readonly meter: Transform; readonly result: () => StoredDocument } {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        const sentence = `Expected a document of at most ${maxBytes} bytes, but this one is longer.`;
        done(new Refusal('TOO_LARGE', sentence, { details: { maxBytes } }));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { meter, result: () => ({ sha256: hash.digest('hex'), bytes }) };
}

async function writeDurably(
  path: string,
  source: Readable,
  options: { readonly maxBytes: number; readonly signal?: AbortSignal },
): Promise<StoredDocument> {
  const { meter, result } = counting(options.maxBytes);
  const handle = await open(path, 'wx', 0o640);
  try {
    const write = (chunks: AsyncIterable<Buffer>): Promise<void> => writeFile(handle, chunks);
    await pipeline(source, meter, write, options.signal ? { signal: options.signal } : {});
    await handle.sync();
  } finally {
    await handle.close();
  }
  return result();
}

async function hashFile(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function openOrMissing(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Every document in the folder, in the order of names. */
async function* documentsIn(folder: string): AsyncGenerator<string> {
  const foldersIn = async (path: string): Promise<readonly string[]> =>
    (await readdir(path)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
  for (const first of await foldersIn(folder)) {
    for (const second of await foldersIn(join(folder, first))) {
      const names = await readdir(join(folder, first, second));
      yield* names.filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
    }
  }
}

async function removeAbandoned(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found || found.mtime >= before) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Moves a written file to its name and makes the directory entries durable. */
async function file(folder: string, temporary: string, sha256: string): Promise<void> {
  const target = folderOf(folder, sha256);
  const madeFirst = await mkdir(target, { recursive: true, mode: 0o750 });
  await rename(temporary, join(target, sha256));
  await syncFolder(target);
  if (madeFirst === undefined) return;
  await syncFolder(join(folder, sha256.slice(0, 2)));
  await syncFolder(folder);
}

async function verifyFile(path: string, sha256: string): Promise<'sound' | 'damaged' | 'missing'> {
  const handle = await openOrMissing(path);
  if (!handle) return 'missing';
  try {
    return (await hashFile(handle)) === sha256 ? 'sound' : 'damaged';
  } finally {
    await handle.close();
  }
}

async function scrubFolder(folder: string, abandonedBefore: Date | undefined): Promise<ScrubReport> {
  const damaged: string[] = [];
  let checked = 0;
  for await (const sha256 of documentsIn(folder)) {
    checked += 1;
    // A document removed meanwhile is not damaged.
    if ((await verifyFile(pathOf(folder, sha256), sha256)) === 'damaged') damaged.push(sha256);
  }
  const abandoned = abandonedBefore ? await removeAbandoned(join(folder, incomingFolder), abandonedBefore) : 0;
  return { checked, damaged, abandoned };
}

/** Opens the document store in a folder of the file system, making the folder when it is not there. */
export async function createDocumentStore(folder: string): Promise<DocumentStore> {
  await mkdir(join(folder, incomingFolder), { recursive: true, mode: 0o750 });
  return {
    async put(source, options) {
      const temporary = join(folder, incomingFolder, `${randomUUID()}.part`);
      try {
        const stored = await writeDurably(temporary, source, options);
        await file(folder, temporary, stored.sha256);
        return stored;
      } catch (error) {
        source.destroy();
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async open(sha256) {
      const handle = await openOrMissing(pathOf(folder, sha256));
      if (!handle) throw new DamagedDocument(sha256, 'missing');
      const { size } = await handle.stat();
      return { stream: verifiedStream(handle.createReadStream(), sha256), bytes: size };
    },
    has: async (sha256) => isThere(pathOf(folder, sha256)),
    verify: async (sha256) => verifyFile(pathOf(folder, sha256), sha256),
    scrub: async (options = {}) => scrubFolder(folder, options.abandonedBefore),
    async remove(sha256) {
      const path = pathOf(folder, sha256);
      if (!(await isThere(path))) return false;
      await rm(path);
      await syncFolder(folderOf(folder, sha256));
      return true;
    },
  };
}
