import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { PASSWORD } from './password.ts';

/** A demo person who speaks to the server without a browser, to prepare what a test is about. */
export interface Caller {
  /** Path below the office, e.g. `tasks?view=groups`. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Whatever the answer is. */
  send(method: string, path: string, body?: unknown): Promise<Response>;
}

export async function callAs(url: string, login: string): Promise<Caller> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  assert.equal(answer.status, 200, `${login} is signed in`);
  const { csrf } = (await answer.json()) as { csrf: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');

  const send: Caller['send'] = (method, path, body) =>
    fetch(`${url}/api/offices/xx/${path}`, {
      method,
      headers: {
        Cookie: cookie,
        'X-CSRF-Token': csrf,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await send(method, path, body);
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path} as ${login}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body), send };
}
