import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readProcesses, type Graph } from '../bpmn/index.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { Scenario } from '../contract/scenario.ts';
import { evaluateDecision, readDecisions, type DecisionModel } from '../decisions/index.ts';
import { checkScenario, type ScenarioOffice } from '../scenarios/index.ts';
import { UsageError } from './output.ts';

/** A scenario with the models and decisions that it brings along; they stand before those of the office. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly own: OwnModels;
}

/**
 * The scenario files that are named, or lie in a folder `scenarios` below a folder that is.
 * @throws UsageError for a name without a file, or a folder without a scenario
 */
export async function scenarioFiles(named: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const each of named) {
    const files = await filesAt(each);
    if (files.length === 0) throw new UsageError(`There is no scenario in ${each}: they lie in a folder “scenarios”.`);
    found.push(...files);
  }
  return [...new Set(found)].sort();
}

async function filesAt(named: string): Promise<readonly string[]> {
  const entry = await stat(named).catch(() => undefined);
  if (!entry) throw new UsageError(`Expected a file or folder ${named}, but there is none.`);
  if (!entry.isDirectory()) return [named];
  const inside = await readdir(named, { recursive: true });
  return inside
    .map((name) => path.join(named, name))
    .filter((file) => file.endsWith('.json') && path.basename(path.dirname(path.resolve(file))) === 'scenarios');
}

/**
 * Reads a scenario of a bundle, or one with models and decisions of its own beside it (`file`, `files`).
 * @throws UsageError with the first thing that is wrong
 */
export async function readScenario(file: string): Promise<ReadScenario> {
  const scenario = parse(file, (await bytesOf(file)).toString('utf8'));
  const own = new OwnModels();
  const beside = [...(scenario.file === undefined ? [] : [scenario.file]), ...(scenario.files ?? [])];
  for (const name of beside) await own.add(path.resolve(path.dirname(file), name), name);
  if (beside.length === 0) return { scenario, own };
  const process = scenario.process ?? scenario.processId ?? own.firstProcess;
  if (process === undefined) throw new UsageError(`${file} names no model with a process.`);
  return { scenario: { ...scenario, process }, own };
}

/** Models and decisions beside a scenario. */
class OwnModels {
  readonly processes = new Map<string, { readonly graph: Graph }>();
  readonly decisions = new Map<string, DecisionModel>();
  readonly sources = new Map<string, string>();
  firstProcess: string | undefined;

  async add(file: string, name: string): Promise<void> {
    const bytes = await bytesOf(file, name);
    if (name.endsWith('.bpmn')) await this.#addModel(bytes, name);
    else if (name.endsWith('.dmn')) await this.#addDecisions(bytes.toString('utf8'), name);
    else throw new UsageError(`Expected a .bpmn or .dmn file, but the scenario names ${name}.`);
  }

  /** The office as this scenario sees it. */
  over(office: ScenarioOffice): ScenarioOffice {
    if (this.processes.size === 0 && this.decisions.size === 0) return office;
    return {
      ...office,
      processes: new Map([...office.processes, ...this.processes]),
      decide: (key, context) => {
        const model = this.decisions.get(key);
        return model ? evaluateDecision(model, key, context) : office.decide(key, context);
      },
    };
  }

  async #addModel(bytes: Buffer, name: string): Promise<void> {
    const { graphs, problems } = await readProcesses(bytes);
    refuse(problems, name);
    for (const graph of graphs) {
      this.processes.set(graph.process, { graph });
      this.sources.set(graph.process, bytes.toString('utf8'));
      this.firstProcess ??= graph.process;
    }
  }

  async #addDecisions(text: string, name: string): Promise<void> {
    const read = await readDecisions(text);
    if (!read.ok) refuse(read.problems, name);
    else for (const key of read.model.decisions.keys()) this.decisions.set(key, read.model);
  }
}

function refuse(problems: readonly ModelProblem[], name: string): void {
  const error = problems.find(({ severity }) => severity === 'error');
  if (error) throw new UsageError([`${name}:`, error.element, error.sentence].filter(Boolean).join(' '));
}

async function bytesOf(file: string, name = file): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(`${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}

function parse(file: string, text: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON.`);
  }
  // What the scenario starts may be told by its model; without one the runner refuses it.
  const [first] = checkScenario(hasModel(value) ? { process: '', ...value } : value);
  if (first === undefined) return value as Scenario;
  throw new UsageError(`${file}: ${first.step < 0 ? '' : `step ${first.step}: `}${first.sentence}`);
}

function hasModel(value: unknown): value is object {
  return typeof value === 'object' && value !== null && ('file' in value || 'files' in value);
}
