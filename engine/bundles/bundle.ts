import { createHash } from 'node:crypto';
import type { BundleFile } from '../contract/bundle.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { bundleLimits, fileSizeProblem } from './limits.ts';
import { byCodeUnit, isBeside, normalPath, pathProblem } from './paths.ts';
import type { Bundle, BundleEntry } from './types.ts';

/**
 * A bundle out of files in memory: an upload, rows of the database, a folder. Paths may be in the layout of the repository or in
 * the normal one. What is unsafe, too large or twice there is left out and reported.
 */
export function readBundleFiles(files: readonly BundleFile[], name = 'bundle'): Bundle {
  const problems: ModelProblem[] = [];
  const entries: BundleEntry[] = [];
  const seen = new Set<string>();
  const report = (rule: string, sentence: string, file?: string): void => {
    problems.push({ rule, severity: 'error', ...(file === undefined ? {} : { file }), sentence });
  };
  if (files.length > bundleLimits.files) {
    report('bundle-limit', `Expected at most ${bundleLimits.files} files, but there are ${files.length}.`);
    return makeBundle(name, [], problems);
  }
  let bytes = 0;
  for (const { path: given, content } of files) {
    const unsafe = pathProblem(given);
    if (unsafe !== undefined) {
      report('unsafe-path', `${unsafe} Found ${JSON.stringify(given.slice(0, 100))}.`);
      continue;
    }
    const path = normalPath(given);
    if (isBeside(path)) continue;
    const size = Buffer.byteLength(content);
    bytes += size;
    const tooLarge = fileSizeProblem(path, size);
    if (tooLarge !== undefined) report('bundle-limit', tooLarge, path);
    else if (seen.has(path.toLowerCase()))
      report('duplicate-file', `Expected one file ${path}, but there are several.`, path);
    else entries.push({ path, content, origin: name });
    seen.add(path.toLowerCase());
  }
  if (bytes <= bundleLimits.bytes) return makeBundle(name, entries, problems);
  const megabytes = (size: number): number => Math.ceil(size / 1024 / 1024);
  report('bundle-limit', `Expected at most ${megabytes(bundleLimits.bytes)} MB, but there are ${megabytes(bytes)} MB.`);
  return makeBundle(name, [], problems);
}

/** A bundle of entries in the order of their paths. */
export function makeBundle(
  name: string,
  entries: readonly BundleEntry[],
  problems: readonly ModelProblem[],
  origins: ReadonlyMap<string, string> = new Map(),
): Bundle {
  const sorted = [...entries].sort((a, b) => byCodeUnit(a.path, b.path));
  return { name, files: new Map(sorted.map((entry) => [entry.path, entry])), origins, problems };
}

/** The files of a bundle as they are stored or sent. */
export function bundleFiles(bundle: Bundle): readonly BundleFile[] {
  return [...bundle.files.values()].map(({ path, content }) => ({ path, content }));
}

/**
 * SHA-256 over paths and contents, hexadecimal: the same for the same files on every machine, whatever folder or archive they
 * came from and in which order.
 */
export function bundleHash(bundle: Bundle): string {
  const hash = createHash('sha256');
  for (const path of [...bundle.files.keys()].sort(byCodeUnit)) {
    const content = bundle.files.get(path)?.content ?? '';
    // Lengths before the texts: no two lists of files give the same bytes.
    hash.update(`${Buffer.byteLength(path)}:${path}${Buffer.byteLength(content)}:`).update(content);
  }
  return hash.digest('hex');
}
