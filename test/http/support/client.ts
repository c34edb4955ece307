import { randomUUID } from 'node:crypto';

/** What a body is after parsing: tests look into the bodies of all routes. */
export type Parsed = ReturnType<typeof JSON.parse>;

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Parsed;
  readonly text: string;
}

export interface Options {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of JSON. */
  readonly raw?: BodyInit;
  readonly withoutCsrf?: boolean;
}

/** A browser of a test: keeps the cookie and sends the token, makes an idempotency key per call unless one is given. */
export class TestClient {
  readonly base: string;
  cookie = '';
  csrf = '';

  constructor(base: string) {
    this.base = base;
  }

  async call(method: string, path: string, body?: unknown, options: Options = {}): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (this.cookie !== '') headers['cookie'] = this.cookie;
    if (method !== 'GET' && method !== 'HEAD') {
      headers['idempotency-key'] = randomUUID();
      if (this.csrf !== '' && options.withoutCsrf !== true) headers['x-csrf-token'] = this.csrf;
    }
    if (body !== undefined) headers['content-type'] = 'application/json';
    const sent = options.raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: { ...headers, ...options.headers },
      redirect: 'manual',
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text), text };
  }

  get(path: string, options?: Options): Promise<Answer> {
    return this.call('GET', path, undefined, options);
  }

  post(path: string, body: unknown, options?: Options): Promise<Answer> {
    return this.call('POST', path, body, options);
  }

  put(path: string, body: unknown, options?: Options): Promise<Answer> {
    return this.call('PUT', path, body, options);
  }

  delete(path: string, options?: Options): Promise<Answer> {
    return this.call('DELETE', path, undefined, options);
  }

  /** Signs in and keeps what the session gives. */
  async signIn(login: string, password: string): Promise<Answer> {
    const answer = await this.post('/api/session', { login, password });
    if (answer.status === 200) {
      this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      this.csrf = answer.body.csrf;
    }
    return answer;
  }
}

function parsed(text: string): Parsed {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
