import type { GraphNode, LoopSpec } from '../../bpmn/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { CompiledExpression } from '../../feel/index.ts';
import { StepFailure } from '../failure.ts';
import type { Progress } from '../loops.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { openBoundaries } from './boundaries.ts';
import { reservedNames, value } from './expressions.ts';
import { completedAsWhole, take } from './flows.ts';
import { terminateInside } from './scopes.ts';
import { setVariable } from './variables.ts';

const reserved: ReadonlySet<string> = new Set(reservedNames);

type MultiInstance = Extract<LoopSpec, { readonly type: 'multiInstance' }>;
type Repeated = GraphNode & { readonly loop: LoopSpec };

/** Must what arrives begin a repetition? True for a repeated activity, unless it is one of its own instances that begins. */
export function isRepeated(step: Step, node: GraphNode, scope: number): node is Repeated {
  return node.loop !== undefined && step.token(scope)?.at !== node.id;
}

/** The token is one instance of a repeated activity: boundary events and flows belong to the activity as a whole. */
export function isInstance(step: Step, token: Token): boolean {
  return step.token(token.in)?.at === token.at;
}

/**
 * A repeated activity begins (BPMN 2.0.2, 13.3.6 loop and 13.3.7 multi-instance): one token stands for the whole and carries
 * its boundary events, each instance is a token in it with variables of its own.
 */
export function beginRepetition(step: Step, node: Repeated, scope: number): void {
  step.scope = scope;
  const progress = node.loop.type === 'loop' ? { started: 0, completed: 0 } : progressOf(step, node, node.loop);
  const token = step.open(node, scope, { loop: progress });
  step.loops.begin(token, progress);
  if (node.loop.type === 'loop' ? !goesOn(step, node, token, node.loop.testBefore) : progress.total === 0)
    return end(step, node, token);
  openBoundaries(step, node, token);
  const atOnce = node.loop.type === 'multiInstance' && !node.loop.sequential ? (progress.total ?? 0) : 1;
  for (let n = 0; n < atOnce; n++) beginInstance(step, node, token);
}

function progressOf(step: Step, node: GraphNode, loop: MultiInstance): Progress {
  const items = loop.collection ? listOf(step, node, loop.collection) : undefined;
  const total = items?.length ?? (loop.cardinality ? countOf(step, node, loop.cardinality) : 0);
  if (total > step.budget) {
    const sentence = `“${node.name ?? node.id}” would run ${total} times at once; more than ${step.budget} are not possible.`;
    throw new StepFailure(node.id, 'STEP_BUDGET_EXCEEDED', sentence);
  }
  return {
    total,
    started: 0,
    completed: 0,
    ...(items && loop.elementVariable !== undefined ? { items } : {}),
    ...(loop.outputCollection === undefined ? {} : { outputs: new Array<Json>(total).fill(null) }),
  };
}

function listOf(step: Step, node: GraphNode, expression: CompiledExpression): readonly Json[] {
  const list = value(step, node, expression);
  if (Array.isArray(list)) return list as readonly Json[];
  throw wrong(node, expression, 'a list', list);
}

function countOf(step: Step, node: GraphNode, expression: CompiledExpression): number {
  const count = value(step, node, expression);
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw wrong(node, expression, 'a whole number from 0 on', count);
}

function wrong(node: GraphNode, { text }: CompiledExpression, wanted: string, found: Json): StepFailure {
  const shown = JSON.stringify(found);
  const is = shown.length > 80 ? `${shown.slice(0, 79)}…` : shown;
  return new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `“${text}” at “${node.name ?? node.id}” must be ${wanted}, but it is ${is}.`,
  );
}

function beginInstance(step: Step, node: Repeated, whole: Token): void {
  const progress = step.loops.of(whole);
  const index = progress.started++;
  step.touch();
  const { loop } = node;
  const vars: Record<string, Json> = { loopCounter: index + 1 };
  if (loop.type === 'multiInstance') {
    const own = 'starts' in node ? ownResult(loop) : undefined;
    if (own !== undefined) vars[own] = null;
    if (loop.elementVariable !== undefined && progress.items)
      vars[loop.elementVariable] = progress.items[index] ?? null;
  }
  const token = step.open(node, whole.id, { vars, index });
  step.arrive({ node, scope: token.id });
}

