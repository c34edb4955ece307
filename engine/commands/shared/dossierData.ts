import { dossierIndex, type DossierKind } from '../../bundles/index.ts';
import { startOfDay } from '../../calendar/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { Refusal, type ProblemPlace } from '../../contract/problem.ts';
import { withDossierValue, type DossierChange } from '../../core/index.ts';
import type { Form } from '../../forms/index.ts';
import type { StepWrite } from '../../store/index.ts';
import type { Session } from './session.ts';
import { StepIncident } from './stepIncident.ts';

/** Dossier data with changes at JSON pointers; null removes. */
export function withChanges(data: JsonObject, changes: readonly DossierChange[]): JsonObject {
  return changes.reduce<JsonObject>((whole, change) => withDossierValue(whole, change.pointer, change.value), data);
}

/**
 * Refuses what a form would write to the dossier when the dossier's own schema does not accept it, which may be stricter than the form.
 * @throws Refusal INVALID_INPUT with pointers to the fields
 */
export function checkDossierChanges(session: Session, form: Form, changes: readonly DossierChange[]): void {
  const { dossier } = session;
  if (!dossier || changes.length === 0) return;
  const { schema } = kindOf(session, dossier.kind);
  const problems = session.runtime.validate(schema, withChanges(dossier.data, changes));
  // What was wrong before is nobody's fault who fills in this form.
  const places = problems.flatMap((problem) => placeInForm(form, problem) ?? []);
  if (places.length > 0)
    throw new Refusal('INVALID_INPUT', 'The dossier does not accept some fields of the form.', { places });
}

function placeInForm(form: Form, { pointer, sentence, ...rest }: ProblemPlace): ProblemPlace | undefined {
  for (const [field, at] of dossierFields(form.schema, '')) {
    if (pointer === at || pointer.startsWith(`${at}/`))
      return { ...rest, pointer: `/data${field}${pointer.slice(at.length)}`, sentence };
  }
  return undefined;
}

/** Pointer of each field that writes to the dossier, with the pointer into the dossier. */
function dossierFields(schema: JsonObject, path: string): readonly (readonly [field: string, dossier: string])[] {
  return Object.entries(objectAt(schema, 'properties')).flatMap(([name, property]) => {
    const here = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isObject(property)) return [];
    const pointer = objectAt(property, 'x-officina')['dossier'];
    return typeof pointer === 'string' ? [[here, pointer] as const] : dossierFields(property, here);
  });
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when the dossier is new or differs from what was read: its version will grow by one. */
export function isDossierChanged({ dossier }: Session): boolean {
  if (!dossier) return false;
  return dossier.stored === null || dossier.stored.data !== dossier.data || dossier.stored.state !== dossier.state;
}

/**
 * The dossier when it is new or changed; data that its kind's schema refuses are never written.
 * @throws StepIncident DOSSIER_REFUSED
 */
export function dossierOf(session: Session): StepWrite['dossier'] {
  const { dossier } = session;
  if (!dossier) return null;
  if (!isDossierChanged(session)) return null;
  const { schema } = kindOf(session, dossier.kind);
  const problems = session.runtime.validate(schema, dossier.data);
  if (problems.length > 0) {
    const found = problems.map((each) => `${each.pointer} ${each.sentence}`).join(' ');
    throw new StepIncident('', 'DOSSIER_REFUSED', `The dossier does not accept what the process writes: ${found}`);
  }
  const index = dossierIndex(schema, dossier.data);
  const number = dossier.data['number'];
  return {
    id: dossier.id,
    expectedVersion: dossier.stored?.version ?? null,
    kind: dossier.kind,
    number: typeof number === 'string' ? number : null,
    filedAt: index.filedOn === null ? null : startOfDay(index.filedOn, session.inForce.definitions.calendar.timeZone),
    state: dossier.state,
    data: dossier.data,
    index,
  };
}

/** The dossier that the step has decided on, as it was read. */
export function seenDossier({ dossier }: Session): NonNullable<StepWrite['seenDossier']> | null {
  return dossier?.stored ? { id: dossier.id, version: dossier.stored.version } : null;
}

function kindOf(session: Session, key: string): DossierKind {
  const kind = session.inForce.definitions.dossierKinds.get(key);
  if (!kind) throw new Refusal('INVALID_STATE', `Expected a dossier kind “${key}” in this office, but there is none.`);
  return kind;
}
