import { extensionNamespace } from '../extensions.ts';
import { children, flag, tagOf, type ModelElement } from '../moddle.ts';
import type { Problems } from '../problems.ts';
import {
  checkBindings,
  checkChoreographyRef,
  checkCollections,
  checkItems,
  checkMultiplicity,
  checkSets,
  checkStates,
  checkTaskData,
} from './data.ts';
import { checkErrorCode, checkMessageFlow, checkPayload, checkPlace } from './events.ts';
import { checkFormal } from './expressions.ts';
import { checkBoundary, checkDirection, checkEventSubProcess, checkImmediate } from './flows.ts';

/** One element of the model, and what a constraint has to know of its surroundings. */
export interface Checked {
  readonly element: ModelElement;
  /** XML name. */
  readonly tag: string;
  readonly isExecutable: boolean;
  readonly problems: Problems;
}

const everywhere = [
  ...[checkCollections, checkItems, checkBindings, checkSets, checkStates],
  ...[checkTaskData, checkMultiplicity, checkChoreographyRef],
  ...[checkPayload, checkMessageFlow, checkErrorCode, checkDirection, checkImmediate],
];
/** What building the graph and the lint say of executable processes. */
const inDrawings = [checkPlace, checkBoundary, checkEventSubProcess];

/**
 * What BPMN 2.0.2 says of elements in words, beside its schema: how data, events, messages and flows belong together. Also in
 * processes that are drawings only.
 */
export function checkConstraints(definitions: ModelElement, problems: Problems): void {
  const isOurs = declares(definitions, extensionNamespace);
  const open: [element: ModelElement, isExecutable: boolean][] = [[definitions, false]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [element, around] = next;
    const tag = tagOf(element);
    const isExecutable = tag === 'process' ? flag(element, 'isExecutable') : around;
    const checked: Checked = { element, tag, isExecutable, problems };
    for (const check of everywhere) check(checked);
    if (!isExecutable) for (const check of inDrawings) check(checked);
    // In our dialect every expression is FEEL, whether it says so or not.
    else if (!isOurs) checkFormal(checked);
    for (const child of inside(element).toReversed()) open.push([child, isExecutable]);
  }
}

/** Elements that the element holds, without those it refers to. */
function inside(element: ModelElement): readonly ModelElement[] {
  const held = (element.$descriptor?.properties ?? []).filter((one) => !one.isAttr && !one.isReference);
  return held.flatMap(({ name }) => {
    const value = element.get?.(name);
    return (Array.isArray(value) ? value : [value]).filter(isBpmn);
  });
}

function isBpmn(value: unknown): value is ModelElement {
  return typeof value === 'object' && value !== null && '$type' in value && String(value.$type).startsWith('bpmn:');
}

function declares(definitions: ModelElement, uri: string): boolean {
  return Object.values(definitions.$attrs ?? {}).includes(uri) || children(definitions, 'rootElements').some(isUsing);
}

/** Does it carry one of our attributes? */
function isUsing(element: ModelElement): boolean {
  return (element.$descriptor?.properties ?? []).some(
    ({ name }) => name.startsWith('officina:') && element.get?.(name) !== undefined,
  );
}
