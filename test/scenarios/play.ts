import type { Scenario, ScenarioResult } from '../../engine/contract/scenario.ts';
import { runScenario, type ScenarioOffice } from '../../engine/scenarios/index.ts';
import { graphsOf, officeOf } from '../core/office.ts';

/** Plays a scenario on a diagram of `test/bpmn/scenarios`; `office` stands in for parts of the office. */
export async function play(
  file: string,
  scenario: Partial<Scenario>,
  office: Partial<ScenarioOffice> = {},
): Promise<ScenarioResult> {
  const graphs = await graphsOf(`scenarios/${file}`);
  const process = [...graphs.keys()][0] ?? '';
  return runScenario({ name: 'a scenario', process, start: {}, ...scenario }, { ...officeOf(graphs), ...office });
}

/** The sentences of a result, with the index of their step. */
export function said(result: ScenarioResult): readonly string[] {
  return result.failures.map(({ step, sentence }) => `${step}: ${sentence}`);
}
