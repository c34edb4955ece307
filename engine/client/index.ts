// A worker outside of Officina: no dependencies but `fetch`, so that this one file may be copied into any program.

/** What a job's work gets and gives, as JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A job that this worker holds. `id` is the same for every attempt: the key under which the work is done once. */
export interface Job {
  readonly id: string;
  readonly lock: number;
  /** ISO 8601 instant. */
  readonly lockedUntil: string;
  readonly connector: string;
  readonly instanceId: string;
  readonly element: string;
  readonly input: Json;
  /** 1 for the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
}

export type FetchJobs = Pick<WorkerOptions, 'maxJobs' | 'lockSeconds' | 'waitSeconds'> & {
  readonly connectors: readonly string[];
  readonly worker?: string;
};

/** Does a job. What it answers is the job's result; the signal is aborted when the lock is lost. */
export type Work = (job: Job, signal: AbortSignal) => Promise<Json>;

export interface ClientOptions {
  /** Origin of Officina, e.g. `https://officina.example`. */
  readonly url: string;
  /** Lower-case ST.3 code. */
  readonly office: string;
  /** Of a member with the permission `job.work`. */
  readonly login: string;
  readonly password: string;
}

export interface WorkerOptions extends ClientOptions {
  /** Connector → what does its jobs. */
  readonly work: Readonly<Record<string, Work>>;
  /** Jobs at the same time; default 4. */
  readonly maxJobs?: number;
  /** How long a lock holds; it is prolonged while the work runs. Default 60. */
  readonly lockSeconds?: number;
  /** How long one request waits for jobs; default 30. */
  readonly waitSeconds?: number;
  readonly name?: string;
  /** Told of what cannot be told to Officina: a lost lock, a network that is away. */
  readonly onTrouble?: (trouble: unknown, job?: Job) => void;
}

/** What a failure says besides its sentence; with `bpmnErrorCode` it is a BPMN error, for a boundary event of the step to catch. */
export interface FailureDetails {
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
  readonly bpmnErrorCode?: string;
}

/** Thrown by work that failed. Anything else thrown may be tried again, after a pause that grows. */
export class WorkFailure extends Error {
  readonly details: FailureDetails;
  constructor(message: string, details: FailureDetails = {}) {
    super(message);
    this.details = details;
  }
}

/** An answer that is no success. `status` 404 or 409 at the end of a job: it is somebody else's by now, or has ended. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const TRIES = 6;
const FIRST_PAUSE_MS = 200;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The calls of a worker, one session for all of them. Requests are repeated under their key while nobody answers. */
export class OfficinaClient {
  readonly #options: ClientOptions;
  #session: Promise<Readonly<Record<string, string>>> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** `asked`: the body of `POST …/jobs/fetch`. */
  async fetchJobs(asked: FetchJobs, signal?: AbortSignal): Promise<readonly Job[]> {
    const { jobs } = (await this.#post('/jobs/fetch', asked, signal)) as unknown as { jobs: readonly Job[] };
    return jobs;
  }
  extend({ id, lock }: Job, lockSeconds: number): Promise<Json> {
    return this.#post(`/jobs/${id}/extend`, { lock, lockSeconds });
  }
  complete({ id, lock }: Job, result: Json): Promise<Json> {
    return this.#post(`/jobs/${id}/complete`, { lock, result });
  }
  fail({ id, lock }: Job, { message, details }: WorkFailure): Promise<Json> {
    const { bpmnErrorCode: code, ...rest } = details;
    if (code !== undefined) return this.#post(`/jobs/${id}/throw`, { lock, code, message });
    return this.#post(`/jobs/${id}/fail`, { lock, message, ...rest });
  }

  async #post(path: string, body: object, signal?: AbortSignal): Promise<Json> {
    const { url, office } = this.#options;
    const key = crypto.randomUUID();
    for (let tries = 1; ; tries += 1) {
      const session = (this.#session ??= this.#signIn());
      try {
        const headers = { ...(await session), 'content-type': 'application/json', 'idempotency-key': key };
        const sent = { method: 'POST', headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) };
        return await answer(await fetch(`${url}/api/offices/${office}${path}`, sent));
      } catch (error) {
        const status = error instanceof Refused ? error.status : 503;
        // Signed out, or never signed in: the next try signs in again.
        if (status === 401 || (await session.catch(() => null)) === null) this.#session = undefined;
        const isPassing = status >= 500 || status === 429 || (status === 401 && tries === 1);
        if (!isPassing || tries === TRIES || signal?.aborted) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** tries * (0.5 + Math.random()));
      }
    }
  }

  async #signIn(): Promise<Readonly<Record<string, string>>> {
    const { url, login, password } = this.#options;
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify({ login, password }) };
    const response = await fetch(`${url}/api/session`, sent);
    const { csrf } = (await answer(response)) as unknown as { csrf: string };
    return { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '', 'x-csrf-token': csrf };
  }
}

async function answer(response: Response): Promise<Json> {
  const body = (await response.json()) as { code?: string; detail?: string };
  if (response.ok) return body;
  throw new Refused(response.status, body.code ?? '', body.detail ?? response.statusText);
}

/** Takes jobs and does them until it is stopped; those under way are finished then. */
export function startWorker(options: WorkerOptions): { stop(): Promise<void> } {
  const { work, maxJobs = 4, lockSeconds = 60, waitSeconds = 30, name: worker = 'worker' } = options;
  const asked = { connectors: Object.keys(work), lockSeconds, waitSeconds, worker };
  const onTrouble = options.onTrouble ?? ((): void => undefined);
  const client = new OfficinaClient(options);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function run(job: Job): Promise<void> {
    const lost = new AbortController();
    const lose = (error: unknown): void => {
      if (error instanceof Refused) lost.abort();
    };
    const beat = setInterval(() => void client.extend(job, lockSeconds).catch(lose), (lockSeconds * 1000) / 3);
    try {
      const end = await Promise.resolve(job)
        .then((one) => (work[one.connector] ?? nothing)(one, lost.signal))
        .catch(failureOf);
      await (end instanceof WorkFailure ? client.fail(job, end) : client.complete(job, end));
    } catch (error) {
      onTrouble(error, job);
    } finally {
      clearInterval(beat);
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const jobs = await client.fetchJobs({ ...asked, maxJobs: maxJobs - running.size }, stopping.signal);
        for (const job of jobs) {
          const one = run(job).finally(() => running.delete(one));
          running.add(one);
        }
      } catch (error) {
        if (!stopping.signal.aborted) onTrouble(error);
      }
      if (running.size >= maxJobs) await Promise.race(running);
    }
    await Promise.all(running);
  }

  const ended = loop();
  return { stop: () => (stopping.abort(), ended) };
}

const nothing: Work = () => Promise.reject(new WorkFailure('This worker does not know the connector.'));

function failureOf(error: unknown): WorkFailure {
  if (error instanceof WorkFailure) return error;
  return new WorkFailure(error instanceof Error && error.message !== '' ? error.message : String(error));
}
