import type { Json, JsonObject } from '../contract/json.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { isObject, pointerOf } from './pointer.ts';
import type { LayoutElement } from './types.ts';

const types = ['VerticalLayout', 'HorizontalLayout', 'Group', 'Categorization', 'Category', 'Control', 'Label'];
const members = ['type', 'scope', 'label', 'i18n', 'text', 'elements', 'options', 'rule'];
const effects = ['SHOW', 'HIDE', 'ENABLE', 'DISABLE'];
const maxDepth = 12;

type ReadLayout =
  | { readonly ok: true; readonly layout: LayoutElement }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** A layout whose every element has the shape of JSON Forms' UI schema, as far as we support it. */
export function readLayout(value: JsonObject): ReadLayout {
  const problems: ModelProblem[] = [];
  checkElement(value, [], problems);
  return problems.length === 0 ? { ok: true, layout: value as unknown as LayoutElement } : { ok: false, problems };
}

type Path = readonly (string | number)[];

function checkElement(value: Json, path: Path, problems: ModelProblem[]): void {
  const report = (at: Path, sentence: string): void => {
    problems.push({ rule: 'form-layout', severity: 'error', pointer: pointerOf(at), sentence });
  };
  if (!isObject(value)) return report(path, 'Expected a layout element, but found something else.');
  if (path.length > maxDepth * 2)
    return report(path, `Expected at most ${maxDepth} levels, but the layout goes deeper.`);
  if (typeof value['type'] !== 'string' || !types.includes(value['type'])) {
    report(
      [...path, 'type'],
      `Expected one of ${types.join(', ')}, but found ${JSON.stringify(value['type'] ?? null)}.`,
    );
  }
  for (const name of Object.keys(value)) {
    if (!members.includes(name)) report([...path, name], `Expected ${members.join(', ')}, but found "${name}".`);
  }
  for (const name of ['scope', 'i18n', 'text']) {
    const text = value[name];
    if (text !== undefined && typeof text !== 'string')
      report([...path, name], 'Expected text, but found something else.');
  }
  const { label, options, rule, elements } = value;
  if (label !== undefined && typeof label !== 'string' && label !== false && label !== true) {
    report([...path, 'label'], 'Expected a text, true or false, but found something else.');
  }
  if (options !== undefined && !isObject(options))
    report([...path, 'options'], 'Expected an object, but found something else.');
  if (rule !== undefined) checkRule(rule, [...path, 'rule'], report);
  if ((value['type'] === 'Control') !== (typeof value['scope'] === 'string')) {
    report(path, 'Expected a scope on every control and on nothing else.');
  }
  if (elements === undefined) return;
  if (!Array.isArray(elements)) return report([...path, 'elements'], 'Expected a list, but found something else.');
  (elements as readonly Json[]).forEach((inner, at) => checkElement(inner, [...path, 'elements', at], problems));
}

type Report = (at: Path, sentence: string) => void;

function checkRule(rule: Json, path: Path, report: Report): void {
  const effect = isObject(rule) ? rule['effect'] : undefined;
  if (!isObject(rule) || typeof effect !== 'string' || !effects.includes(effect)) {
    return report(path, `Expected a rule with an effect of ${effects.join(', ')}, but found something else.`);
  }
  checkCondition(rule['condition'], [...path, 'condition'], report);
}

function checkCondition(condition: Json | undefined, path: Path, report: Report): void {
  if (!isObject(condition) || path.length > maxDepth * 3) {
    return report(path, 'Expected a condition, but found none or too many inside each other.');
  }
  const { type, conditions, scope } = condition;
  if (conditions !== undefined) {
    if ((type !== 'AND' && type !== 'OR') || !Array.isArray(conditions) || conditions.length === 0) {
      return report(path, 'Expected "AND" or "OR" with a list of conditions, but found something else.');
    }
    (conditions as readonly Json[]).forEach((inner, at) => checkCondition(inner, [...path, 'conditions', at], report));
    return;
  }
  if (typeof scope !== 'string') return report(path, 'Expected the scope of a condition, but found none.');
  const bySchema = isObject(condition['schema']);
  const byValue = type === 'LEAF' && 'expectedValue' in condition;
  if (bySchema === byValue)
    report(path, 'Expected a schema, or the type LEAF with an expectedValue, but found something else.');
}
