import type { Json, JsonObject } from '../contract/json.ts';
import { isObject, isWithin, pointerOf, valueAt } from './pointer.ts';
import { scopePath } from './schema.ts';
import type { LayoutElement, LayoutRule, RuleCondition, SchemaValidator } from './types.ts';

/** Which fields a layout hides at the moment. */
export interface Visibility {
  /** Pointers into the data of the controls that are hidden, and only those. */
  readonly hidden: readonly string[];
  /** Is this place hidden: inside a hidden field, or a group of fields of which none is visible? */
  isHidden(pointer: string): boolean;
  /** Is there a visible control for this place, or inside it? */
  isShown(pointer: string): boolean;
}

/**
 * What JSON Forms shows of these data. As there, rules are evaluated on the data as they are, also those of hidden fields, and
 * a field with several controls is hidden when all of them are.
 */
export function visibility(layout: LayoutElement, data: JsonObject, validate: SchemaValidator): Visibility {
  const shown = new Set<string>();
  const hidden = new Set<string>();
  const visit = (element: LayoutElement, visible: boolean): void => {
    const here = visible && isVisible(element.rule, data, validate);
    const path = element.scope === undefined ? undefined : scopePath(element.scope);
    if (path !== undefined) (here ? shown : hidden).add(pointerOf(path));
    for (const inner of element.elements ?? []) visit(inner, here);
  };
  visit(layout, true);
  const visible = [...shown];
  const only = [...hidden].filter((pointer) => !visible.some((at) => isWithin(at, pointer)));
  const isShown = (pointer: string): boolean => visible.some((at) => isWithin(at, pointer) || isWithin(pointer, at));
  return {
    hidden: only,
    isHidden: (pointer) => !isShown(pointer) && only.some((at) => isWithin(pointer, at) || isWithin(at, pointer)),
    isShown,
  };
}

/** Pointers into the data of the fields that the layout's rules hide at the moment. */
export function hiddenPointers(layout: LayoutElement, data: JsonObject, validate: SchemaValidator): readonly string[] {
  return visibility(layout, data, validate).hidden;
}

/** Does a rule's condition hold? */
export function conditionHolds(condition: RuleCondition, data: JsonObject, validate: SchemaValidator): boolean {
  if ('conditions' in condition) {
    const holds = (inner: RuleCondition): boolean => conditionHolds(inner, data, validate);
    return condition.type === 'AND' ? condition.conditions.every(holds) : condition.conditions.some(holds);
  }
  const path = scopePath(condition.scope);
  const value = path === undefined ? undefined : valueAt(data, path);
  if ('expectedValue' in condition) return value === condition.expectedValue;
  if (value === undefined) return condition.failWhenUndefined !== true && absentSatisfies(condition.schema);
  return validate(condition.schema, value).length === 0;
}

function isVisible(rule: LayoutRule | undefined, data: JsonObject, validate: SchemaValidator): boolean {
  if (rule === undefined || (rule.effect !== 'SHOW' && rule.effect !== 'HIDE')) return true;
  return conditionHolds(rule.condition, data, validate) === (rule.effect === 'SHOW');
}

/**
 * Does a value that is not there satisfy a schema? What Ajv answers for `undefined`, which is what JSON Forms asks; other
 * validators throw.
 */
function absentSatisfies(schema: Json | undefined): boolean {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) return true;
  if ('const' in schema || 'enum' in schema || 'type' in schema) return false;
  const { not, allOf, anyOf, oneOf } = schema;
  return (
    (not === undefined || !absentSatisfies(not)) &&
    (!Array.isArray(allOf) || allOf.every(absentSatisfies)) &&
    (!Array.isArray(anyOf) || anyOf.some(absentSatisfies)) &&
    (!Array.isArray(oneOf) || oneOf.filter(absentSatisfies).length === 1)
  );
}
