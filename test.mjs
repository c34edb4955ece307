// `npm test`: types, lint, format and all tests, with everything they need; ends with the line `N passed, N failed`.
//   npm test                      everything
//   npm test -- lint test/feel    only these lanes, files or folders
//   npm run check                 without database and browser
//   npm run verify                the long proofs in test/verify
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { at, checkNode, ensureBuilt, ensureInstalled, ROOT, say, SetupError } from './setup.mjs';

/** Test folders that need a database, two at a time, and those that want the machine to themselves. */
const WITH_DATABASE = ['store', 'commands', 'queries', 'workers', 'http'];
const ALONE = ['operations', 'replay', 'faults', 'e2e', 'browser'];
const NO_LANE = ['support', 'corpora', 'verify'];
/** Folders that run once more on the system's own PostgreSQL. */
const ON_SYSTEM_POSTGRES = ['store', 'commands'];
const LANE_LIMIT_MS = 25 * 60_000;
const VERIFY_LIMIT_MS = 120 * 60_000;

const options = process.argv.slice(2);
const isCheck = options.includes('--check');
const isVerify = options.includes('--verify');
const chosen = options.filter((option) => !option.startsWith('--'));

const runFolder = mkdtempSync(path.join(os.tmpdir(), 'officina-run-'));
// It stands for /tmp in every lane: other accounts (the database server's when we are root) write there too.
chmodSync(runFolder, 0o1777);
const running = new Set();

process.on('exit', cleanUp);
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    for (const child of running) killGroup(child);
    process.exit(code);
  });
}

const total = { passed: 0, failed: 0 };
try {
  checkNode();
  await ensureInstalled();
  const lanes = chooseLanes();
  if (lanes.some((lane) => lane.needsSystem)) setUpSystem();
  if (lanes.some((lane) => lane.needsBuild)) await buildAsLane();
  await runPairs(lanes.filter((lane) => !lane.alone));
  for (const lane of lanes.filter((one) => one.alone)) report(lane, await run(lane));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

// ── Lanes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function chooseLanes() {
  if (isVerify) {
    const files = testFiles('test/verify', chosen);
    return [mochaLane('verify', files, { alone: true, needsSystem: true, needsBuild: true, limit: VERIFY_LIMIT_MS })];
  }
  const lanes = [...toolLanes(), ...testLanes()].filter((lane) => lane.files === undefined || lane.files.length > 0);
  if (chosen.length === 0) return isCheck ? lanes.filter((lane) => !lane.needsSystem) : lanes;
  const named = lanes.filter((lane) => chosen.includes(lane.name));
  const paths = chosen.filter((name) => !lanes.some((lane) => lane.name === name));
  for (const name of paths)
    if (!existsSync(at(name))) throw new SetupError(`There is no lane, file or folder ${name}.`);
  if (paths.length === 0) return named;
  const files = paths.flatMap((name) => (statSync(at(name)).isDirectory() ? testFiles(name) : [name]));
  const needs = files.some((file) => [...WITH_DATABASE, ...ALONE, 'verify'].includes(file.split('/')[1]));
  return [...named, mochaLane('chosen', files, { alone: true, needsSystem: needs, needsBuild: needs })];
}

function toolLanes() {
  const cache = at('node_modules', '.cache', 'officina');
  const tool = (name, script, ...args) => ({
    name,
    command: [process.execPath, at('node_modules', ...script.split('/')), ...args],
  });
  return [
    tool(
      'types',
      'typescript/bin/tsc',
      '--noEmit',
      '-p',
      '.',
      '--pretty',
      'false',
      '--incremental',
      '--tsBuildInfoFile',
      `${cache}/types.json`,
    ),
    ...(existsSync(at('designer', 'tsconfig.json'))
      ? [tool('types-designer', 'vue-tsc/bin/vue-tsc.js', '--noEmit', '--pretty', 'false', '-p', 'designer')]
      : []),
    // No cache: what type-aware rules say of a file depends on other files.
    tool('lint', 'eslint/bin/eslint.js', '.', '--max-warnings=0'),
    tool('format', 'prettier/bin/prettier.cjs', '--check', '.', '--cache', `--cache-location=${cache}/prettier`),
  ];
}