/**
 * The variable that the result of an instance is made from, when it is a variable or a part of one: it is the instance's own
 * then, so that instances beside each other do not mix their results.
 */
function ownResult({ outputElement, elementVariable }: MultiInstance): string | undefined {
  const [, name] = /^([\p{L}_][\p{L}\p{N}_]*)(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.exec(outputElement?.text ?? '') ?? [];
  return name === elementVariable || reserved.has(name ?? '') ? undefined : name;
}

/**
 * One instance has run to its end. `at`: its own token while it is alive still, or that of the whole when the element has closed
 * it already.
 */
export function instanceEnded(step: Step, node: GraphNode, at: Token): void {
  if (!isRepeatedNode(node)) return;
  let whole = at;
  if (!at.loop) {
    collect(step, node, at);
    whole = step.alive(at.in);
    moveCompensations(step, at.id, whole.id);
    step.close(at, 'completed');
  }
  const progress = step.loops.of(whole);
  progress.completed += 1;
  step.touch();
  if (node.loop.type === 'loop') {
    if (goesOn(step, node, whole, true)) return beginInstance(step, node, whole);
    return end(step, node, whole);
  }
  if (isComplete(step, node, whole, node.loop)) {
    terminateInside(step, whole.id);
    return end(step, node, whole);
  }
  if (node.loop.sequential && progress.started < (progress.total ?? 0)) return beginInstance(step, node, whole);
  if (step.countInside(whole.id) === 0) end(step, node, whole);
}

function isRepeatedNode(node: GraphNode): node is Repeated {
  return node.loop !== undefined;
}

/** Keeps the result of an instance, evaluated among its own variables, before its token closes. */
export function collect(step: Step, node: GraphNode, instance: Token): void {
  const { loop } = node;
  if (loop?.type !== 'multiInstance' || !loop.outputElement) return;
  const { outputs } = step.loops.of(step.alive(instance.in));
  if (!outputs) return;
  step.scope = instance.id;
  outputs[instance.index ?? 0] = value(step, node, loop.outputElement);
}

/** Of a loop: is there another round? */
function goesOn(step: Step, node: Repeated, whole: Token, isAsked: boolean): boolean {
  const { loop } = node;
  if (loop.type !== 'loop') return false;
  const { started } = step.loops.of(whole);
  const facts = { loopCounter: started };
  step.scope = whole.id;
  if (loop.maximum && started >= Number(value(step, node, loop.maximum, facts))) return false;
  return !isAsked || !loop.condition || isTrue(step, node, loop.condition, facts);
}

function isComplete(step: Step, node: Repeated, whole: Token, loop: MultiInstance): boolean {
  if (!loop.completionCondition) return false;
  step.scope = whole.id;
  return isTrue(step, node, loop.completionCondition);
}

function isTrue(step: Step, node: GraphNode, expression: CompiledExpression, facts?: JsonObject): boolean {
  const answer = value(step, node, expression, facts);
  if (typeof answer === 'boolean') return answer;
  throw wrong(node, expression, 'true or false', answer);
}

/** The whole is complete: its results are written, its flows taken. */
function end(step: Step, node: Repeated, whole: Token): void {
  const { outputs } = step.loops.of(whole);
  moveCompensations(step, whole.id, whole.in);
  step.scope = whole.in;
  if (node.loop.type === 'multiInstance' && node.loop.outputCollection !== undefined)
    setVariable(step, node.loop.outputCollection, outputs ?? []);
  step.close(whole, 'completed');
  completedAsWhole(step, node);
  take(step, node, whole.in);
}

/** What an instance has completed is undone as part of what is around it. */
function moveCompensations(step: Step, from: number, to: number): void {
  if (step.compensations.some((each) => each.in === from))
    step.compensations = step.compensations.map((each) => (each.in === from ? { ...each, in: to } : each));
}
