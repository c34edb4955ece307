import { eventPlacesOf } from '../../bpmn/index.ts';
import { keepTimer } from '../behaviours/timers.ts';
import { setVariable } from '../behaviours/variables.ts';
import { closeWaits, openWaits } from '../behaviours/waits.ts';
import type { KernelEvent } from '../events.ts';
import { StepFailure } from '../failure.ts';
import type { Instance, Token } from '../state.ts';
import { Step } from '../step.ts';
import type { World } from '../world.ts';
import { checkMapping, nameIn, renamed, type Moved } from './mapping.ts';
import { reasonsAgainst, signature, type Reason, type Versions } from './movable.ts';
import { previewOf, type Preview } from './preview.ts';
import { emitRetimed, retimed, type TimerPolicy } from './retiming.ts';
import { waitsOf, waitsOfProcess, type WaitNode } from './waits.ts';

/** What came of a migration; refused, nothing has changed. */
export type Migrated =
  | {
      readonly type: 'migrated';
      /** The instance as it was, in the words of the new version: what the events are to be summed up against. */
      readonly renamed: Instance;
      /** What stands under another name from now on; rows of the token follow. */
      readonly moved: readonly Moved[];
      readonly instance: Instance;
      readonly events: readonly KernelEvent[];
      readonly preview: Preview;
    }
  | { readonly type: 'refused'; readonly reasons: readonly Reason[] };

/**
 * Moves an instance to another version of its process (engine.md 7). Ids that are the same in both go by themselves, others by
 * the mapping; everything is checked before anything changes. Tokens, variables, tasks and jobs stay what they are; what the
 * new version waits for besides is begun, what it no longer waits for is given up. To the same version it changes nothing.
 */
export function migrate(versions: Versions, instance: Instance, timers: TimerPolicy, world: World): Migrated {
  const { from, to, mapping } = versions;
  const wrong = checkMapping(from, to, mapping).map((sentence) => ({ element: from.process, sentence }));
  if (wrong.length > 0) return { type: 'refused', reasons: wrong };
  const reasons = reasonsAgainst(instance, versions);
  if (reasons.length > 0) return { type: 'refused', reasons };
  const before = renamed(instance, mapping);
  const step = new Step(to, before, world);
  try {
    nameOutcomes(step, versions);
    for (const token of instance.state.tokens) {
      const now = before.state.tokens.find((each) => each.id === token.id) ?? token;
      change(step, now.id, waitsOf(from, instance.state, token), waitsOf(to, before.state, now), versions, timers);
    }
    change(step, 0, waitsOfProcess(from, instance.state), waitsOfProcess(to, before.state), versions, timers);
  } catch (error) {
    if (error instanceof StepFailure)
      return { type: 'refused', reasons: [{ element: error.element, sentence: error.message }] };
    throw error;
  }
  const result = step.events.length === 0 ? before : step.result();
  const preview = previewOf(before, step.events);
  return {
    type: 'migrated',
    renamed: before,
    moved: movedIn(versions, instance),
    instance: result,
    events: step.events,
    preview,
  };
}

/** What a renamed task had come to is known under its new name too. */
function nameOutcomes(step: Step, { from, mapping }: Versions): void {
  for (const [before, after] of Object.entries(mapping)) {
    const node = from.nodes[from.byId.get(before) ?? -1];
    const value = node?.type === 'userTask' ? step.read(before) : undefined;
    if (value !== undefined && step.read(after) === undefined) setVariable(step, after, value);
  }
}

/** The names under which rows stand that get another one. */
function movedIn({ from, mapping }: Versions, { state }: Instance): readonly Moved[] {
  const placesOf = (nodes: readonly WaitNode[]): readonly string[] => nodes.flatMap(eventPlacesOf).map(({ at }) => at);
  const held = (token: Token): readonly string[] => [token.at, ...placesOf(waitsOf(from, state, token))];
  const all = [
    ...state.tokens.flatMap((token) => held(token).map((before) => ({ token: token.id, before }))),
    ...placesOf(waitsOfProcess(from, state)).map((before) => ({ token: 0, before })),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ token, before }) => {
    const after = nameIn(mapping, before);
    if (after === before || seen.has(`${token} ${before}`)) return [];
    seen.add(`${token} ${before}`);
    return [{ token, before, after }];
  });
}

/** Brings what one token waits for in line with the new version; `holder` 0 = the process itself. */
function change(
  step: Step,
  holder: number,
  before: readonly WaitNode[],
  after: readonly WaitNode[],
  { mapping }: Versions,
  policy: TimerPolicy,
): void {
  const left = new Map(after.map((node) => [node.id, node]));
  step.scope = holder;
  for (const node of before) {
    const id = nameIn(mapping, node.id);
    const now = left.get(id);
    left.delete(id);
    if (!now) closeWaits(step, holder, { ...node, id });
    else if (now.event.type === 'timer') retime(step, holder, now, policy);
    else if (signature(node.event) !== signature(now.event)) {
      closeWaits(step, holder, now);
      openWaits(step, holder, now);
    }
  }
  for (const node of left.values()) openWaits(step, holder, node);
}

function retime(step: Step, holder: number, node: WaitNode, policy: TimerPolicy): void {
  const timer = step.waits(holder).timers?.find((each) => each.at === node.id);
  if (!timer || node.event.type !== 'timer') return;
  const { steps, ...kept } = retimed(step, node, node.event.timer, timer, policy);
  if (JSON.stringify(kept) === JSON.stringify(timer)) return;
  keepTimer(step, holder, kept);
  emitRetimed(step, holder, timer, { ...kept, ...(steps ? { steps } : {}) });
}