function testLanes() {
  const folders = readdirSync(at('test'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const pure = folders
    .map((entry) => entry.name)
    .filter((name) => ![...WITH_DATABASE, ...ALONE, ...NO_LANE].includes(name));
  const single = readdirSync(at('test'))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name}`);
  const needs = { needsSystem: true, needsBuild: true };
  const system = systemPostgres();
  return [
    mochaLane('pure', [...single, ...pure.flatMap((name) => testFiles(`test/${name}`))]),
    ...WITH_DATABASE.map((name) => mochaLane(name, testFiles(`test/${name}`), needs)),
    ...ON_SYSTEM_POSTGRES.filter(() => system !== undefined).map((name) => {
      const files = testFiles(`test/${name}`).filter((file) => !file.startsWith('test/store/embedded/'));
      return mochaLane(`${name}-on-${system}`, files, { ...needs, env: { OFFICINA_TEST_PG: String(system) } });
    }),
    ...ALONE.map((name) => mochaLane(name, testFiles(`test/${name}`), { ...needs, alone: true })),
  ];
}

function mochaLane(name, files, more = {}) {
  const counts = path.join(runFolder, `${name}.json`);
  const mocha = at('node_modules', 'mocha', 'bin', 'mocha.js');
  const args = ['--forbid-only', '--forbid-pending', '--reporter-option', `counts=${counts}`, ...files];
  return { name, files, counts, command: [process.execPath, mocha, ...args], ...more };
}

function testFiles(folder, only = []) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder.replace(/\/$/, '')}/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => only.length === 0 || only.some((part) => name.includes(part)))
    .sort();
}

// ── Running ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Two at a time where there are two processors; what a lane prints stays together. */
async function runPairs(lanes) {
  const waiting = [...lanes];
  const work = async () => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) report(lane, await run(lane));
  };
  await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, work));
}

function run(lane) {
  const began = Date.now();
  return new Promise((resolve) => {
    const [program, ...args] = lane.command;
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        NODE_ENV: 'test',
        NO_COLOR: '1',
        OFFICINA_TEST_RUN: runFolder,
        TMPDIR: runFolder,
        ...lane.env,
      },
    });
    running.add(child);
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    const limit = lane.limit ?? LANE_LIMIT_MS;
    const timer = setTimeout(() => {
      said.push(Buffer.from(`\nStopped: the lane took longer than ${limit / 60_000} minutes.\n`));
      killGroup(child);
    }, limit);
    child.on('error', (error) => said.push(Buffer.from(String(error))));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, signal, output: Buffer.concat(said).toString('utf8'), seconds: (Date.now() - began) / 1000 });
    });
  });
}

function report(lane, { code, signal, output, seconds }) {
  const { passed, failed } = countsOf(lane, code);
  total.passed += passed;
  total.failed += failed;
  console.log(`── ${lane.name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`);
  const isQuiet = lane.counts === undefined && failed === 0;
  if (!isQuiet && output.trim() !== '') console.log(output.trimEnd());
  if (signal !== null && signal !== undefined) console.log(`  ended by ${signal}`);
  console.log('');
}

/** A tool is one test. A lane of tests that ends badly without a failed test has failed once more. */
function countsOf(lane, code) {
  if (lane.counts === undefined) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!existsSync(lane.counts)) return { passed: 0, failed: 1 };
  const { passed, failed } = JSON.parse(readFileSync(lane.counts, 'utf8'));
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function buildAsLane() {
  const began = Date.now();
  const lane = { name: 'build' };
  try {
    await ensureBuilt('server', 'designer');
    report(lane, { code: 0, output: '', seconds: (Date.now() - began) / 1000 });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    report(lane, { code: 1, output: error.message, seconds: (Date.now() - began) / 1000 });
  }
}

// ── The system ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The newest major of the system's PostgreSQL from 15 on, if it lies where Debian puts it. */
function systemPostgres() {
  const folder = '/usr/lib/postgresql';
  if (!existsSync(folder)) return undefined;
  const majors = readdirSync(folder).map(Number);
  return majors.filter((major) => major >= 15 && existsSync(`${folder}/${major}/bin/initdb`)).sort((a, b) => b - a)[0];
}

/** Browser tests fail where this does not succeed; they are never left out. */
function setUpSystem() {
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const wanted = [chromium, '/usr/bin/pdftotext', '/usr/share/fonts/truetype/noto'];
  if (wanted.every((file) => existsSync(file)) && systemPostgres() !== undefined) return;
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) {
    say(
      'The tests want Chromium (or its path in CHROMIUM), PostgreSQL 15 or later, Noto fonts and poppler-utils: install them with the system.',
    );
    return;
  }
  say('Installing Chromium, PostgreSQL, fonts and poppler-utils … (some minutes, once)');
  const { status, stdout, stderr } = spawnSync('bash', [at('test', 'support', 'setup-debian.sh')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  say(`${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n'));
  say(
    'Set-up did not succeed: install chromium, postgresql, fonts-noto-core and poppler-utils, or browser tests fail.',
  );
}

function killGroup(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Stops the database servers of this run and removes its folder; runs while the process exits, so it cannot await. */
function cleanUp() {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const data = readdirSync(runFolder).flatMap((name) => [name, path.join(name, 'data')]);
  for (const folder of data) {
    const pidFile = path.join(runFolder, folder, 'postgres', 'cluster', 'postmaster.pid');
    for (let turn = 0; turn < 1000 && existsSync(pidFile); turn += 1) {
      const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
      try {
        process.kill(pid, turn === 0 ? 'SIGINT' : 0);
      } catch {
        break;
      }
      Atomics.wait(clock, 0, 0, 10);
    }
  }
  rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
}
