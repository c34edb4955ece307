import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
}

/** One cookie jar: somebody signed in, or not yet. */
export class Client {
  readonly #url: string;
  #cookie = '';
  #csrf = '';

  constructor(url: string) {
    this.#url = url;
  }

  static async signedIn(url: string, login: string, password = 'xanadu-demo'): Promise<Client> {
    const client = new Client(url);
    const answer = await client.post<{ csrf: string }>('session', { login, password });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    client.#csrf = answer.body.csrf;
    return client;
  }

  /** The same person at another node. */
  at(url: string): Client {
    const client = new Client(url);
    client.#cookie = this.#cookie;
    client.#csrf = this.#csrf;
    return client;
  }

  get headers(): Record<string, string> {
    return {
      ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      ...(this.#csrf === '' ? {} : { 'x-csrf-token': this.#csrf }),
    };
  }

  /** @param path below `/api/` */
  get<T>(path: string): Promise<Answer<T>> {
    return this.#send<T>(path, { headers: this.headers });
  }

  post<T = unknown>(path: string, body: unknown): Promise<Answer<T>> {
    return this.#send<T>(path, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    });
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await fetch(`${this.#url}${path}`, { headers: this.headers });
    assert.equal(response.status, 200);
    return Buffer.from(await response.arrayBuffer());
  }

  async #send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await fetch(`${this.#url}/api/${path}`, init);
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    return { status: response.status, body: (await response.json()) as T };
  }
}

interface Task {
  readonly id: string;
  readonly revision: number;
}

const IN_ORDER = {
  signatureCheck: 'in-order',
  representativeCheck: 'not-applicable',
  priorityCheck: 'not-applicable',
  reproductionCheck: 'in-order',
  rulesCheck: 'not-applicable',
};

/** Open formal examinations that an officer may take. */
export async function openExaminations(officer: Client): Promise<readonly Task[]> {
  const { status, body } = await officer.get<{ items: readonly Task[] }>(
    'offices/xx/tasks?view=groups&element=formal-examination&limit=100',
  );
  assert.equal(status, 200);
  return body.items;
}

/** Claims the first formal examination and completes it as in order; answers its id. */
export async function completeExamination(officer: Client): Promise<string> {
  const [task] = await openExaminations(officer);
  assert.ok(task, 'An application waits for its formal examination.');
  const claimed = await officer.post<{ revision: number }>(`offices/xx/tasks/${task.id}/claim`, {
    revision: task.revision,
  });
  assert.equal(claimed.status, 200, JSON.stringify(claimed.body));
  const completed = await officer.post(`offices/xx/tasks/${task.id}/complete`, {
    revision: claimed.body.revision,
    outcome: 'ok',
    data: IN_ORDER,
  });
  assert.equal(completed.status, 200, JSON.stringify(completed.body));
  return task.id;
}
