import { isObject, member, pointerOf } from '../pointer.ts';
import { readLayout } from '../readLayout.ts';
import { marks, propertiesOf, resolved, schemaAt, scopePath } from '../schema.ts';
import type { Form, LayoutElement, RuleCondition, Schema } from '../types.ts';
import type { FormProblem } from './index.ts';
import { lintConditionSchema } from './schema.ts';

type Path = readonly (string | number)[];

/** What is wrong between layout and schema: scopes that lead nowhere, fields that nobody can reach. */
export function lintLayout(form: Form): readonly FormProblem[] {
  const laidOut = new Map<string, number>();
  const problems = [...lintElement(form.schema, form.schema, form.layout, [], laidOut)];
  for (const [pointer, times] of laidOut) {
    if (times > 1)
      problems.push(problem('form-laid-out-twice', [], `The field ${pointer} is laid out ${times} times.`, 'warning'));
  }
  for (const pointer of notLaidOut(form.schema, form.schema, [], laidOut)) {
    const sentence = `Expected every field in the layout or marked {"x-officina": {"hidden": true}}, but ${pointer} is neither.`;
    problems.push(problem('form-not-laid-out', [], sentence));
  }
  return problems;
}

function lintElement(
  root: Schema,
  base: Schema,
  element: LayoutElement,
  path: Path,
  laidOut: Map<string, number>,
): readonly FormProblem[] {
  const problems: FormProblem[] = [];
  if (element.scope !== undefined) {
    const scope = scopePath(element.scope);
    const property = scope === undefined || scope.length === 0 ? undefined : inside(root, base, scope);
    if (scope === undefined || property === undefined) {
      problems.push(
        problem('form-scope', [...path, 'scope'], `Expected the scope of a field, but there is no ${element.scope}.`),
      );
    } else {
      const pointer = pointerOf(scope);
      laidOut.set(pointer, (laidOut.get(pointer) ?? 0) + 1);
      problems.push(...lintDetail(root, property, element, path));
    }
  }
  if (element.rule !== undefined) {
    problems.push(...lintCondition(root, base, element.rule.condition, [...path, 'rule', 'condition']));
  }
  const inner = (element.elements ?? []).flatMap((child, at) =>
    lintElement(root, base, child, [...path, 'elements', at], laidOut),
  );
  return [...problems, ...inner];
}

/** The layout of one line of a list, whose scopes start at the line. */
function lintDetail(root: Schema, property: Schema, element: LayoutElement, path: Path): readonly FormProblem[] {
  const detail = element.options?.['detail'];
  if (!isObject(detail)) return [];
  const at = [...path, 'options', 'detail'];
  const read = readLayout(detail);
  if (!read.ok) {
    return read.problems.map((found) =>
      problem(found.rule, at, `In the detail of ${element.scope}: ${found.sentence}`),
    );
  }
  const items = member(resolved(root, property), 'items');
  const rules = hasRule(read.layout)
    ? [problem('form-layout', at, 'Expected no rules inside a list, but found one.')]
    : [];
  return [...rules, ...lintElement(root, isObject(items) ? items : {}, read.layout, at, new Map())];
}

function hasRule(element: LayoutElement): boolean {
  return element.rule !== undefined || (element.elements ?? []).some(hasRule);
}

function lintCondition(root: Schema, base: Schema, condition: RuleCondition, path: Path): readonly FormProblem[] {
  if ('conditions' in condition) {
    return condition.conditions.flatMap((inner, at) => lintCondition(root, base, inner, [...path, 'conditions', at]));
  }
  const scope = scopePath(condition.scope);
  const problems =
    scope === undefined || inside(root, base, scope) === undefined
      ? [
          problem(
            'form-scope',
            [...path, 'scope'],
            `Expected the scope of a field, but there is no ${condition.scope}.`,
          ),
        ]
      : [];
  if (!('schema' in condition)) return problems;
  const wrong = lintConditionSchema(root, condition.schema, [...path, 'schema']);
  return [...problems, ...wrong.map((found) => ({ ...found, part: 'layout' }))];
}

function inside(root: Schema, base: Schema, path: readonly string[]): Schema | undefined {
  if (base === root) return schemaAt(root, path);
  return path.reduce<Schema | undefined>(
    (schema, name) =>
      schema === undefined ? undefined : propertiesOf(root, schema).find(([property]) => property === name)?.[1],
    base,
  );
}

function notLaidOut(
  root: Schema,
  schema: Schema,
  path: readonly string[],
  laidOut: ReadonlyMap<string, number>,
): readonly string[] {
  return propertiesOf(root, schema).flatMap(([name, property]) => {
    const pointer = pointerOf([...path, name]);
    if (laidOut.has(pointer) || marks(root, property).hidden) return [];
    const isGroup = propertiesOf(root, property).length > 0 && path.length < 16;
    return isGroup ? notLaidOut(root, property, [...path, name], laidOut) : [pointer];
  });
}

function problem(rule: string, path: Path, sentence: string, severity: 'error' | 'warning' = 'error'): FormProblem {
  return { rule, severity, part: 'layout', pointer: pointerOf(path), sentence };
}
