import { createServer, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { readConfig, type Config } from '../config.ts';
import { createApp } from '../http/server.ts';
import { createLog } from '../log.ts';
import { packageRoot } from '../packageRoot.ts';
import { CannotStart, openInstallation, type Installation } from '../wiring.ts';
import { demoPeople, type DemoPerson } from './demoData.ts';
import { ensureDeployed, insertPeople, installationFlags, setupLink } from './firstStart.ts';
import { interrupted } from './interrupt.ts';
import { loadDemoCases } from './demo/loadCases.ts';
import { exitCodes, print, say } from './output.ts';

const DEMO_CASES = 60;
const DRAIN_MS = 10_000;

/** `officina serve`: screens, API and workers in one process; what `npm start` runs. */
export async function serve(): Promise<number> {
  const config = readConfig();
  // Before anything is touched: a port in use ends the start with nothing done.
  const server = await listen(config);
  try {
    const installation = await openInstallation({ config, log: createLog(config.logLevel), say });
    try {
      await run(server, config, installation);
    } finally {
      await installation.close();
    }
  } finally {
    await close(server);
  }
  return exitCodes.ok;
}

async function run(server: Server, config: Config, installation: Installation): Promise<void> {
  const { flags, isNew } = await installationFlags(installation, config.demo !== 'never');
  const people = flags.demo ? await demoPeople(config.office) : [];
  if (await ensureDeployed(installation, config.office)) say(`The office ${config.office.toUpperCase()} is deployed.`);
  if (isNew && flags.demo) {
    await insertPeople(installation, config.office, people);
    await loadDemoCases(installation, config.office, DEMO_CASES, say);
  }
  const baseUrl = urlOf(config, server);
  installation.startWorkers();
  const app = createApp({
    runtime: installation.runtime,
    store: installation.store,
    documents: installation.documents,
    standard: installation.standard,
    log: installation.log,
    settings: {
      publicUrl: baseUrl,
      sessionIdleMinutes: config.sessionIdleMinutes,
      sessionHours: config.sessionHours,
      jsonLimitBytes: config.jsonLimitBytes,
      documentLimitBytes: config.documentLimitBytes,
      appFolder: appFolder(),
      demoPeople: people,
      installation: 'Officina',
    },
  });
  const answer = app.callback();
  server.removeAllListeners('request');
  server.on('request', (request, response) => void answer(request, response));
  screen(baseUrl, config, people, await setup(flags.demo, flags.setupClosed, installation, baseUrl));
  await interrupted();
  say('Ending …');
}

async function setup(
  isDemo: boolean,
  isClosed: boolean,
  installation: Installation,
  baseUrl: string,
): Promise<string | null> {
  return isDemo || isClosed ? null : setupLink(installation, baseUrl);
}

/** One short screen: address, who can sign in, where data lies. */
function screen(baseUrl: string, config: Config, people: readonly DemoPerson[], link: string | null): void {
  print(`\nOfficina serves on ${baseUrl}\n`);
  if (people.length > 0) {
    print('Demo data: these accounts and passwords are no secret. Sign in as');
    for (const person of people)
      print(`  ${person.login.padEnd(18)} ${person.password.padEnd(14)} ${person.roles.join(', ')}`);
  }
  if (link !== null) print(`The first administrator is made once, here:\n  ${link}`);
  print(
    `\nData lie in ${config.databaseUrl === undefined ? config.dataDir : `${config.dataDir} and the database of DATABASE_URL`}. Ctrl-C ends everything.`,
  );
}

function listen(config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((_request, response) => {
      response.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain' }).end('Officina is starting.');
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code ?? error.message})`;
      reject(new CannotStart(`Port ${config.port} ${reason}; choose another with PORT.`));
    });
    server.headersTimeout = 15_000;
    server.requestTimeout = 300_000;
    server.listen(config.port, config.host, () => {
      resolve(server);
    });
  });
}

function urlOf(config: Config, server: Server): string {
  const { port } = server.address() as AddressInfo;
  return config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
}

/** The built app; null in a checkout whose designer was not built. */
function appFolder(): string | null {
  const folder = path.join(packageRoot, 'dist', 'designer');
  return existsSync(path.join(folder, 'index.html')) ? folder : null;
}

/** Lets running requests end, then closes what is left (event streams). */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
