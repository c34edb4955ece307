import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

const PASSWORD = 'xanadu-demo';

/** What came of a request: an answer of the server, or none (the process died before it could be read). */
export type Outcome<T> =
  { readonly type: 'answered'; readonly status: number; readonly body: T } | { readonly type: 'unknown' };

/** A person of the demo office who speaks to the API; sessions live in the database and survive a node. */
export class Client {
  readonly #cookie: string;
  readonly #csrf: string;

  private constructor(cookie: string, csrf: string) {
    this.#cookie = cookie;
    this.#csrf = csrf;
  }

  static async signIn(url: string, login: string): Promise<Client> {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password: PASSWORD }),
    });
    assert.equal(answer.status, 200, `${login} is signed in`);
    const { csrf } = (await answer.json()) as { csrf: string };
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    return new Client(cookie, csrf);
  }

  /** Sends once; a broken connection is an unknown outcome, never a failure. */
  async send<T>(
    url: string,
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Outcome<T>> {
    try {
      const response = await fetch(`${url}/api/offices/xx/${path}`, {
        method,
        headers: {
          Cookie: this.#cookie,
          'X-CSRF-Token': this.#csrf,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { type: 'answered', status: response.status, body: (await response.json()) as T };
    } catch {
      return { type: 'unknown' };
    }
  }

  /** Asks until the server answers. */
  async get<T>(url: string, path: string): Promise<T> {
    for (;;) {
      const outcome = await this.send<T>(url, 'GET', path);
      if (outcome.type === 'answered' && outcome.status === 200) return outcome.body;
      assert.ok(outcome.type === 'unknown' || outcome.status === 503, `GET ${path}: ${JSON.stringify(outcome)}`);
    }
  }
}
