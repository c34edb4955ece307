import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { JobFailure } from '../../contract/jobFailure.ts';
import type { Json } from '../../contract/json.ts';
import type { Connector } from '../connector.ts';
import { checkAddress, checkHeaderText } from './addresses.ts';
import { composeMail, sendBySmtp } from './smtp.ts';

const EmailInput = Type.Object(
  {
    to: Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1, maxItems: 50 })]),
    cc: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
    replyTo: Type.Optional(Type.String()),
    subject: Type.String({ minLength: 1, maxLength: 300 }),
    text: Type.String({ maxLength: 100_000 }),
  },
  { additionalProperties: false },
);
type EmailInput = Static<typeof EmailInput>;

const EmailOutput = Type.Object({
  messageId: Type.String(),
  recipients: Type.Array(Type.String()),
  /** `file` when no mail server is configured: the mail lies in the folder of outgoing mail. */
  sentBy: Type.Union([Type.Literal('smtp'), Type.Literal('file')]),
});

/** Where mails go. */
export interface EmailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; without it every mail becomes a file. */
  readonly smtpUrl?: string;
  /** Address of the office, sender of every mail. */
  readonly sender: string;
  /** Made when needed; holds one `.eml` file per mail while no mail server is configured. */
  readonly outgoingMailFolder: string;
}

const asList = (to: EmailInput['to']): readonly string[] => (typeof to === 'string' ? [to] : to);

/** The same mail keeps its file name over attempts, so a repeated attempt leaves one file. */
async function fileMail(folder: string, name: string, mail: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.eml`);
  await writeFile(`${path}.part`, mail);
  await rename(`${path}.part`, path);
}

/**
 * Sends a plain text mail. A mail server offers no exactly-once: the `Message-ID` is made of the idempotency key, so that a mail sent
 * twice is the same mail to whoever receives it.
 */
export function createEmailConnector(settings: EmailSettings): Connector {
  checkAddress(settings.sender);
  return {
    key: 'email',
    inputSchema: EmailInput,
    outputSchema: EmailOutput,
    async run(input, context) {
      const { to, cc, replyTo, subject, text } = input as EmailInput;
      const recipients = [...asList(to), ...(cc ?? [])].map(checkAddress);
      const name = createHash('sha256').update(context.idempotencyKey).digest('hex').slice(0, 40);
      const messageId = `<${name}@${settings.sender.split('@')[1] ?? 'localhost'}>`;
      const mail = await composeMail({
        from: settings.sender,
        to: [...asList(to)],
        cc: cc ?? [],
        ...(replyTo === undefined ? {} : { replyTo: checkAddress(replyTo) }),
        subject: checkHeaderText(subject),
        text,
        messageId,
      });
      if (settings.smtpUrl === undefined) {
        await fileMail(settings.outgoingMailFolder, name, mail).catch((cause: unknown) => {
          throw new JobFailure('The mail could not be written to the folder of outgoing mail.', {
            retryable: true,
            cause,
          });
        });
      } else {
        const envelope = { from: settings.sender, to: recipients };
        await sendBySmtp(settings.smtpUrl, envelope, mail, context.egress, context.signal);
      }
      return { messageId, recipients, sentBy: settings.smtpUrl === undefined ? 'file' : 'smtp' } satisfies Json;
    },
  };
}
