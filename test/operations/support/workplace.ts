import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { self, type Account } from './accounts.ts';
import { killLeftovers, Program, runToEnd } from './program.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const COPY_LIMIT_MS = 120_000;

const workplace = mkdtempSync(path.join(process.env['OFFICINA_TEST_RUN'] ?? os.tmpdir(), 'operations-'));
// Other users, the database server's among them, must get through.
chmodSync(workplace, 0o755);

const houses = new Map<Account, string>();
let demoData: Promise<string> | undefined;
let made = 0;

/** A folder of one test that an account may write to. */
export function newFolder(account: Account = self): string {
  made += 1;
  const folder = path.join(workplace, `${made}`);
  mkdirSync(folder, { mode: 0o755 });
  handOver(folder, account);
  return folder;
}

/** What a clone of the repository would hold, as the working tree has it now. */
export function newClone(account: Account = self): string {
  const clone = newFolder(account);
  for (const file of filesOfClone()) cpSync(path.join(ROOT, file), path.join(clone, file), { recursive: true });
  handOver(clone, account);
  return clone;
}

/** A clone with the dependencies that were installed for the tests. */
export function newHouse(account: Account = self): string {
  const house = newClone(account);
  linkDependencies(house, account);
  handOver(house, account);
  return house;
}

/** Files that git knows or would take, so that one that is ignored by mistake is missed; without git all but what is made. */
function filesOfClone(): readonly string[] {
  if (!existsSync(path.join(ROOT, '.git')))
    return readdirSync(ROOT).filter((name) => !['node_modules', 'dist', 'data'].includes(name));
  const asked = ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', asked, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 }).split('\0');
  return listed.filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
}

/** Links, or a copy where the checkout is closed to the account; the folder itself is the account's, as after `npm ci`. */
function linkDependencies(house: string, account: Account): void {
  const installed = path.join(ROOT, 'node_modules');
  const inside = path.join(house, 'node_modules');
  if (!mayRead(account, path.join(installed, 'mocha', 'package.json'))) {
    execFileSync('cp', ['-a', installed, inside], { timeout: COPY_LIMIT_MS });
    return;
  }
  mkdirSync(inside);
  for (const name of readdirSync(installed))
    if (!/^\.(vite|cache)/.test(name)) symlinkSync(path.join(installed, name), path.join(inside, name));
}

function mayRead(account: Account, file: string): boolean {
  if (account.ids === undefined) return true;
  try {
    execFileSync('cat', [file], { ...account.ids, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const BUILD = "await (await import('./setup.mjs')).ensureBuilt('server', 'designer')";

/** A house in which everything is built already; one for each account. */
export async function builtHouse(account: Account = self): Promise<string> {
  const house = houses.get(account) ?? newHouse(account);
  houses.set(account, house);
  const building = new Program(house, [process.execPath, '--input-type=module', '-e', BUILD], { account });
  const { code } = await building.ended;
  if (code !== 0) throw new Error(`The copy of the repository was not built: ${building.said}`);
  return house;
}

/** A data folder with the demo office, of its own for each test; loaded once. */
export async function demoFolder(): Promise<string> {
  demoData ??= loadDemo();
  const folder = path.join(newFolder(), 'data');
  execFileSync('cp', ['-a', await demoData, folder]);
  return folder;
}

async function loadDemo(): Promise<string> {
  const folder = path.join(newFolder(), 'data');
  const { code, said } = await runToEnd(await builtHouse(), ['demo'], { env: { DATA_DIR: folder } });
  if (code !== 0) throw new Error(`The demo was not loaded: ${said}`);
  return folder;
}

export function handOver(folder: string, { ids }: Account): void {
  if (ids !== undefined) execFileSync('chown', ['-R', '-h', `${ids.uid}:${ids.gid}`, folder]);
}

/** Whether a PostgreSQL runs on a data folder, by its own word. */
export function databaseRuns(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid'));
}

/** Names in a folder; none where there is no folder. */
export function namesIn(folder: string): readonly string[] {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
}

afterEach(killLeftovers);

after(function () {
  this.timeout(COPY_LIMIT_MS);
  rmSync(workplace, { recursive: true, force: true, maxRetries: 5 });
});
