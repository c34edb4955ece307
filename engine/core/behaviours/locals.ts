import type { GraphNode, Mapping } from '../../bpmn/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { mapped } from './expressions.ts';
import { setVariables } from './variables.ts';

/**
 * Variables of an activity's own: what its data associations and input mappings make when it begins (BPMN 2.0.2, 10.4.1 and
 * 10.4.2). Undefined when it has none.
 */
export function localsOf(step: Step, node: GraphNode): JsonObject | undefined {
  const { copiesIn = [], locals = [] } = node;
  if (copiesIn.length === 0 && locals.length === 0) return undefined;
  return {
    ...Object.fromEntries(copiesIn.map(({ from, to }) => [to, step.read(from) ?? null])),
    ...mapped(step, node, locals),
  };
}

/** As part of a new token. */
export function withLocals(step: Step, node: GraphNode, more: JsonObject = {}): Pick<Token, 'vars'> {
  const vars = { ...more, ...localsOf(step, node) };
  return Object.keys(vars).length > 0 ? { vars } : {};
}

/** Output mappings and data associations of an activity: read among its own variables, written around it. */
export function giveOut(
  step: Step,
  node: GraphNode,
  token: Token,
  output: readonly Mapping[] = [],
  extra: JsonObject = {},
): void {
  const values = given(step, node, output, extra);
  step.scope = token.in;
  setVariables(step, values);
}

/** The same for an activity that is done at once and has no token; `extra` holds its own variables. */
export function giveOutAtOnce(
  step: Step,
  node: GraphNode,
  output: readonly Mapping[] = [],
  extra: JsonObject = {},
): void {
  setVariables(step, given(step, node, output, extra));
}

function given(step: Step, node: GraphNode, output: readonly Mapping[], extra: JsonObject): JsonObject {
  const copies = (node.copiesOut ?? []).flatMap(({ from, to }): (readonly [string, Json])[] => {
    const found = Object.hasOwn(extra, from) ? extra[from] : step.read(from);
    return found === undefined ? [] : [[to, found]];
  });
  return { ...Object.fromEntries(copies), ...mapped(step, node, output, extra) };
}
