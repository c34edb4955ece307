import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Value } from '@sinclair/typebox/value';
import {
  ajvValidator,
  checkBundle,
  layerBundles,
  readBundleFolder,
  readStandardBundle,
  type CheckedBundle,
  type OfficeDefinitions,
} from '../../engine/bundles/index.ts';
import { scenarioOffice } from '../../engine/commands/shared/scenarioOffice.ts';
import { connectorDescriptions } from '../../engine/connectors/index.ts';
import { Scenario } from '../../engine/contract/scenario.ts';
import { lintLetter } from '../../engine/letters/lintLetter.ts';
import type { ScenarioOffice } from '../../engine/scenarios/index.ts';

/** The repository. */
export const root = path.resolve(import.meta.dirname, '../..');

/** The standard bundle with office XX over it, checked once, letters included. */
export const shipped: Promise<CheckedBundle> = (async () => {
  const bundle = layerBundles(await readStandardBundle(root), await readBundleFolder(path.join(root, 'offices/xx')));
  const { definitions } = await checkBundle(bundle);
  const optionLists = Object.fromEntries(definitions?.optionLists ?? []);
  return checkBundle(bundle, {
    connectors: connectorDescriptions.map(({ key }) => key),
    lintLetter: (template) => lintLetter(template, { languages: ['en', 'ar'], optionLists }),
  });
})();

/** What office XX works with. */
export async function definitionsOfXx(): Promise<OfficeDefinitions> {
  const { definitions } = await shipped;
  if (definitions === undefined) throw new Error('the shipped bundle cannot be read');
  return definitions;
}

/** Office XX as scenarios take it; `parameters` stand in for those of the same name. */
export async function officeXx(parameters: Readonly<Record<string, boolean>> = {}): Promise<ScenarioOffice> {
  const office = scenarioOffice(await definitionsOfXx(), ajvValidator());
  return { ...office, facts: (today) => ({ ...office.facts(today), ...parameters }) };
}

/** Every scenario of the standard bundle, by path. */
export async function shippedScenarios(): Promise<ReadonlyMap<string, Scenario>> {
  const folder = path.join(root, 'processes');
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /[\\/]scenarios[\\/][^\\/]+\.json$/.test(name),
  );
  const found = new Map<string, Scenario>();
  for (const name of names.sort()) {
    const content: unknown = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
    if (!Value.Check(Scenario, content)) throw new Error(`${name} is no scenario`);
    found.set(name, content);
  }
  return found;
}
