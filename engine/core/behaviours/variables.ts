import type { GraphNode, Mapping } from '../../bpmn/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { mapped } from './expressions.ts';
import type { Step } from '../step.ts';

/** Writes a variable; an equal value is no event. */
export function setVariable(step: Step, name: string, after: Json): void {
  const before = step.variables.get(name);
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return;
  step.write(name, after);
  step.emit({ type: 'variableSet', name, before: before ?? null, after });
}

export function setVariables(step: Step, values: JsonObject): void {
  for (const [name, after] of Object.entries(values)) setVariable(step, name, after);
}

/** Output mapping: with mappings only their targets are written, without them nothing, or everything when `all` is given. */
export function writeOutput(
  step: Step,
  node: GraphNode,
  mappings: readonly Mapping[],
  extra: JsonObject,
  all: JsonObject = {},
): void {
  setVariables(step, mappings.length > 0 ? mapped(step, node, mappings, extra) : all);
}
