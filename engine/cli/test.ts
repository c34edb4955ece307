import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Value } from '@sinclair/typebox/value';
import { readProcesses } from '../bpmn/index.ts';
import { ajvValidator, checkBundle } from '../bundles/index.ts';
import { scenarioOffice } from '../commands/shared/scenarioOffice.ts';
import { Scenario, type ScenarioResult } from '../contract/scenario.ts';
import { runBothWays } from '../host/index.ts';
import { packageRoot } from '../packageRoot.ts';
import { runScenario, type ScenarioOffice } from '../scenarios/index.ts';
import { lintLetter } from '../letters/lintLetter.ts';
import { wholeBundle } from './bundleAt.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say, UsageError } from './output.ts';

/** `officina test <file or folder>… [--office xx] [--json] [--both]`: scenarios in memory with a virtual clock. */
export async function test(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(args, {
    json: { type: 'boolean', default: false },
    office: { type: 'string', default: 'xx' },
    both: { type: 'boolean', default: false },
  });
  const { definitions, problems } = await checkBundle(await wholeBundle(values.office), { lintLetter });
  if (!definitions)
    throw new UsageError(
      `The bundle of office “${values.office}” cannot be read: ${problems[0]?.sentence ?? 'unknown reason'}`,
    );
  const office = scenarioOffice(definitions, ajvValidator());
  const sources = new Map([...definitions.processes].map(([key, process]) => [key, process.xml]));
  let failed = 0;
  const files = await scenarioFiles(positionals.length > 0 ? positionals : [path.join(packageRoot, 'processes')]);
  for (const file of files) {
    const { scenario, around } = await readScenario(file, office, sources);
    const outcome = values.both ? await both(scenario, around, sources) : await runScenario(scenario, around);
    if (!outcome.ok) failed += 1;
    if (values.json) print(JSON.stringify(outcome));
    else show(outcome);
  }
  say(`${files.length - failed} of ${files.length} scenarios passed`);
  return failed > 0 ? exitCodes.testsFailed : exitCodes.ok;
}

async function both(
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

/** A scenario of a bundle, or with models of its own beside it (`file`, `files`). */
async function readScenario(
  file: string,
  office: ScenarioOffice,
  sources: Map<string, string>,
): Promise<{ scenario: Scenario; around: ScenarioOffice }> {
  const scenario = parse(file, await readFile(file, 'utf8'));
  const models = [...(scenario.file === undefined ? [] : [scenario.file]), ...(scenario.files ?? [])].filter((each) =>
    each.endsWith('.bpmn'),
  );
  if (models.length === 0) return { scenario, around: office };
  const processes = new Map(office.processes);
  let first: string | undefined;
  for (const model of models) {
    const xml = await readFile(path.resolve(path.dirname(file), model));
    const { graphs, problems } = await readProcesses(xml);
    const error = problems.find((problem) => problem.severity === 'error');
    if (error) throw new UsageError(`${model}: ${error.element ?? ''} ${error.sentence}`);
    for (const graph of graphs) {
      processes.set(graph.process, { graph });
      sources.set(graph.process, xml.toString('utf8'));
      first ??= graph.process;
    }
  }
  return { scenario: { process: scenario.processId ?? first ?? '', ...scenario }, around: { ...office, processes } };
}

function parse(file: string, text: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON.`);
  }
  if (Value.Check(Scenario, value)) return value;
  const error = Value.Errors(Scenario, value).First();
  throw new UsageError(`${file} is no scenario: ${error?.path ?? ''} ${error?.message ?? ''}`);
}

async function scenarioFiles(named: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const each of named) {
    const isFolder = await stat(each).then(
      (entry) => entry.isDirectory(),
      () => {
        throw new UsageError(`Expected a file or folder ${each}, but there is none.`);
      },
    );
    if (!isFolder) found.push(each);
    else
      for (const entry of await readdir(each, { recursive: true }))
        if (/(^|[\\/])scenarios[\\/][^\\/]+\.json$/.test(path.join(path.basename(each), entry)))
          found.push(path.join(each, entry));
  }
  return found.sort();
}
