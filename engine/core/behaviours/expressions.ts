import { CalendarError, calendarFunctions, computeTimeLimit, dayOf } from '../../calendar/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { evaluateStrict, type CompiledExpression, type ContextFunction, type FeelContext } from '../../feel/index.ts';
import type { GraphNode, Mapping, Text } from '../../bpmn/index.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';

/** Names that FEEL sees besides the variables; a variable of the same name is hidden by them. */
export const reservedNames = ['dossier', 'office', 'now', 'today', 'instance'] as const;

/** What FEEL sees in a step: variables, the dossier with its state, the office with its calendar functions, the clock. */
export function feelContext(step: Step, extra: JsonObject = {}): FeelContext {
  const { world } = step;
  return {
    ...Object.fromEntries(step.variables),
    ...calendarFunctions(world.calendar),
    lastDay: lastDay(step),
    ...extra,
    dossier: step.dossier === null ? null : { ...step.dossier, state: step.dossierState },
    office: world.office,
    instance: { id: world.instanceId, key: world.businessKey },
    now: world.now,
    today: today(step),
  };
}

/** `lastDay(key, base)` in FEEL: when a time limit of the office that starts on `base` ends, for letters that state it. */
function lastDay(step: Step): ContextFunction {
  return (key, baseOn) => {
    const rule = typeof key === 'string' ? step.world.timeLimits.get(key) : undefined;
    if (!rule || typeof baseOn !== 'string') throw new CalendarError(`There is no time limit ${JSON.stringify(key)}.`);
    const abroad = step.dossier?.['applicantAbroad'] === true;
    return computeTimeLimit(rule, baseOn, step.world.calendar, { abroad }).expiresOn;
  };
}

/** The office's day of the step. */
export function today(step: Step): string {
  return dayOf(step.world.now, step.world.calendar.timeZone);
}

/** Value of an expression; a missing variable or a wrong type is an incident, never a guess (engine.md 5). */
export function value(step: Step, node: GraphNode, expression: CompiledExpression, extra?: JsonObject): Json {
  const answer = evaluateStrict(expression, feelContext(step, extra));
  if (answer.ok) return answer.value;
  throw new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `“${expression.text}” at “${node.name ?? node.id}” cannot be answered: ${answer.sentence}`,
  );
}

/** True or false; anything else is an incident. */
export function condition(step: Step, node: GraphNode, expression: CompiledExpression): boolean {
  const answer = value(step, node, expression);
  if (typeof answer === 'boolean') return answer;
  throw new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `The condition “${expression.text}” at “${node.name ?? node.id}” must be true or false, but it is ${JSON.stringify(answer)}.`,
  );
}

/** A text that may be FEEL; null stays null. */
export function text(step: Step, node: GraphNode, source: Text): string | null {
  if (source.type === 'literal') return source.value;
  const answer = value(step, node, source.expression);
  if (answer === null || typeof answer === 'string') return answer;
  if (typeof answer === 'number') return String(answer);
  throw new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `“${source.expression.text}” at “${node.name ?? node.id}” must be a text, but it is ${JSON.stringify(answer)}.`,
  );
}

/** A list of texts: FEEL list, or a comma-separated literal. */
export function texts(step: Step, node: GraphNode, source: Text | undefined): readonly string[] {
  if (!source) return [];
  const answer = source.type === 'literal' ? source.value.split(',') : value(step, node, source.expression);
  const list = Array.isArray(answer) ? answer : [answer];
  return list.flatMap((item: Json) => (typeof item === 'string' && item.trim() !== '' ? [item.trim()] : []));
}

/** The object that input mappings make. */
export function mapped(step: Step, node: GraphNode, mappings: readonly Mapping[], extra?: JsonObject): JsonObject {
  return Object.fromEntries(mappings.map((mapping) => [mapping.target, value(step, node, mapping.source, extra)]));
}
