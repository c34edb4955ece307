import { access, constants, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ajvValidator, readStandardBundle, type Bundle } from './bundles/index.ts';
import { createDeployments } from './commands/shared/deployments.ts';
import type { Runtime, WorkKind } from './commands/shared/runtime.ts';
import type { Config } from './config.ts';
import { createEgress } from './connectors/egress.ts';
import { createConnectors } from './connectors/index.ts';
import type { Log } from './contract/log.ts';
import { createLetterRenderer } from './letters/renderLetter.ts';
import { packageRoot } from './packageRoot.ts';
import {
  createDocumentStore,
  createStore,
  discardUnfinishedDemo,
  migrate,
  refusalOfServer,
  startEmbedded,
  type ConnectionConfig,
  type DocumentStore,
  type Store,
  type StatementObserver,
} from './store/index.ts';
import { startWorkers, type Workers } from './workers/index.ts';
import type { WorkerServices } from './workers/services.ts';

/** Something that keeps the program from starting; its message is the one sentence that is said. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** An opened installation: database migrated, stores ready, nothing running yet. */
export interface Installation {
  readonly config: Config;
  readonly log: Log;
  readonly store: Store;
  readonly documents: DocumentStore;
  readonly runtime: Runtime;
  readonly standard: Bundle;
  /** What `migrate` found missing, a sentence each. */
  readonly findings: readonly string[];
  /** Connection of the account that owns the tables. */
  readonly owner: ConnectionConfig;
  /** Connection of the role that only looks. */
  readonly reader: ConnectionConfig;
  /** Services of the loops; `wake` of the runtime reaches the workers started with them. */
  startWorkers(): Workers;
  workerServices(): WorkerServices;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly config: Config;
  readonly log: Log;
  /** Told one sentence before each long step. */
  readonly say: (sentence: string) => void;
  /** Begins anew with a demo whose loading was cut short; only for who loads it again. */
  readonly discardUnfinished?: boolean;
  /** Seconds in which a completion can be undone; 0 = not at all. */
  readonly undoSeconds?: number;
  /** Told of every statement, for counting. */
  readonly observe?: StatementObserver;
}

const UNDO_SECONDS = 10;
const DEFINITION_CONNECTIONS = 2;

/**
 * Opens the installation of a configuration: the embedded PostgreSQL or the one of DATABASE_URL, migrations, document store.
 * @throws CannotStart, SchemaNewer, EmbeddedPostgresError with one sentence each
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { config, say } = options;
  await makeDataFolder(config.dataDir);
  const database = await openDatabase(config, say);
  try {
    await checkServer(database.owner);
    if (options.discardUnfinished && (await discardUnfinishedDemo(database.owner)))
      say('The demo data were not loaded to their end the last time: they are loaded anew.');
    const migrated = await migrate({ owner: database.owner, ownerWorks: database.isShared, log: say });
    const documents = await createDocumentStore(path.join(config.dataDir, 'documents'));
    const standard = await readStandardBundle(packageRoot);
    const definitions = createStore({
      app: database.app,
      poolSize: DEFINITION_CONNECTIONS,
      ...(migrated.takeRole === undefined ? {} : { takeRole: migrated.takeRole }),
    });
    const store = createStore({
      app: database.app,
      poolSize: config.poolSize,
      ...(migrated.takeRole === undefined ? {} : { takeRole: migrated.takeRole }),
      ...(options.observe ? { observe: options.observe } : {}),
    });
    return assemble(options, {
      store,
      definitions,
      documents,
      standard,
      findings: migrated.findings,
      owner: database.owner,
      reader: database.reader,
      stop: () => database.stop(),
    });
  } catch (error) {
    await database.stop();
    throw error;
  }
}

interface Parts {
  readonly store: Store;
  /** For reading deployments. */
  readonly definitions: Store;
  readonly documents: DocumentStore;
  readonly standard: Bundle;
  readonly findings: readonly string[];
  readonly owner: ConnectionConfig;
  readonly reader: ConnectionConfig;
  stop(): Promise<void>;
}

function assemble({ config, log, undoSeconds }: OpenOptions, parts: Parts): Installation {
  const { store, documents, standard, findings, owner, reader } = parts;
  let workers: Workers | undefined;
  const wake = (kind: WorkKind): void => workers?.wake(kind);
  const runtime: Runtime = {
    store,
    // Read over connections of their own: a step holds one already while it waits for them.
    deployments: createDeployments(parts.definitions),
    validate: ajvValidator(),
    undoSeconds: undoSeconds ?? UNDO_SECONDS,
    wake,
  };
  let services: WorkerServices | undefined;
  const workerServices = (): WorkerServices => (services ??= servicesOf(config, log, runtime, documents));
  return {
    config,
    log,
    store,
    documents,
    runtime,
    standard,
    findings,
    owner,
    reader,
    workerServices,
    startWorkers: () => (workers = startWorkers(workerServices())),
    close: async () => {
      await workers?.stop();
      await services?.letters.close();
      await store.close();
      await parts.definitions.close();
      await parts.stop();
    },
  };
}

function servicesOf(config: Config, log: Log, runtime: Runtime, documents: DocumentStore): WorkerServices {
  const smtp = config.smtpUrl === undefined ? undefined : new URL(config.smtpUrl);
  const mailServer =
    smtp === undefined
      ? []
      : [`${smtp.hostname}:${smtp.port === '' ? (smtp.protocol === 'smtps:' ? '465' : '587') : smtp.port}`];
  return {
    runtime,
    documents,
    log,
    letters: createLetterRenderer({ threads: 1 }),
    egress: createEgress({ allow: config.connectorHosts, streams: mailServer }),
    connectors: createConnectors({
      email: {
        sender: `office@${new URL(config.publicUrl).hostname}`,
        outgoingMailFolder: path.join(config.dataDir, 'outgoing-mail'),
        ...(config.smtpUrl === undefined ? {} : { smtpUrl: config.smtpUrl }),
      },
      payment: {},
    }),
    settings: {
      name: `node-${process.pid}`,
      concurrency: config.workerConcurrency,
      leaseSeconds: config.jobLeaseSeconds,
      minPauseMs: config.pollMinimumSeconds * 1000,
      maxPauseMs: config.pollMaximumSeconds * 1000,
      keepAnswersDays: config.keepAnswersDays,
      keepDraftsDays: config.keepDraftsDays,
    },
  };
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new CannotStart(
      `The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); choose another with DATA_DIR.`,
    );
  }
}

interface Database {
  readonly owner: ConnectionConfig;
  readonly app: ConnectionConfig;
  readonly reader: ConnectionConfig;
  /** One account for everything: DATABASE_URL. */
  readonly isShared: boolean;
  stop(): Promise<void>;
}

async function openDatabase(config: Config, say: (sentence: string) => void): Promise<Database> {
  if (config.databaseUrl === undefined)
    return { ...(await startEmbedded({ dataDir: config.dataDir, log: say })), isShared: false };
  const connection = { connectionString: config.databaseUrl };
  return { owner: connection, app: connection, reader: connection, isShared: true, stop: () => Promise.resolve() };
}

/** A server that forgets what it acknowledged is refused: registers live here. */
async function checkServer(owner: ConnectionConfig): Promise<void> {
  const refusal = await refusalOfServer(owner);
  if (refusal !== undefined) throw new CannotStart(refusal);
}
