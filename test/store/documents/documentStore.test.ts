import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDocumentStore, type DocumentStore } from '../../../engine/store/documents/documentStore.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const limit = { maxBytes: 10_000_000 };

describe('documentStore', () => {
  let folder: string;
  let store: DocumentStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'officina-documents-'));
    store = await createDocumentStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
  const unfinished = (): Promise<string[]> => readdir(join(folder, 'incoming'));
  const put = (bytes: Uint8Array) => store.put(Readable.from([bytes]), limit);

  it('files a stream under the hash of its bytes', async () => {
    const bytes = randomBytes(300_000);

    const stored = await put(bytes);

    assert.deepEqual(stored, { sha256: sha256(bytes), bytes: 300_000 });
    assert.deepEqual(await readFile(pathOf(stored.sha256)), bytes);
    assert.deepEqual(await unfinished(), []);
  });

  it('files an empty document', async () => {
    const stored = await store.put(Readable.from([]), limit);

    const opened = await store.open(stored.sha256);
    assert.equal((await buffer(opened.stream)).length, 0);
    assert.equal(stored.sha256, sha256(new Uint8Array()));
  });

  it('keeps equal bytes once, also when they arrive at the same moment', async () => {
    const bytes = randomBytes(100_000);

    const all = await Promise.all(Array.from({ length: 8 }, () => put(bytes)));

    assert.equal(new Set(all.map((stored) => stored.sha256)).size, 1);
    assert.equal((await store.scrub()).checked, 1);
    assert.deepEqual(await unfinished(), []);
  });

  it('gives back the bytes and their length', async () => {
    const bytes = randomBytes(500_000);
    const stored = await put(bytes);

    const opened = await store.open(stored.sha256);

    assert.equal(opened.bytes, 500_000);
    assert.deepEqual(await buffer(opened.stream), bytes);
  });

  it('refuses a document over the limit and leaves nothing behind', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield randomBytes(1000);
      })(),
    );

    await assert.rejects(store.put(endless, { maxBytes: 100_000 }), { name: 'Refusal', code: 'TOO_LARGE' });

    assert.deepEqual(await unfinished(), []);
    assert.equal((await store.scrub()).checked, 0);
    assert.ok(endless.destroyed);
  });

  it('accepts a document of exactly the limit', async () => {
    const stored = await store.put(Readable.from([Buffer.alloc(600), Buffer.alloc(400)]), { maxBytes: 1000 });

    assert.equal(stored.bytes, 1000);
  });

  it('leaves nothing behind when the stream breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield randomBytes(70_000);
        throw new Error('connection reset');
      })(),
    );

    await assert.rejects(store.put(broken, limit), /connection reset/);

    assert.deepEqual(await unfinished(), []);
  });

  it('leaves nothing behind when the caller aborts', async () => {
    const controller = new AbortController();
    const stalled = new Readable({ read: () => undefined });
    stalled.push(randomBytes(70_000));

    const putting = store.put(stalled, { ...limit, signal: controller.signal });
    controller.abort();

    await assert.rejects(putting, { name: 'AbortError' });
    assert.deepEqual(await unfinished(), []);
  });

  it('never gives a damaged document whole', async () => {
    const bytes = randomBytes(500_000);
    const stored = await put(bytes);
    const damaged = Buffer.from(bytes);
    damaged[250_000] = (damaged[250_000] ?? 0) ^ 1;
    await writeFile(pathOf(stored.sha256), damaged);

    const { stream } = await store.open(stored.sha256);
    let received = 0;
    await assert.rejects(
      (async () => {
        for await (const chunk of stream) received += (chunk as Buffer).length;
      })(),
      { name: 'DamagedDocument', finding: 'damaged', sha256: stored.sha256 },
    );

    assert.ok(received < bytes.length);
  });

  it('finds a document cut short', async () => {
    const stored = await put(randomBytes(10_000));
    await truncate(pathOf(stored.sha256), 9_999);

    assert.equal(await store.verify(stored.sha256), 'damaged');
    const { stream } = await store.open(stored.sha256);
    await assert.rejects(buffer(stream), { name: 'DamagedDocument' });
  });

  it('mends a damaged document when the same bytes are stored again', async () => {
    const bytes = randomBytes(1000);
    const stored = await put(bytes);
    await truncate(pathOf(stored.sha256), 10);

    await put(bytes);

    assert.equal(await store.verify(stored.sha256), 'sound');
  });

  it('says that a document is not there', async () => {
    const unknown = sha256(Buffer.from('unknown'));

    assert.equal(await store.has(unknown), false);
    assert.equal(await store.verify(unknown), 'missing');
    await assert.rejects(store.open(unknown), { name: 'DamagedDocument', finding: 'missing' });
  });

  it('takes nothing but a hash for a name', async () => {
    for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`, `${'a'.repeat(63)}\0`]) {
      await assert.rejects(store.open(name), TypeError);
      await assert.rejects(store.has(name), TypeError);
      await assert.rejects(store.remove(name), TypeError);
    }
  });

  it('names the damaged documents when scrubbing', async () => {
    const sound = await put(Buffer.from('sound'));
    const damaged = await put(Buffer.from('damaged'));
    await writeFile(pathOf(damaged.sha256), 'Damaged');

    const report = await store.scrub();

    assert.deepEqual(report, { checked: 2, damaged: [damaged.sha256], abandoned: 0 });
    assert.equal(await store.has(sound.sha256), true);
  });

  it('clears away uploads that a crashed process left, not those that are running', async () => {
    const abandoned = join(folder, 'incoming', 'old.part');
    const running = join(folder, 'incoming', 'new.part');
    await writeFile(abandoned, 'half');
    await writeFile(running, 'half');
    await utimes(abandoned, new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
    await utimes(running, new Date('2026-01-02T00:00:00Z'), new Date('2026-01-02T00:00:00Z'));

    const report = await store.scrub({ abandonedBefore: new Date('2026-01-01T12:00:00Z') });

    assert.equal(report.abandoned, 1);
    assert.deepEqual(await unfinished(), ['new.part']);
  });

  it('removes a document that nobody refers to', async () => {
    const stored = await put(Buffer.from('superfluous'));

    assert.equal(await store.remove(stored.sha256), true);

    assert.equal(await store.remove(stored.sha256), false);
    assert.equal(await store.has(stored.sha256), false);
  });

  it('finds its documents again after a restart', async () => {
    const stored = await put(Buffer.from('kept'));

    const reopened = await createDocumentStore(folder);

    assert.equal((await buffer((await reopened.open(stored.sha256)).stream)).toString(), 'kept');
    assert.ok((await stat(pathOf(stored.sha256))).isFile());
  });
});
