import { createTransport } from 'nodemailer';
import { JobFailure } from '../../contract/jobFailure.ts';
import type { Egress } from '../egress.ts';

/** A mail whose addresses and header texts have been checked. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

/** The mail as the bytes that go over the wire (RFC 5322). */
export async function composeMail(mail: Mail): Promise<Buffer> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail({
    ...mail,
    to: [...mail.to],
    cc: [...mail.cc],
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (!Buffer.isBuffer(message)) throw new Error('Expected the composed mail to be bytes.');
  return message;
}

/** Reads `smtp://` and `smtps://` addresses; the ports 587 and 465 (RFC 8314) when none is given. */
export function readSmtpUrl(smtpUrl: string): {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  pass: string;
} {
  const url = new URL(smtpUrl);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new Error('Expected the address of the mail server to begin with smtp:// or smtps://.');
  }
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    pass: decodeURIComponent(url.password),
  };
}

function toJobFailure(error: unknown): JobFailure {
  if (error instanceof JobFailure) return error;
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  // RFC 5321, 4.2.1: 5yz is a permanent refusal, 4yz a transient one.
  const permanent = code >= 500;
  const answer = code >= 400 ? ` It answered ${code}.` : '';
  return new JobFailure(`The mail server did not take the mail.${answer}`, { retryable: !permanent, cause: error });
}

/** Hands the mail to the mail server over a stream that the egress opens; throws `JobFailure` when any recipient is refused. */
export async function sendBySmtp(
  smtpUrl: string,
  envelope: { readonly from: string; readonly to: readonly string[] },
  raw: Uint8Array,
  egress: Egress,
  signal: AbortSignal,
): Promise<void> {
  const { host, port, secure, user, pass } = readSmtpUrl(smtpUrl);
  const connection = await egress.connect(host, port, signal);
  const abort = (): void => {
    connection.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  const transport = createTransport({
    host,
    port,
    secure,
    ...(user === '' ? {} : { auth: { user, pass } }),
    greetingTimeout: 20_000,
    socketTimeout: 30_000,
    getSocket: (_options, done) => {
      done(null, { connection });
    },
  });
  try {
    const sent = await transport.sendMail({
      envelope: { from: envelope.from, to: [...envelope.to] },
      raw: Buffer.from(raw),
    });
    if (sent.rejected.length > 0) {
      throw new JobFailure(`The mail server refused ${sent.rejected.length} of the recipients.`, { retryable: false });
    }
  } catch (error) {
    throw toJobFailure(error);
  } finally {
    signal.removeEventListener('abort', abort);
    transport.close();
    connection.destroy();
  }
}
