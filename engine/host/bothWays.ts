import { isDeepStrictEqual } from 'node:util';
import type { Graph } from '../bpmn/index.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { Scenario, ScenarioResult } from '../contract/scenario.ts';
import { runScenario, type ScenarioOffice } from '../scenarios/index.ts';
import { loadSource } from './createHost.ts';
import { hostStepper } from './hostStepper.ts';

/** Runs a scenario with every step inside bpmn-engine. `sources` has the model of each process key. */
export function runThroughHost(
  scenario: Scenario,
  office: ScenarioOffice,
  sources: ReadonlyMap<string, string>,
): Promise<ScenarioResult> {
  return runScenario(scenario, office, { stepper: hostStepper(sources) });
}

/** Both ways of running a scenario, and one sentence per difference between them. */
export interface BothWays {
  readonly direct: ScenarioResult;
  readonly hosted: ScenarioResult;
  readonly differences: readonly string[];
}

/** Runs a scenario with the kernel called directly and inside bpmn-engine; a deployment wants no difference. */
export async function runBothWays(
  scenario: Scenario,
  office: ScenarioOffice,
  sources: ReadonlyMap<string, string>,
): Promise<BothWays> {
  const direct = await runScenario(scenario, office);
  const hosted = await runThroughHost(scenario, office, sources);
  const parts = ['ok', 'failures', 'trace', 'state', 'variables', 'dossier'] as const;
  const differences = parts
    .filter((part) => !isDeepStrictEqual(direct[part], hosted[part]))
    .map(
      (part) =>
        `Expected the same ${part} both ways, but directly it is ${shown(direct[part])} and inside bpmn-engine ${shown(hosted[part])}.`,
    );
  return { direct, hosted, differences };
}

/** Lets bpmn-engine load a model and checks that it sees the same processes and elements as we do. */
export async function checkThroughHost(source: string, graphs: readonly Graph[]): Promise<readonly ModelProblem[]> {
  let context: SeenByEngine;
  try {
    context = (await loadSource(source)) as SeenByEngine;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ rule: 'host', severity: 'error', sentence: `bpmn-engine cannot load the model: ${reason}` }];
  }
  return graphs.flatMap((graph): ModelProblem[] => {
    const problem = (element: string, sentence: string): ModelProblem => ({
      rule: 'host',
      severity: 'error',
      element,
      sentence,
    });
    if (!context.getProcessById(graph.process))
      return [problem(graph.process, 'bpmn-engine does not see the process.')];
    return graph.nodes
      .filter((node) => !context.getActivityById(node.id))
      .map((node) => problem(node.id, 'bpmn-engine does not see the element.'));
  });
}

interface SeenByEngine {
  getProcessById(id: string): unknown;
  getActivityById(id: string): unknown;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
