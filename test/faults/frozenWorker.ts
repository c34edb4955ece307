import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OFFICE, openOffice, type TestOffice } from '../commands/kit.ts';
import { newDataDir, Node, urlFor } from './serving.ts';

/** Jobs that are under way in the worker that is frozen. */
const ABREAST = 4;
const LEASE_SECONDS = 1;
const OVERTAKEN = /A job was no longer ours/g;

export interface FrozenWorkers {
  readonly jobs: number;
  /** Ends of jobs in the histories. */
  readonly ended: number;
  /** Ends that were refused because somebody else held the lease by then, as the log of the frozen worker says. */
  readonly refused: number;
}

/** Another node takes over the jobs of a worker that is frozen past its lease; then the worker thaws and brings its results. */
export async function freezeWorkers(rounds: number): Promise<FrozenWorkers> {
  const office = await openOffice();
  const outside = await openOutside();
  const nodes = await Promise.all(['one', 'two'].map((name) => nodeOn(office, name, outside.address)));
  const [one = assert.fail(), two = assert.fail()] = nodes;
  try {
    await Promise.all(nodes.map((node) => node.start()));
    let jobs = 0;
    for (let round = 0; round < rounds; round += 1) {
      two.freeze();
      outside.hold(true);
      for (let at = 0; at < ABREAST; at += 1) await office.start('errand', { address: outside.address });
      jobs += ABREAST;
      await outside.held(ABREAST);
      one.freeze();
      outside.hold(false);
      two.thaw();
      while ((await endedIn(office)) < jobs);
      one.thaw();
      outside.answerHeld();
      while (refusedIn(one) < jobs) await turn();
    }
    return { jobs, ended: await endedIn(office), refused: refusedIn(one) };
  } finally {
    for (const node of nodes) node.thaw();
    await Promise.all(nodes.map((node) => node.stop()));
    await outside.close();
    await office.close();
  }
}

/** Lets what has arrived meanwhile be read. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const refusedIn = (node: Node): number => [...node.said.matchAll(OVERTAKEN)].length;

async function endedIn(office: TestOffice): Promise<number> {
  const [row] = await office.look(async (trx) =>
    trx.from('history').where({ office_id: OFFICE, type: 'jobCompleted' }).count({ n: '*' }),
  );
  return Number(row?.['n']);
}

function nodeOn(office: TestOffice, name: string, address: string): Promise<Node> {
  return Node.on(newDataDir(), {
    DATABASE_URL: urlFor(office.database.owner, name),
    DEMO: 'no',
    CONNECTOR_HOSTS: address,
    WORKER_CONCURRENCY: String(ABREAST),
    JOB_LEASE_SECONDS: String(LEASE_SECONDS),
    POLL_MIN_SECONDS: '0.02',
    POLL_MAX_SECONDS: '0.2',
    LOG_LEVEL: 'info',
  });
}

/** A service that answers at once, or keeps its callers waiting. */
interface Outside {
  readonly address: string;
  hold(on: boolean): void;
  held(count: number): Promise<void>;
  answerHeld(): void;
  close(): Promise<void>;
}

async function openOutside(): Promise<Outside> {
  let isHolding = false;
  const waiting: ServerResponse[] = [];
  let heard = (): void => undefined;
  const answer = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const server: Server = createServer((_request, response) => {
    if (!isHolding) return answer(response);
    waiting.push(response);
    heard();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (on) => {
      isHolding = on;
    },
    held: async (count) => {
      while (waiting.length < count)
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
    },
    answerHeld: () => {
      for (const response of waiting.splice(0)) answer(response);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
