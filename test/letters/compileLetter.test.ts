import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { createLetterCompiler } from '../../engine/letters/compileLetter.ts';
import { readFonts } from '../../engine/letters/fonts.ts';
import { certificate } from '../../engine/letters/layouts/certificate.ts';
import { frame } from '../../engine/letters/layouts/frame.ts';
import { letter } from '../../engine/letters/layouts/letter.ts';
import type { LetterRequest } from '../../engine/letters/letterRequest.ts';
import { hostileLetter, hostileTexts } from './support/hostile.ts';
import { discPicture } from './support/picture.ts';
import { readPdf } from './support/readPdf.ts';
import { samples } from './support/samples.ts';

/** Letters only, doubled ones once: Amiri draws some letters with two glyphs, which pdf.js reads as the letter twice. */
const skeleton = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(/(.)\1+/gu, '$1');

/** Every text of a request that a reader sees. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    ['layout', 'language', 'type', 'align', 'date'].includes(name) ? [] : textsOf(item),
  );
}

describe('compileLetter', () => {
  let workspace: string;
  let compiler: ReturnType<typeof createLetterCompiler>;

  before(() => {
    workspace = mkdtempSync(join(tmpdir(), 'officina-letters-'));
    compiler = createLetterCompiler(workspace);
  });
  after(() => rmSync(workspace, { recursive: true }));

  for (const [name, request] of Object.entries<LetterRequest>(samples)) {
    it(`sets ${name} as tagged PDF/A-2a with its language and title`, async () => {
      const pdf = await readPdf(compiler.compile(request).pdf);

      assert.equal(pdf.language, request.language);
      assert.equal(pdf.title, `${request.title} ${request.number}`);
      assert.equal(pdf.isTagged, true);
      assert.match(pdf.metadata, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A<\/pdfaid:conformance>/);
    });

    it(`gives back every text of ${name} to a program that reads the file`, async () => {
      const pdf = await readPdf(compiler.compile(request).pdf);

      const read = skeleton(pdf.pages.join(''));
      // A letter shows its subject, not its title; a certificate goes to nobody's address.
      const { title, recipient, ...shown } = request;
      const others = request.layout === 'letter' ? { recipient } : { title, office: request.office.name };
      const words = textsOf({ ...shown, ...others })
        .flatMap((text) => text.split(/\s+/))
        .map(skeleton)
        .filter((word) => word !== '');
      assert.deepEqual(
        words.filter((word) => !read.includes(word)),
        [],
      );
    });
  }

  it('sets Arabic words in their order and keeps numbers from left to right', async () => {
    const pdf = await readPdf(compiler.compile(samples.deficiencyInArabic).pdf);

    const [page = ''] = pdf.pages;
    assert.ok(page.includes('صفحة1من1'));
    assert.ok(page.includes('رقمالطلبXX/T/2026/000001'));
    assert.ok(page.includes('Lindqvist&Partners(Ltd.)'));
    assert.ok(page.includes('DE302025108811'));
    assert.ok(page.includes('+999205550100'));
  });

  it('shows letter number and pages on every page of a long letter', async () => {
    const pdf = await readPdf(compiler.compile(samples.refusalInFrench).pdf);

    assert.equal(pdf.pages.length, 2);
    pdf.pages.forEach((page, index) => {
      assert.ok(page.includes(`Page${index + 1}sur2`));
      assert.ok(page.includes('XX/L/2026/000417'));
    });
  });

  it('shows a picture of the mark and reads out what it is', () => {
    const image = { base64: discPicture(200), alt: 'An orange disc' };

    const set = compiler.compile({ ...samples.certificate, mark: { text: 'AURORA', image } });
    const withoutText = compiler.compile({ ...samples.certificate, mark: { image } });

    assert.ok(set.pdf.length > compiler.compile(samples.certificate).pdf.length);
    assert.equal(withoutText.pages, 1);
    assert.equal(set.pages, 1);
  });

  describe('with hostile texts', () => {
    for (const text of hostileTexts) {
      it(`prints ${JSON.stringify(text.slice(0, 40))} as it stands`, async () => {
        for (const layout of ['letter', 'certificate'] as const) {
          for (const language of ['en', 'ar'] as const) {
            const set = compiler.compile(hostileLetter(text, layout, language));

            const pdf = await readPdf(set.pdf);
            assert.ok(set.pages <= 20);
            const expected = skeleton(text.replaceAll(/[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu, ''));
            // Short texts are on one line; what is longer is broken, in Arabic by the direction of each piece too.
            if (expected.length < 60 && language === 'en') assert.ok(skeleton(pdf.pages.join('')).includes(expected));
            assert.ok(!pdf.pages.join('').includes('root:'));
          }
        }
      });
    }
  });

  it('refuses a character that no font has', () => {
    assert.throws(() => compiler.compile({ ...samples.deficiency, subject: 'The mark 星巴克' }), {
      name: 'JobFailure',
      retryable: false,
      message: /but found 星/,
    });
  });

  it('refuses letters that are too large', () => {
    const items = (count: number, text: string): LetterRequest => ({
      ...samples.deficiency,
      blocks: [{ type: 'list', items: Array.from({ length: count }, () => text) }],
    });

    assert.throws(() => compiler.compile(items(100, 'x'.repeat(3_000))), { retryable: false, message: /characters/ });
    assert.throws(() => compiler.compile(items(6_000, 'x')), { retryable: false, message: /items and cells/ });
  });

  it('refuses pictures of other kinds and of too many pixels', () => {
    const compile = (bytes: Buffer) =>
      compiler.compile({ ...samples.certificate, mark: { image: { base64: bytes.toString('base64'), alt: '' } } });
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40)]);
    png.writeUInt32BE(20_000, 16);
    png.writeUInt32BE(20_000, 20);

    assert.throws(() => compile(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), { retryable: false });
    assert.throws(() => compile(Buffer.alloc(6_000_000)), { retryable: false, message: /6000000 bytes/ });
    assert.throws(() => compile(png), { retryable: false, message: /400000000 pixels/ });
    assert.throws(() => compile(Buffer.from('ffd8ff', 'hex')), { retryable: false });
  });

  it('takes no other font for a missing one', () => {
    const withoutAmiri = createLetterCompiler(workspace, readFonts().slice(0, 4));

    assert.throws(() => withoutAmiri.compile(samples.deficiencyInArabic), { name: 'JobFailure' });
    assert.throws(() => readFonts((specifier) => `/nowhere/${specifier}`), /Expected the font noto-sans/);
  });

  it('has layouts that import, read and evaluate nothing', () => {
    for (const source of [frame, letter, certificate]) {
      assert.doesNotMatch(source, /\b(?:import|include|read|eval|plugin|csv|yaml|toml|xml|cbor|bibliography)\b\s*[("]/);
      assert.doesNotMatch(source, /@(?:preview|local)|https?:/);
      assert.deepEqual(
        [...source.matchAll(/\bjson\((?!bytes\(sys\.inputs\.)/g)].map((match) => match[0]),
        [],
      );
    }
  });

  it('works in an empty folder in which nothing can be read', () => {
    const bare = NodeCompiler.create({ workspace });

    for (const source of [
      '#read("/etc/passwd")',
      '#read("../../etc/passwd")',
      '#include "/etc/passwd"',
      '#image("/etc/passwd")',
    ]) {
      assert.equal(bare.compile({ mainFileContent: source }).hasError(), true, source);
    }
    compiler.compile(samples.certificate);
    assert.deepEqual(readdirSync(workspace), []);
  });

  it('dials nothing, whatever stands in a letter', async () => {
    let dials = 0;
    // The compiler would fetch packages through this proxy: it counts and hangs up.
    const canary = createServer((socket) => {
      dials += 1;
      socket.on('error', () => undefined).destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const proxy = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    const run = (what: 'import' | 'letters'): Promise<number | null> => {
      const script = join(import.meta.dirname, 'support/dialling.ts');
      const env = {
        ...process.env,
        HTTPS_PROXY: proxy,
        HTTP_PROXY: proxy,
        ALL_PROXY: proxy,
        NO_PROXY: '',
        no_proxy: '',
      };
      const child = spawn(process.execPath, ['--import', 'tsx', script, what], { env, stdio: 'ignore' });
      return new Promise((resolve) => child.on('exit', resolve));
    };

    assert.equal(await run('import'), 3, 'a source that imports a package must fail');
    assert.ok(dials > 0, 'the canary must notice a package that is fetched');
    dials = 0;
    assert.equal(await run('letters'), 0);
    assert.equal(dials, 0);

    await new Promise((resolve) => canary.close(resolve));
  });
});
