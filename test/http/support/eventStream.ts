import http from 'node:http';
import type { TestClient } from './client.ts';

/** One event as it arrived. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A reader of server-sent events. Waiting is for what arrives, never for time. */
export class EventStream {
  readonly events: Heard[] = [];
  readonly ended: Promise<void>;
  isOpen = true;
  private readonly response: http.IncomingMessage;
  private readonly waiting = new Set<() => void>();
  private comments = 0;
  private text = '';

  private constructor(response: http.IncomingMessage) {
    this.response = response;
    this.ended = new Promise((resolve) => {
      response.once('close', () => {
        this.isOpen = false;
        resolve();
      });
    });
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('data', (chunk: string) => {
      this.text += chunk;
      this.parse();
    });
  }

  /** Resolves when the stream is open: what happens from now on is told. */
  static open(client: TestClient, office: string, lastEventId?: string): Promise<EventStream> {
    const headers = { cookie: client.cookie, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    return new Promise((resolve, reject) => {
      const request = http.get(`${client.base}/api/offices/${office}/events`, { headers, agent: false }, (response) => {
        if (response.statusCode === 200) resolve(new EventStream(response));
        else reject(new Error(`The stream was refused: ${response.statusCode}`));
      });
      request.once('error', reject);
    });
  }

  /** The first event that fits, heard already or to come. */
  async until(fits: (event: Heard) => boolean): Promise<Heard> {
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      await this.next();
    }
  }

  /** A comment to come. */
  async comment(): Promise<void> {
    const before = this.comments;
    while (this.comments === before) await this.next();
  }

  close(): void {
    this.response.destroy();
  }

  private next(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  private parse(): void {
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) this.comments += 1;
      const fields = new Map(
        block.split('\n').map((line): [string, string] => [line.split(': ')[0]!, line.split(': ').slice(1).join(': ')]),
      );
      const data = fields.get('data');
      if (data === undefined) continue;
      this.events.push({
        id: fields.get('id') ?? '',
        type: fields.get('event') ?? '',
        data: JSON.parse(data) as Heard['data'],
      });
    }
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
