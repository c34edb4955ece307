import { fileURLToPath } from 'node:url';
import {
  bundleFiles,
  checkBundle,
  layerBundles,
  readBundleFiles,
  readBundleFolder,
  readStandardBundle,
  type Bundle,
} from '../../engine/bundles/index.ts';
import type { ModelProblem } from '../../engine/contract/problem.ts';

const folder = (path: string): string => fileURLToPath(new URL(`fixtures/${path}`, import.meta.url));

export const officeFolder = folder('offices/yy');
export const standardBundle = (): Promise<Bundle> => readStandardBundle(folder('standard'));
export const officeBundle = (): Promise<Bundle> => readBundleFolder(officeFolder);
/** The office's bundle over the standard one. */
export const exampleBundle = async (): Promise<Bundle> => layerBundles(await standardBundle(), await officeBundle());

/** A change of one file: its new text, what to replace in it, or null to take it away. */
export type Change = string | null | ((content: string) => string);

/** The example bundle with some files changed or added. */
export async function changedBundle(changes: Readonly<Record<string, Change>>): Promise<Bundle> {
  const files = new Map(bundleFiles(await exampleBundle()).map(({ path, content }) => [path, content]));
  for (const [path, change] of Object.entries(changes)) {
    const content = typeof change === 'function' ? change(files.get(path) ?? '') : change;
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  return readBundleFiles(
    [...files].map(([path, content]) => ({ path, content })),
    'yy',
  );
}

/** What is wrong with the example bundle after a change. */
export async function problemsOf(changes: Readonly<Record<string, Change>>): Promise<readonly ModelProblem[]> {
  return (await checkBundle(await changedBundle(changes))).problems;
}
