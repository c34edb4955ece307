// What start.mjs and test.mjs have in common: install when dependencies are missing or stale, build what is stale.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(fileURLToPath(import.meta.url));
const IS_WINDOWS = process.platform === 'win32';
const LOCK_FILE = path.join(ROOT, 'package-lock.json');
const INSTALLED = path.join(ROOT, 'node_modules', '.officina-lock-hash');
const DIST = path.join(ROOT, 'dist');
const OLDEST_NODE = [20, 19];

/** A reason not to go on that is said in one sentence, without a stack. */
export class SetupError extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

export function at(...parts) {
  return path.join(ROOT, ...parts);
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Officina needs Node.js ${OLDEST_NODE.join('.')} or later, but this is ${process.versions.node}: install a newer one and start again.`,
  );
}

/** Runs `npm ci` when the lock file is not the one that was installed. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    if (!agreesWithLock()) {
      await npmCi();
    }
    writeFileSync(INSTALLED, installationHash());
  });
}

function installationHash() {
  const hash = createHash('sha256').update(readFileSync(LOCK_FILE));
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

function isInstalled() {
  return existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === installationHash();
}

/** Whether npm itself notes the very versions of the lock file: somebody has installed by hand. */
function agreesWithLock() {
  const noted = at('node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages;
  const found = JSON.parse(readFileSync(noted, 'utf8')).packages;
  const here = Object.entries(wanted).filter(([name, { os, cpu }]) => name !== '' && isForHere(os, cpu));
  return here.every(([name, { version, optional }]) =>
    found[name] === undefined ? optional === true : found[name].version === version && existsSync(at(name)),
  );
}

function isForHere(os = [process.platform], cpu = [process.arch]) {
  return os.includes(process.platform) && cpu.includes(process.arch);
}

async function npmCi() {
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--update-notifier=false',
    '--loglevel=error',
  ];
  const own = process.env.npm_execpath;
  const [program, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const sentence = 'Installing dependencies … (a minute or two, once)';
  const failure = await failureOf(sentence, program, [...first, ...args], { shell: IS_WINDOWS && program === 'npm' });
  if (failure !== undefined) throw new SetupError(`npm ci did not succeed (${failure}): see above what it says.`);
}

/**
 * Runs a tool and says why it failed. Ctrl-C ends the tool with us, and the lock that we hold is given back.
 * @throws SetupError with the exit code of a death by signal
 */
async function failureOf(sentence, program, args, options) {
  let stoppedBy;
  const onSignal = (signal) => {
    stoppedBy = signal;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, onSignal);
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 2, 2], ...options });
  const end = () => child.kill();
  process.on('exit', end);
  say(sentence);
  const failure = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  process.off('exit', end);
  for (const signal of signals) process.off(signal, onSignal);
  if (stoppedBy === undefined) return failure;
  throw new SetupError('Ended before it was done; the next start goes on.', 128 + os.constants.signals[stoppedBy]);
}

/** What is built, from which folders and files; `made` tells a finished build. */
const BUILDS = {
  server: {
    sentence: 'Building the server …',
    made: 'cli.js',
    sources: ['engine', 'migrations'],
    command: () => {
      const worker = './engine/letters/renderWorker.ts';
      const entries = ['./engine/cli.ts', ...(existsSync(at(worker)) ? [worker] : [])];
      return [
        at('node_modules', '.bin', IS_WINDOWS ? 'esbuild.cmd' : 'esbuild'),
        [
          ...entries,
          '--bundle',
          '--platform=node',
          '--format=esm',
          '--target=node20.19',
          '--packages=external',
          '--sourcemap',
          '--outdir=dist',
          '--entry-names=[name]',
          '--log-level=warning',
        ],
      ];
    },
  },
  designer: {
    sentence: 'Building the designer …',
    made: 'designer/index.html',
    sources: [
      'designer',
      ...['contract', 'feel', 'calendar', 'access', 'bpmn', 'decisions', 'forms', 'core', 'scenarios'].map(
        (folder) => `engine/${folder}`,
      ),
    ],
    command: () => [
      process.execPath,
      [
        at('node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--config',
        'designer/vite.config.ts',
        '--logLevel',
        'warn',
      ],
    ],
  },
};

/** Builds the named parts whose sources, settings or dependencies have changed since they were built. */
export async function ensureBuilt(...names) {
  const present = names.filter((name) => existsSync(at(BUILDS[name].sources[0])));
  if (present.every((name) => isBuilt(name, sourcesHash(name)))) return;
  await alone(async () => {
    for (const name of present) {
      const hash = sourcesHash(name);
      if (!isBuilt(name, hash)) await build(name, hash);
    }
  });
}

function noteOf(name) {
  return path.join(DIST, `.${name}-hash`);
}

function isBuilt(name, hash) {
  const note = noteOf(name);
  return existsSync(path.join(DIST, BUILDS[name].made)) && existsSync(note) && readFileSync(note, 'utf8') === hash;
}

async function build(name, hash) {
  rmSync(noteOf(name), { force: true });
  const [program, args] = BUILDS[name].command();
  const failure = await failureOf(BUILDS[name].sentence, program, args, {
    shell: IS_WINDOWS && program.endsWith('.cmd'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (failure !== undefined) throw new SetupError(`The ${name} was not built (${failure}).`);
  writeFileSync(noteOf(name), hash);
}

function sourcesHash(name) {
  const hash = createHash('sha256');
  for (const file of ['setup.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
    hash.update(readFileSync(at(file)));
  for (const folder of BUILDS[name].sources) addFolder(hash, folder);
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  if (!existsSync(at(folder))) return;
  const entries = readdirSync(at(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, name);
    else hash.update(`\0${name}\0`).update(readFileSync(at(name)));
  }
}

/** One process at a time installs or builds; a lock whose process has ended counts for nothing. */
async function alone(run) {
  const lock = path.join(DIST, '.lock');
  const holder = path.join(lock, 'pid');
  try {
    mkdirSync(DIST, { recursive: true });
  } catch (error) {
    throw new SetupError(
      `${ROOT} cannot be written (${error.code}): make it writable, or install and build as its owner.`,
    );
  }
  for (let turn = 0; !taken(lock); turn += 1) {
    if (isStale(lock, holder)) rmSync(lock, { recursive: true, force: true });
    else if (turn === 20) say('Waiting for another process that installs or builds …');
    await wait(100);
  }
  try {
    writeFileSync(holder, identityOf(process.pid));
    await run();
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS') {
      throw new SetupError(`${error.path} cannot be written: make it writable, or install and build as its owner.`);
    }
    throw error;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new SetupError(
      `${lock} cannot be made (${error.code}): make ${ROOT} writable, or install and build as its owner.`,
    );
  }
}

function isStale(lock, holder) {
  try {
    if (!existsSync(holder)) return Date.now() - statSync(lock).mtimeMs > 10_000;
    const identity = readFileSync(holder, 'utf8');
    if (identity === '') return false;
    const pid = Number.parseInt(identity, 10);
    process.kill(pid, 0);
    return identityOf(pid) !== identity;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** A process by number and, on Linux, by its beginning: in a container the same few numbers are given again and again. */
function identityOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)\s/s, '');
    return `${pid}-${fields.split(' ')[19]}`;
  } catch {
    return `${pid}-`;
  }
}
