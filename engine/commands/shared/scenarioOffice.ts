import { formatNumber, officeFacts, type OfficeDefinitions } from '../../bundles/index.ts';
import { connectorDescriptions } from '../../connectors/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { evaluateDecision } from '../../decisions/index.ts';
import { compileExpression, evaluateStrict, isFeelProblem } from '../../feel/index.ts';
import type { SchemaValidator } from '../../forms/index.ts';
import type { ScenarioOffice } from '../../scenarios/index.ts';

/** The definitions of an office as the scenario runner takes them. */
export function scenarioOffice(definitions: OfficeDefinitions, validate: SchemaValidator): ScenarioOffice {
  return {
    processes: definitions.processes,
    forms: definitions.forms,
    validate,
    timeLimits: definitions.timeLimits,
    calendar: definitions.calendar,
    laneRoles: definitions.laneRoles,
    facts: (today) => officeFacts(definitions, today),
    decide(key, context) {
      const model = definitions.decisions.get(key);
      return model ? evaluateDecision(model, key, context) : { ok: false, sentence: `There is no decision “${key}”.` };
    },
    number(series, serial, today) {
      const definition = definitions.numbering.series[series];
      if (!definition) throw new Error(`There is no number series “${series}” in this office.`);
      return formatNumber(definition, serial, today);
    },
    simulate: (connector, input) => simulate(definitions, connector, input),
  };
}

/** What a connector's simulator answers to an input. */
function simulate({ connectors }: OfficeDefinitions, connector: string, input: JsonObject): Json {
  const external = connectors.get(connector);
  if (external?.simulate === undefined && external !== undefined) return null;
  const simulator =
    external?.simulate === undefined
      ? connectorDescriptions.find((each) => each.key === connector)?.simulator
      : { result: external.simulate };
  if (!simulator) throw new Error(`There is no simulator of the connector “${connector}”.`);
  const compiled = compileExpression(simulator.result);
  if (isFeelProblem(compiled)) throw new Error(compiled.sentence);
  const answer = evaluateStrict(compiled, { input });
  if (!answer.ok) throw new Error(answer.sentence);
  return answer.value;
}
