import path from 'node:path';
import { ajvValidator, checkBundle, type OfficeDefinitions } from '../bundles/index.ts';
import { scenarioOffice } from '../commands/shared/scenarioOffice.ts';
import { readConfig } from '../config.ts';
import type { Scenario, ScenarioResult } from '../contract/scenario.ts';
import { runBothWays } from '../host/index.ts';
import { lintLetter } from '../letters/lintLetter.ts';
import { packageRoot } from '../packageRoot.ts';
import { runScenario, type ScenarioOffice } from '../scenarios/index.ts';
import { wholeBundle } from './bundleAt.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say, UsageError } from './output.ts';
import { readScenario, scenarioFiles, type ReadScenario } from './scenarioFile.ts';

/** `officina test [file or folder]… [--office xx] [--json] [--both]`: scenarios in memory with a virtual clock. */
export async function test(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    args,
    {
      json: { type: 'boolean', default: false },
      office: { type: 'string' },
      both: { type: 'boolean', default: false },
    },
    Infinity,
  );
  const files = await scenarioFiles(positionals.length > 0 ? positionals : [path.join(packageRoot, 'processes')]);
  // All are read before the first is run: a file that is wrong is no failed scenario.
  const scenarios: ReadScenario[] = [];
  for (const file of files) scenarios.push(await readScenario(file));
  const definitions = await definitionsOf(values.office ?? readConfig().office);
  const office = scenarioOffice(definitions, ajvValidator());
  const sources = [...definitions.processes].map(([key, { xml }]) => [key, xml] as const);
  let failed = 0;
  for (const { scenario, own } of scenarios) {
    const around = own.over(office);
    const result = values.both
      ? await bothWays(scenario, around, new Map([...sources, ...own.sources]))
      : await runScenario(scenario, around);
    if (!result.ok) failed += 1;
    if (values.json) print(JSON.stringify(result));
    else show(result);
  }
  say(`${files.length - failed} of ${files.length} scenarios passed`);
  return failed > 0 ? exitCodes.testsFailed : exitCodes.ok;
}

async function definitionsOf(named: string): Promise<OfficeDefinitions> {
  const { definitions, problems } = await checkBundle(await wholeBundle(named), { lintLetter });
  if (definitions) return definitions;
  throw new UsageError(`The bundle of office “${named}” cannot be read: ${problems[0]?.sentence ?? 'unknown reason'}`);
}

async function bothWays(
  scenario: Scenario,
  office: ScenarioOffice,
  sources: ReadonlyMap<string, string>,
): Promise<ScenarioResult> {
  const { direct, differences } = await runBothWays(scenario, office, sources);
  return {
    ...direct,
    ok: direct.ok && differences.length === 0,
    failures: [...direct.failures, ...differences.map((sentence) => ({ step: -1, sentence }))],
  };
}

function show(result: ScenarioResult): void {
  print(`${result.ok ? '✓' : '✗'} ${result.name}`);
  for (const failure of result.failures)
    print(`    ${failure.step < 0 ? '' : `step ${failure.step}: `}${failure.sentence}`);
}
