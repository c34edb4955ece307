import { createServer, type AddressInfo, type Socket } from 'node:net';

/** One mail as a mail server sees it: the envelope and the bytes. */
export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

/** A mail server on loopback that keeps what it is given; `answers` replaces its answer to a command. */
export interface SmtpSink {
  readonly port: number;
  readonly mails: readonly SunkMail[];
  close(): Promise<void>;
}

function converse(socket: Socket, mails: SunkMail[], answers: Readonly<Record<string, string>>): void {
  let from = '';
  let to: string[] = [];
  let data: string[] | undefined;
  let rest = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const take = (line: string): void => {
    if (data) {
      if (line !== '.') return void data.push(line.replace(/^\./, ''));
      mails.push({ from, to, data: data.join('\r\n') });
      data = undefined;
      return say(answers['.'] ?? '250 kept');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (answers[verb] !== undefined) return say(answers[verb]);
    if (verb === 'MAIL') [from, to] = [line, []];
    if (verb === 'RCPT') to = [...to, line];
    if (verb === 'DATA') data = [];
    say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok');
  };
  say('220 sink');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString()).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
}

export async function openSmtpSink(answers: Readonly<Record<string, string>> = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    converse(socket, mails, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
