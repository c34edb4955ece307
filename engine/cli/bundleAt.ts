import { existsSync } from 'node:fs';
import path from 'node:path';
import { bundleFiles, layerBundles, readBundleFolder, readStandardBundle, type Bundle } from '../bundles/index.ts';
import type { BundleFile } from '../contract/bundle.ts';
import { Refusal } from '../contract/problem.ts';
import { packageRoot } from '../packageRoot.ts';
import { UsageError } from './output.ts';

/** An office bundle named on the command line: a folder, or the code of an office that is shipped. */
async function officeBundle(named: string): Promise<Bundle> {
  const folder = /^[a-z]{2}$/.test(named) ? path.join(packageRoot, 'offices', named) : path.resolve(named);
  if (!existsSync(path.join(folder, 'bundle.json')))
    throw new UsageError(`Expected an office bundle in ${folder}, but there is no bundle.json.`);
  return readBundleFolder(folder);
}

/**
 * The files of an office bundle alone.
 * @throws UsageError where there is no bundle, Refusal INVALID_INPUT for what cannot be read: nothing is left out in silence
 */
export async function officeFiles(named: string): Promise<readonly BundleFile[]> {
  const bundle = await officeBundle(named);
  const { problems } = bundle;
  if (problems.some(({ severity }) => severity === 'error'))
    throw new Refusal('INVALID_INPUT', 'Not every file of the bundle can be read.', { problems });
  return bundleFiles(bundle);
}

/** An office bundle laid over the standard one. */
export async function wholeBundle(named: string): Promise<Bundle> {
  return layerBundles(await readStandardBundle(packageRoot), await officeBundle(named));
}
