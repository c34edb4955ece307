import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnectors } from '../../engine/connectors/index.ts';
import type { Log } from '../../engine/contract/log.ts';
import { createLetterRenderer } from '../../engine/letters/renderLetter.ts';
import { claimJobs, createDocumentStore, type DocumentStore, type StoredJob } from '../../engine/store/index.ts';
import { runDueJobs } from '../../engine/workers/jobs.ts';
import { askStaleConditions } from '../../engine/workers/conditions.ts';
import { deliverMessages } from '../../engine/workers/messages.ts';
import type { WorkerServices, WorkerSettings } from '../../engine/workers/services.ts';
import { deliverSignals } from '../../engine/workers/signals.ts';
import { fireDueStarts } from '../../engine/workers/starts.ts';
import { fireDueTimers } from '../../engine/workers/timers.ts';
import { openOutside, type Received } from '../connectors/support/outside.ts';
import type { TestOffice } from './kit.ts';

/** Where the models' connectors call: answered by this process. */
export const ADDRESS = 'http://register.example/entries';

/** What answers in place of the outside. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The working part of an installation, with an outside of its own: rounds are run by hand, or by the loops. */
export interface Machines {
  readonly services: WorkerServices;
  readonly documents: DocumentStore;
  /** Every call that reached the outside. */
  readonly received: readonly Received[];
  /** What was logged, level and sentence. */
  readonly logged: readonly string[];
  /** Changes how the outside answers from now on. */
  answer(answer: Answer): void;
  /** Jobs, timers, starts, messages, signals and conditions, until nothing is due. */
  drain(): Promise<void>;
  /** Takes the jobs that are due, for a test that plays the worker. */
  claim(worker?: string): Promise<readonly StoredJob[]>;
  close(): Promise<void>;
}

/** An outside that answers everything with this status. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end('{}');
  };
}

export async function openMachines(office: TestOffice, settings: Partial<WorkerSettings> = {}): Promise<Machines> {
  let current = status(200);
  const logged: string[] = [];
  const outside = await openOutside({ allow: ['http://register.example'] }, (request, response) => {
    current(request, response);
  });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'officina-machines-'));
  const documents = await createDocumentStore(path.join(folder, 'documents'));
  const letters = createLetterRenderer({ threads: 1 });
  const services: WorkerServices = {
    runtime: office.runtime,
    documents,
    connectors: createConnectors({ email: { sender: 'office@xx.example', outgoingMailFolder: folder }, payment: {} }),
    egress: outside.egress,
    letters,
    log: listening(logged),
    settings: { name: 'machines', concurrency: 4, leaseSeconds: 30, minPauseMs: 5, maxPauseMs: 100, ...settings },
  };
  return {
    services,
    documents,
    received: outside.received,
    logged,
    answer: (answer) => {
      current = answer;
    },
    drain: () => drain(services),
    claim: (worker = 'somebody') =>
      office.store.acrossOffices((trx) => claimJobs(trx, { limit: 100, worker, leaseSeconds: 30 })),
    close: async () => {
      await letters.close();
      await outside.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function drain(services: WorkerServices): Promise<void> {
  for (let done = 1; done > 0;) {
    const rounds = [
      await fireDueTimers(services),
      await fireDueStarts(services),
      await runDueJobs(services),
      await deliverMessages(services),
      await deliverSignals(services),
      await askStaleConditions(services),
    ];
    done = rounds.reduce((sum, round) => sum + round.done, 0);
  }
}

function listening(logged: string[]): Log {
  const note =
    (level: string) =>
    (sentence: string): void => {
      logged.push(`${level}: ${sentence}`);
    };
  return { info: note('info'), warn: note('warn'), error: note('error') };
}
