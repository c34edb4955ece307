import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { contentDisposition, safeFileName } from '../../engine/http/documents/fileNames.ts';
import { startApp, type TestApp } from './support/app.ts';
import { PDF, World, type Filed } from './support/world.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const TIFF = Buffer.from('49492a00080000000000000000000000', 'hex');
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A zip with these parts; enough of one to be looked at. */
function zip(names: readonly string[]): Buffer {
  return Buffer.concat(
    names.map((name) => {
      const data = deflateRawSync(Buffer.from('x'.repeat(5000)));
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(8, 8);
      head.writeUInt32LE(data.length, 18);
      head.writeUInt16LE(Buffer.byteLength(name), 26);
      return Buffer.concat([head, Buffer.from(name), data]);
    }),
  );
}

describe('filing a document', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  let filed: Filed;
  before(async () => {
    app = await startApp({ settings: { documentLimitBytes: 200_000 } });
    world = new World(app, await app.as('all'));
    filed = await world.file();
  });
  after(() => app.close());

  const list = async () => (await world.client.get(world.path(`/dossiers/${filed.dossierId}/documents`))).body.items;

  const accepted: readonly (readonly [string, Buffer | string, string])[] = [
    ['a PDF', PDF, 'application/pdf'],
    ['a PNG', PNG, 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a TIFF', TIFF, 'image/tiff'],
    ['a Word document', zip(['[Content_Types].xml', 'word/document.xml']), WORD],
    [
      'an Excel document',
      zip(['_rels/.rels', 'xl/workbook.xml']),
      WORD.replace('wordprocessingml.document', 'spreadsheetml.sheet'),
    ],
    ['plain text', 'Dear office,\r\n\tمرحبا\n', 'text/plain; charset=utf-8'],
  ];
  for (const [name, bytes, mediaType] of accepted) {
    it(`takes ${name}, told by its bytes, and gives the same bytes back`, async () => {
      const answer = await world.upload(filed.dossierId, bytes, { title: `This is ${name}`, language: 'en' });

      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.body.mediaType, mediaType);
      assert.equal(answer.body.bytes, Buffer.byteLength(bytes));
      const content = await fetch(`${app.base}${answer.body.href}`, { headers: { cookie: world.client.cookie } });
      assert.deepEqual(Buffer.from(await content.arrayBuffer()), Buffer.from(bytes));
      const isShown = /pdf|png|jpeg/.test(mediaType);
      assert.match(content.headers.get('content-disposition') ?? '', isShown ? /^inline; / : /^attachment; /);
      assert.equal(content.headers.get('content-type'), mediaType);
      assert.equal(content.headers.get('x-content-type-options'), 'nosniff');
      assert.match(content.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    });
  }

  const refused: readonly (readonly [string, Buffer | string])[] = [
    ['a program', Buffer.from('7f454c4602010100000000000000000000', 'hex')],
    ['a zip that is no office document', zip(['a.txt'])],
    ['a Word document with macros', zip(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'])],
    ['both at once', zip(['word/document.xml', 'xl/workbook.xml'])],
    ['text that is no UTF-8', Buffer.from([0x44, 0xff, 0xfe, 0x45])],
    ['text that breaks off in a character', Buffer.from('€').subarray(0, 2)],
    ['text with a NUL', 'a\0b'],
    ['nothing', ''],
  ];
  for (const [name, bytes] of refused) {
    it(`refuses ${name} and keeps nothing of it`, async () => {
      const before = (await list()).length;

      const answer = await world.upload(filed.dossierId, bytes);

      assert.equal(answer.status, 415, answer.text);
      assert.equal((await list()).length, before);
    });
  }

  it('refuses what is too large, whether or not it says so', async () => {
    const large = await world.upload(filed.dossierId, `%PDF-${'x'.repeat(300_000)}`);
    const slightly = await world.upload(filed.dossierId, `%PDF-${'x'.repeat(200_000)}`);

    assert.deepEqual([large.status, slightly.status], [413, 413]);
  });

  it('refuses fields that it does not know, that are missing, wrong or there twice', async () => {
    const send = async (fill: (form: FormData) => void) => {
      const form = new FormData();
      fill(form);
      const address = world.path(`/dossiers/${filed.dossierId}/documents`);
      return world.client.call('POST', address, undefined, { raw: form });
    };
    const file = (): Blob => new Blob([PDF]);
    const attempts: readonly ((form: FormData) => void)[] = [
      (form) => (form.set('title', 'a'), form.set('file', file())),
      (form) => (form.set('kind', 'letter'), form.set('title', ''), form.set('file', file())),
      (form) => (form.set('kind', '../../x'), form.set('title', 'a'), form.set('file', file())),
      (form) => (form.set('kind', 'letter'), form.set('title', 'a'), form.set('sha256', '0'), form.set('file', file())),
      (form) => (
        form.set('kind', 'letter'),
        form.append('title', 'a'),
        form.append('title', 'b'),
        form.set('file', file())
      ),
      (form) => (form.set('kind', 'letter'), form.set('title', 'a')),
      (form) => (form.set('kind', 'letter'), form.set('title', 'a'), form.set('other', file())),
      (form) => (
        form.set('kind', 'letter'),
        form.set('title', 'a'),
        form.append('file', file()),
        form.append('file', file())
      ),
    ];
    const before = (await list()).length;

    for (const [at, attempt] of attempts.entries()) assert.equal((await send(attempt)).status, 422, `attempt ${at}`);
    assert.equal((await list()).length, before);
  });

  it('refuses what is no form', async () => {
    const address = world.path(`/dossiers/${filed.dossierId}/documents`);
    const json = await world.client.post(address, { kind: 'letter' });
    const bare = await world.client.call('POST', address, undefined, {
      raw: 'x',
      headers: { 'content-type': 'multipart/form-data' },
    });

    assert.deepEqual([json.status, bare.status], [415, 415]);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const before = (await list()).length;
    const { port } = new URL(app.base);
    const head = [
      `POST ${world.path(`/dossiers/${filed.dossierId}/documents`)} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Cookie: ${world.client.cookie}`,
      `X-CSRF-Token: ${world.client.csrf}`,
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 100000',
      '',
      '',
    ].join('\r\n');
    const part = (name: string, value: string): string =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const start = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${PDF}`;
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.write(`${head}${part('kind', 'letter')}${part('title', 'a')}${start}`);
    socket.resume();
    socket.end();
    await new Promise((resolve) => socket.once('close', resolve));

    assert.equal((await list()).length, before);
    assert.deepEqual(app.logged, []);
  });

  it('is told in the time line and in the chain of the dossier’s own history', async () => {
    await world.upload(filed.dossierId, PDF, { title: 'A power of attorney' });

    const { items } = (await world.client.get(world.path(`/dossiers/${filed.dossierId}/timeline`))).body;

    assert.equal(items[0].sentence.en, 'Document “A power of attorney” filed by Name of all');
  });

  it('shows the same content twice and stores it once', async () => {
    await world.upload(filed.dossierId, '%PDF-1.4 the same');
    const before = await list();

    const again = await world.upload(filed.dossierId, '%PDF-1.4 the same');

    assert.equal(again.body.sha256, before[0].sha256);
    assert.equal((await list()).length, before.length + 1);
  });

  it('pages through the documents of a dossier, latest first', async () => {
    const { dossierId } = await world.file();
    for (const title of ['1', '2', '3', '4', '5']) await world.upload(dossierId, PDF, { title });

    const titles: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const address = world.path(`/dossiers/${dossierId}/documents?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      const { items, next }: { items: { title: { en: string } }[]; next: string | null } = (
        await world.client.get(address)
      ).body;
      titles.push(...items.map((item) => item.title.en));
      cursor = next;
    }

    assert.deepEqual(titles, ['5', '4', '3', '2', '1']);
  });
});

describe('a document whose bytes were damaged', function () {
  this.timeout(60_000);

  it('does not arrive whole', async () => {
    const app = await startApp();
    const world = new World(app, await app.as('all'));
    const { dossierId } = await world.file();
    const { body } = await world.upload(dossierId, `%PDF-${'x'.repeat(1000)}`);
    const { stream } = await app.services.documents.open(body.sha256);
    const file = (stream as unknown as { path?: string }).path;
    stream.destroy();
    assert.ok(file === undefined || readdirSync(path.dirname(file)).length > 0);
    const missing = await app.services.documents.remove(body.sha256);

    const answer = await world.client.get(body.href);
    await app.close();

    assert.equal(missing, true);
    assert.equal(answer.status, 500);
    assert.equal(answer.body.code, 'DEFECT');
    assert.ok(app.logged.some((line) => line.includes('defect')));
  });
});

describe('file names', () => {
  it('lose paths, control, direction and reserved characters', () => {
    assert.equal(safeFileName('../../etc/passwd'), 'passwd');
    assert.equal(safeFileName('C:\\Users\\x\\letter.pdf'), 'letter.pdf');
    assert.equal(safeFileName('invoice\u202Efdp.exe'), 'invoicefdp.exe');
    assert.equal(safeFileName('a\r\nSet-Cookie: x=1.pdf'), 'aSet-Cookie x=1.pdf');
    assert.equal(safeFileName('..'), 'document');
    assert.equal(safeFileName(undefined), 'document');
    assert.equal(safeFileName('رسالة.pdf'), 'رسالة.pdf');
    assert.ok(safeFileName(`${'x'.repeat(5000)}.pdf`).length <= 150);
    assert.match(safeFileName(`${'x'.repeat(5000)}.pdf`), /\.pdf$/);
  });

  it('are given in both forms of RFC 6266', () => {
    assert.equal(
      contentDisposition('attachment', 'Prüfung "1"; x.pdf'),
      `attachment; filename="Prufung 1_ x.pdf"; filename*=UTF-8''Pr%C3%BCfung%201%3B%20x.pdf`,
    );
    assert.equal(
      contentDisposition('inline', 'رسالة.pdf'),
      `inline; filename="document.pdf"; filename*=UTF-8''%D8%B1%D8%B3%D8%A7%D9%84%D8%A9.pdf`,
    );
  });
});
