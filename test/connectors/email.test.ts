import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEgress } from '../../engine/connectors/egress.ts';
import { createEmailConnector } from '../../engine/connectors/email/index.ts';
import { readSmtpUrl } from '../../engine/connectors/email/smtp.ts';
import { attempt } from './support/context.ts';
import { openSmtpSink, type SmtpSink } from './support/smtpSink.ts';

const corpus = JSON.parse(
  readFileSync(new URL('../corpora/attack/mail-log-header-injection.json', import.meta.url), 'utf8'),
) as { cases: readonly { id: string; value: string }[] };

const input = { to: 'applicant@example.com', subject: 'Filing receipt', text: 'Dear applicant,\n.\nreceived.' };
const headersOf = (mail: string): string => mail.slice(0, mail.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
const headerNames = (mail: string): readonly string[] =>
  headersOf(mail)
    .split('\r\n')
    .map((line) => line.split(':')[0] ?? '');

describe('email', () => {
  let sink: SmtpSink;
  let folder: string;

  beforeEach(async () => {
    sink = await openSmtpSink();
    folder = await mkdtemp(join(tmpdir(), 'officina-mail-'));
  });
  afterEach(async () => {
    await sink.close();
    await rm(folder, { recursive: true });
  });

  const settings = () => ({ sender: 'office@xx.example', outgoingMailFolder: join(folder, 'outgoing-mail') });
  const sendTo = (server: SmtpSink, more: object = {}, key = 'job-1') =>
    createEmailConnector({ ...settings(), smtpUrl: `smtp://127.0.0.1:${server.port}` }).run(
      { ...input, ...more },
      attempt(createEgress({ allow: [], streams: [`127.0.0.1:${server.port}`] }), key),
    );

  it('hands the mail to the mail server', async () => {
    const result = await sendTo(sink, { cc: ['agent@example.org'], replyTo: 'examiner@xx.example' });

    const [mail] = sink.mails;
    assert.match(mail?.from ?? '', /^MAIL FROM:<office@xx\.example>/);
    assert.deepEqual(mail?.to, ['RCPT TO:<applicant@example.com>', 'RCPT TO:<agent@example.org>']);
    assert.match(mail?.data ?? '', /\r\n\r\nDear applicant,\r\n\.\r\nreceived\./);
    assert.match(headersOf(mail?.data ?? ''), /Reply-To: examiner@xx\.example/i);
    assert.match(headersOf(mail?.data ?? ''), /Auto-Submitted: auto-generated/);
    assert.deepEqual((result as { recipients: unknown }).recipients, ['applicant@example.com', 'agent@example.org']);
    assert.equal((result as { sentBy: unknown }).sentBy, 'smtp');
  });

  it('keeps Arabic in subject and text', async () => {
    await sendTo(sink, { subject: 'إيصال الإيداع', text: 'السيد المودع' });

    const data = sink.mails[0]?.data ?? '';
    const words = [...headersOf(data).matchAll(/=\?UTF-8\?B\?([^?]*)\?=/gi)].map((match) => match[1] ?? '');
    assert.equal(words.map((word) => Buffer.from(word, 'base64').toString()).join(''), 'إيصال الإيداع');
    assert.match(headersOf(data), /charset=utf-8/);
  });

  it('gives a repeated attempt the same Message-ID', async () => {
    const first = await sendTo(sink, {}, 'job-5');
    const second = await sendTo(sink, {}, 'job-5');
    const other = await sendTo(sink, {}, 'job-6');

    const ids = [first, second, other].map((result) => (result as { messageId: string }).messageId);
    assert.equal(ids[0], ids[1]);
    assert.notEqual(ids[0], ids[2]);
    assert.ok(sink.mails[0]?.data.includes(`Message-ID: ${ids[0]}`));
  });

  it('writes the mail to a file when no mail server is configured, once per job', async () => {
    const connector = createEmailConnector(settings());

    const result = await connector.run(input, attempt());
    await connector.run(input, attempt());

    assert.equal((result as { sentBy: unknown }).sentBy, 'file');
    const files = await readdir(join(folder, 'outgoing-mail'));
    assert.equal(files.length, 1);
    assert.match(files[0] ?? '', /^[0-9a-f]{40}\.eml$/);
    assert.match(await readFile(join(folder, 'outgoing-mail', files[0] ?? ''), 'utf8'), /^To: applicant@example\.com/m);
  });

  for (const { id, value } of corpus.cases) {
    it(`${id}: takes no recipient and no header from a hostile text`, async () => {
      for (const more of [
        { to: value },
        { to: ['applicant@example.com', value] },
        { cc: [value] },
        { replyTo: value },
      ]) {
        await assert.rejects(sendTo(sink, more), { name: 'JobFailure', retryable: false });
      }
      await sendTo(sink, { text: value });
      await sendTo(sink, { subject: value }).catch((error: unknown) => {
        assert.ok(error instanceof Error && error.name === 'JobFailure', String(error));
      });

      assert.ok(sink.mails.length >= 1);
      for (const mail of sink.mails) {
        assert.deepEqual(mail.to, ['RCPT TO:<applicant@example.com>']);
        assert.deepEqual(headerNames(mail.data).toSorted(), headerNames(sink.mails[0]?.data ?? '').toSorted());
        assert.ok(!headerNames(mail.data).some((name) => /^(?:bcc|cc|set-cookie|reply-to)$/i.test(name)));
      }
    });
  }

  it('reads no file and no address that a text names', async () => {
    await sendTo(sink, { text: 'file:///etc/passwd', subject: '{"path":"/etc/passwd"}' });

    assert.match(sink.mails[0]?.data ?? '', /file:\/\/\/etc\/passwd/);
  });

  it('may be tried again after a transient refusal, not after a permanent one', async () => {
    for (const [answers, retryable] of [
      [{ RCPT: '450 mailbox busy' }, true],
      [{ RCPT: '550 no such mailbox' }, false],
      [{ MAIL: '451 later' }, true],
      [{ '.': '552 too big' }, false],
    ] as const) {
      const refusing = await openSmtpSink(answers);

      await assert.rejects(sendTo(refusing), { name: 'JobFailure', retryable });

      await refusing.close();
    }
  });

  it('may be tried again when the mail server is away', async () => {
    await sink.close();

    await assert.rejects(sendTo(sink), { name: 'JobFailure', retryable: true });
    sink = await openSmtpSink();
  });

  it('reads the address of the mail server', () => {
    assert.deepEqual(readSmtpUrl('smtps://me%40xx:p%2Fw@mail.example'), {
      host: 'mail.example',
      port: 465,
      secure: true,
      user: 'me@xx',
      pass: 'p/w',
    });
    assert.equal(readSmtpUrl('smtp://mail.example').port, 587);
    assert.throws(() => readSmtpUrl('http://mail.example'));
  });
});
