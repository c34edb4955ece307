import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createLetterRenderer, type LetterRenderer } from '../../engine/letters/renderLetter.ts';
import type { LetterRequest } from '../../engine/letters/letterRequest.ts';
import { readPdf } from './support/readPdf.ts';
import { samples } from './support/samples.ts';

/** A letter that takes the compiler far longer than a real one. */
const slow: LetterRequest = {
  ...samples.deficiency,
  blocks: [{ type: 'list', numbered: true, items: Array.from({ length: 4_900 }, (_, index) => `${index}`) }],
};

describe('renderLetter', () => {
  let renderer: LetterRenderer;

  before(() => {
    renderer = createLetterRenderer({ threads: 2 });
  });
  after(() => renderer.close());

  it('renders letters at the same time, each with its own text', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => `XX/L/2026/00${String(index).padStart(4, '0')}`);

    const letters = await Promise.all(numbers.map((number) => renderer.render({ ...samples.deficiency, number })));

    const titles = await Promise.all(letters.map(async ({ pdf }) => (await readPdf(pdf)).title));
    assert.deepEqual(
      titles,
      numbers.map((number) => `Formal deficiency ${number}`),
    );
  });

  it('gives the same bytes for the same request', async () => {
    const [first, second] = await Promise.all([
      renderer.render(samples.certificate),
      renderer.render(samples.certificate),
    ]);

    assert.deepEqual(first, second);
  });

  it('counts the pages', async () => {
    assert.equal((await renderer.render(samples.refusalInFrench)).pages, 2);
  });

  it('says that a letter can never be set, without losing its thread', async () => {
    const one = createLetterRenderer();

    await assert.rejects(one.render({ ...samples.certificate, mark: { text: '星' } }), {
      name: 'JobFailure',
      retryable: false,
      message: 'Expected only characters that the fonts of letters have, but found 星.',
    });

    assert.equal((await one.render(samples.certificate)).pages, 1);
    await one.close();
  });

  it('ends a thread that takes too long and goes on with another', async () => {
    const hasty = createLetterRenderer({ limitMilliseconds: 100 });

    await assert.rejects(hasty.render(slow), { name: 'JobFailure', retryable: true });

    // On a busy machine even a short letter may need more than one attempt: that is what retryable says.
    let pages = 0;
    for (let attempt = 0; attempt < 50 && pages === 0; attempt += 1) {
      const letter = await hasty.render(samples.deficiency).catch((error: { retryable: boolean }) => {
        assert.equal(error.retryable, true);
        return { pages: 0 };
      });
      pages = letter.pages;
    }
    assert.equal(pages, 1);
    await hasty.close();
  });

  it('fails waiting letters when it is closed', async () => {
    const closing = createLetterRenderer();
    const waiting = Promise.allSettled([closing.render(samples.deficiency), closing.render(samples.deficiency)]);

    await closing.close();

    for (const outcome of await waiting) {
      assert.equal(outcome.status, 'rejected');
      assert.equal(outcome.reason.retryable, true);
    }
    await assert.rejects(closing.render(samples.deficiency), { name: 'JobFailure', retryable: true });
  });

  it('finds its thread beside the bundled file of a build', async () => {
    const folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.officina-build-'));
    try {
      await build({
        entryPoints: ['renderLetter', 'renderWorker'].map((name) => join('engine/letters', `${name}.ts`)),
        absWorkingDir: join(import.meta.dirname, '../..'),
        outdir: folder,
        bundle: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
        logLevel: 'silent',
      });
      const built = (await import(pathToFileURL(join(folder, 'renderLetter.js')).href)) as {
        createLetterRenderer: typeof createLetterRenderer;
      };
      const fromBuild = built.createLetterRenderer();

      assert.equal((await fromBuild.render(samples.deficiencyInArabic)).pages, 1);

      await fromBuild.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
