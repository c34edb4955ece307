import { CalendarError, calendarFunctions, computeTimeLimit, type OfficeCalendar } from '../../calendar/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { evaluateStrict, type CompiledExpression, type ContextFunction, type FeelContext } from '../../feel/index.ts';
import type { GraphNode, Mapping, Text } from '../../bpmn/index.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';

/** Names that FEEL sees besides the variables; a variable of the same name is hidden by them. */
export const reservedNames = ['dossier', 'office', 'now', 'today', 'instanceId', 'businessKey'] as const;

interface Facts {
  /** What no step changes. */
  readonly constant: FeelContext;
  readonly written: number;
  /** Whose variables are seen. */
  readonly holder: number;
  readonly dossier: JsonObject | null;
  readonly dossierState: string | null;
  readonly context: FeelContext;
}

/** Built once per state of variables and dossier: most elements change nothing between two expressions. */
const known = new WeakMap<Step, Facts>();
const functions = new WeakMap<OfficeCalendar, Readonly<Record<string, ContextFunction>>>();

/** What FEEL sees in a step: variables, the dossier with its state, the office with its calendar functions, the clock. */
export function feelContext(step: Step, extra?: JsonObject): FeelContext {
  const { written, dossier, dossierState } = step;
  const holder = step.holder();
  let facts = known.get(step);
  const isFresh = facts?.written === written && facts.holder === holder;
  if (!facts || !isFresh || facts.dossier !== dossier || facts.dossierState !== dossierState) {
    const constant = facts?.constant ?? constantsOf(step);
    const context = {
      ...step.visible(holder),
      ...constant,
      dossier: dossier === null ? null : { ...dossier, state: dossierState },
    };
    facts = { constant, written, holder, dossier, dossierState, context };
    known.set(step, facts);
  }
  return extra ? { ...facts.context, ...extra } : facts.context;
}

function constantsOf(step: Step): FeelContext {
  const { world } = step;
  const calendar = { ...functionsOf(world.calendar), lastDay: lastDay(step) };
  return {
    ...calendar,
    office: { ...world.office, ...calendar },
    // Not `instance.id`: in FEEL the word begins “instance of”.
    instanceId: world.instanceId,
    businessKey: world.businessKey,
    now: world.now,
    today: step.today,
  };
}

function functionsOf(calendar: OfficeCalendar): Readonly<Record<string, ContextFunction>> {
  let made = functions.get(calendar);
  if (!made) functions.set(calendar, (made = calendarFunctions(calendar)));
  return made;
}

/** `lastDay(key, base)` in FEEL: when a time limit of the office that starts on `base` ends, for letters that state it. */
function lastDay(step: Step): ContextFunction {
  const { world } = step;
  return (key, baseOn) => {
    const rule = typeof key === 'string' ? world.timeLimits.get(key) : undefined;
    if (!rule || typeof baseOn !== 'string') throw new CalendarError(`There is no time limit ${JSON.stringify(key)}.`);
    const abroad = step.dossier?.['applicantAbroad'] === true;
    return computeTimeLimit(rule, baseOn, world.calendar, { abroad }).expiresOn;
  };
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
export function condition(step: Step, node: GraphNode, expression: CompiledExpression, facts?: JsonObject): boolean {
  const answer = value(step, node, expression, facts);
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

/** A list of texts: FEEL text or list of texts, or a comma-separated literal; null is an empty list. */
export function texts(step: Step, node: GraphNode, source: Text | undefined): readonly string[] {
  if (!source) return [];
  const answer = source.type === 'literal' ? source.value.split(',') : value(step, node, source.expression);
  const list = (Array.isArray(answer) ? answer : [answer]) as readonly Json[];
  return list.flatMap((item) => {
    if (typeof item === 'string') return item.trim() === '' ? [] : [item.trim()];
    if (item === null) return [];
    throw new StepFailure(
      node.id,
      'EXPRESSION_FAILED',
      `“${source.type === 'feel' ? source.expression.text : source.value}” at “${node.name ?? node.id}” must be texts, but it holds ${JSON.stringify(item)}.`,
    );
  });
}

/** The object that input mappings make. */
export function mapped(step: Step, node: GraphNode, mappings: readonly Mapping[], extra?: JsonObject): JsonObject {
  return Object.fromEntries(mappings.map((mapping) => [mapping.target, value(step, node, mapping.source, extra)]));
}
