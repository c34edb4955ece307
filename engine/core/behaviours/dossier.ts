import type { Json, JsonObject } from '../../contract/json.ts';
import type { GraphNode } from '../../bpmn/index.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { today } from './expressions.ts';

const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

function parts(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a JSON pointer (RFC 6901), null when nothing is there. */
export function valueAt(data: Json, pointer: string): Json {
  let value: Json = data;
  for (const part of parts(pointer)) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(part)] ?? null;
    else if (isObject(value)) value = Object.hasOwn(value, part) ? (value[part] ?? null) : null;
    else return null;
  }
  return value;
}

function withValue(data: Json, path: readonly string[], after: Json): Json {
  const [first, ...rest] = path;
  if (first === undefined) return after;
  if (Array.isArray(data)) {
    const list: Json[] = [...(data as readonly Json[])];
    const index = first === '-' ? list.length : Number(first);
    list[index] = withValue(list[index] ?? null, rest, after);
    return list;
  }
  const object = isObject(data) ? data : {};
  if (rest.length === 0 && after === null)
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== first));
  return { ...object, [first]: withValue(object[first] ?? null, rest, after) };
}

/** Dossier data with a value at a JSON pointer; null removes the member. The pointer must not be the whole document. */
export function withDossierValue(data: JsonObject, pointer: string, after: Json): JsonObject {
  const path = parts(pointer);
  if (path.length === 0 || path.some((part) => unsafe.has(part)))
    throw new RangeError(`“${pointer}” is no place in a dossier.`);
  return withValue(data, path, after) as JsonObject;
}

/** Changes the dossier at a JSON pointer, null removes the member; each change is a history entry with before and after. */
export function changeDossier(step: Step, element: string, pointer: string, after: Json): void {
  if (step.dossier === null) {
    throw new StepFailure(element, 'ACT_FAILED', `“${element}” changes the dossier, but this instance has none.`);
  }
  const path = parts(pointer);
  if (path.length === 0 || path.some((part) => unsafe.has(part))) {
    throw new StepFailure(element, 'ACT_FAILED', `“${pointer}” at “${element}” is no place in a dossier.`);
  }
  const before = valueAt(step.dossier, pointer);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  step.dossier = withValue(step.dossier, path, after) as JsonObject;
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
  on = today(step),
  note: string | null = null,
): void {
  step.emit({ type: 'statusEventRecorded', element: node.id, event, on, note });
}
