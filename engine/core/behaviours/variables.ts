import type { GraphNode, Mapping } from '../../bpmn/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { mapped } from './expressions.ts';
import type { Step } from '../step.ts';

/** Writes a variable where it is seen from the step's scope; an equal value is no event. What has just been corrected stays. */
export function setVariable(step: Step, name: string, after: Json): void {
  if (Object.hasOwn(step.corrected, name)) return;
  const before = step.read(name);
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return;
  const owner = step.write(name, after);
  step.emit({ type: 'variableSet', name, before: before ?? null, after, ...(owner === 0 ? {} : { token: owner }) });
}

export function setVariables(step: Step, values: JsonObject): void {
  for (const [name, after] of Object.entries(values)) setVariable(step, name, after);
}

/** Writes the corrected variables, then does what writes others; what follows from it later may write them again. */
export function correctly(step: Step, corrected: JsonObject, action: () => void): void {
  setVariables(step, corrected);
  step.corrected = corrected;
  action();
  step.corrected = {};
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
