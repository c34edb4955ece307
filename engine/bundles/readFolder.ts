import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BundleFile } from '../contract/bundle.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { makeBundle, readBundleFiles } from './bundle.ts';
import { bundleLimits, fileSizeProblem } from './limits.ts';
import type { Bundle } from './types.ts';

interface Found {
  readonly files: BundleFile[];
  readonly problems: ModelProblem[];
  bytes: number;
}

/** An office bundle: a folder such as `offices/xx`. `demo/` and names that begin with a dot are left out. */
export async function readBundleFolder(folder: string, name = path.basename(folder)): Promise<Bundle> {
  return readFolders(folder, ['.'], name);
}

/** The standard bundle out of the folders `processes/` and `forms/` of the repository or package. */
export async function readStandardBundle(root: string): Promise<Bundle> {
  return readFolders(root, ['processes', 'forms'], 'standard');
}

async function readFolders(root: string, folders: readonly string[], name: string): Promise<Bundle> {
  const found: Found = { files: [], problems: [], bytes: 0 };
  for (const folder of folders) await collect(root, folder === '.' ? '' : folder, found);
  const bundle = readBundleFiles(found.files, name);
  return makeBundle(name, [...bundle.files.values()], [...found.problems, ...bundle.problems]);
}

/** Links are not followed: a bundle must not reach outside its folder. */
async function collect(root: string, relative: string, found: Found): Promise<void> {
  const folder = path.join(root, relative);
  if (
    relative !== '' &&
    !(await lstat(folder).then(
      (stats) => stats.isDirectory(),
      () => false,
    ))
  )
    return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const inner = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (entry.name.startsWith('.') || inner === 'demo') continue;
    if (entry.isDirectory()) await collect(root, inner, found);
    else if (entry.isFile()) await take(root, inner, found);
    else report(found, 'unsafe-path', inner, 'Expected a file or folder, but found a link or something else.');
  }
}

async function take(root: string, relative: string, found: Found): Promise<void> {
  const file = path.join(root, relative);
  const { size } = await lstat(file);
  const tooLarge = fileSizeProblem(relative, size);
  if (tooLarge !== undefined) return report(found, 'bundle-limit', relative, tooLarge);
  found.bytes += size;
  // Enough to see that it is too much; the rest need not be read.
  if (found.bytes > bundleLimits.bytes * 2 || found.files.length > bundleLimits.files) return;
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    found.files.push({ path: relative, content });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    report(found, 'encoding', relative, 'Expected text in UTF-8, but the file holds other bytes.');
  }
}

function report(found: Found, rule: string, file: string, sentence: string): void {
  found.problems.push({ rule, severity: 'error', file, sentence });
}
