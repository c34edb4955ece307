import type { Json, JsonObject } from '../../contract/json.ts';
import type { GraphNode } from '../../bpmn/index.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';

const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/** The steps of a JSON pointer; undefined when the text is none, or leads to the whole document or into a prototype. */
function parts(pointer: string): readonly string[] | undefined {
  if (!pointer.startsWith('/')) return undefined;
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return path.some((part) => unsafe.has(part)) ? undefined : path;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The index that a step of a pointer means in a list: one that is there, or the one after the last (`-`). */
function indexIn(list: readonly Json[], part: string): number | undefined {
  if (part === '-') return list.length;
  const index = /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : Number.NaN;
  return index <= list.length ? index : undefined;
}

/** The value at a JSON pointer (RFC 6901), null when nothing is there. */
export function valueAt(data: Json, pointer: string): Json {
  let value: Json = data;
  for (const part of parts(pointer) ?? ['']) {
    if (isList(value)) value = value[indexIn(value, part) ?? value.length] ?? null;
    else if (isObject(value)) value = Object.hasOwn(value, part) ? (value[part] ?? null) : null;
    else return null;
  }
  return value;
}

/** Undefined when the path leads beyond the end of a list. */
function withValue(data: Json, path: readonly string[], after: Json): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return after;
  if (isList(data)) {
    const index = indexIn(data, first);
    const value = index === undefined ? undefined : withValue(data[index] ?? null, rest, after);
    return index === undefined || value === undefined ? undefined : data.toSpliced(index, 1, value);
  }
  const object = isObject(data) ? data : {};
  if (rest.length === 0 && after === null)
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== first));
  const value = withValue(object[first] ?? null, rest, after);
  return value === undefined ? undefined : { ...object, [first]: value };
}

/**
 * Dossier data with a value at a JSON pointer; null removes the member.
 * @throws RangeError when the pointer is no place in a dossier: the whole document, a prototype, beyond the end of a list
 */
export function withDossierValue(data: JsonObject, pointer: string, after: Json): JsonObject {
  const path = parts(pointer);
  const changed = path && withValue(data, path, after);
  if (changed === undefined) throw new RangeError(`“${pointer}” is no place in a dossier.`);
  return changed as JsonObject;
}

/** Changes the dossier at a JSON pointer, null removes the member; each change is a history entry with before and after. */
export function changeDossier(step: Step, element: string, pointer: string, after: Json): void {
  if (step.dossier === null) {
    throw new StepFailure(element, 'ACT_FAILED', `“${element}” changes the dossier, but this instance has none.`);
  }
  const before = valueAt(step.dossier, pointer);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const path = parts(pointer);
  const changed = path && withValue(step.dossier, path, after);
  if (changed === undefined)
    throw new StepFailure(element, 'ACT_FAILED', `“${pointer}” at “${element}” is no place in a dossier.`);
  step.dossier = changed as JsonObject;
  step.emit({ type: 'dossierChanged', pointer, before, after });
}

/** Brings the dossier into a state of its kind. */
export function setDossierState(step: Step, state: string): void {
  if (step.dossierState === state) return;
  step.emit({ type: 'dossierStateChanged', before: step.dossierState, after: state });
  step.dossierState = state;
}

/** Records a legally relevant fact (WIPO ST.27, ST.61, ST.87) on the day of the step. */
export function recordStatusEvent(
  step: Step,
  node: GraphNode,
  event: string,
  on = step.today,
  note: string | null = null,
): void {
  step.emit({ type: 'statusEventRecorded', element: node.id, event, on, note });
}
