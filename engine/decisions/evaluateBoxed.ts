import {
  FeelFunction,
  isContext,
  kindOf,
  anyType,
  type FeelNames,
  type FeelSession,
  type FeelType,
} from '../feel/index.ts';
import type { Boxed, BoxedContext, BoxedFilter, BoxedLoop, FunctionDefinition, Invocation, Relation } from './boxed.ts';
import { conform } from './conform.ts';
import { decideTable } from './evaluateTable.ts';

/** What an evaluation of an expression notes beside its value. */
export interface Notes {
  /** The rules of the table that matched. */
  matched: readonly number[];
}

/** The FEEL value of an expression of any shape, with the type that it declares. */
export function evaluateBoxed(boxed: Boxed, names: FeelNames, session: FeelSession, notes?: Notes): unknown {
  const value = valueOf(boxed, names, session, notes);
  return conform(session, value, boxed.valueType, 'The value');
}

function valueOf(boxed: Boxed, names: FeelNames, session: FeelSession, notes: Notes | undefined): unknown {
  session.spend(1);
  switch (boxed.type) {
    case 'literal':
      return session.value(boxed.expression, names);
    case 'broken':
      return session.warn(boxed.sentence);
    case 'table': {
      const { value, matched } = decideTable(boxed, names, session);
      if (notes) notes.matched = matched;
      return value;
    }
    case 'context':
      return contextOf(boxed, names, session);
    case 'invocation':
      return invoke(boxed, names, session);
    case 'relation':
      return relationOf(boxed, names, session);
    case 'list':
      return boxed.items.map((item) => evaluateBoxed(item, names, session));
    case 'function':
      return functionOf('', boxed, () => names, session);
    case 'conditional': {
      const answer = evaluateBoxed(boxed.condition, names, session);
      if (typeof answer !== 'boolean' && answer !== null) return session.warn('A condition needs true or false.');
      return evaluateBoxed(answer === true ? boxed.yes : boxed.no, names, session);
    }
    case 'filter':
      return filtered(boxed, names, session);
    case 'for':
    case 'some':
    case 'every':
      return looped(boxed, names, session);
  }
}

/** A function value; `names` is asked when it is called, so that functions may call each other. */
export function functionOf(
  name: string,
  definition: FunctionDefinition,
  names: () => FeelNames,
  session: FeelSession,
  result?: FeelType,
): FeelFunction {
  const { parameters, body, valueType } = definition;
  const types = parameters.map((parameter) => parameter.valueType ?? anyType);
  const own = valueType?.type === 'function' ? valueType.result : undefined;
  const signature = { parameters: types, result: result ?? own ?? body?.valueType ?? anyType };
  const call = (args: readonly unknown[]): unknown => {
    if (!body) return session.warn('Functions of Java or PMML are not run here.');
    const given = Object.fromEntries(parameters.map((parameter, index) => [parameter.name, args[index] ?? null]));
    return session.deeper(() => evaluateBoxed(body, { ...names(), ...given }, session));
  };
  return new FeelFunction(
    name,
    parameters.map((parameter) => parameter.name),
    call,
    { signature },
  );
}

function contextOf({ entries }: BoxedContext, names: FeelNames, session: FeelSession): unknown {
  const made: Record<string, unknown> = {};
  const visible: Record<string, unknown> = { ...names };
  for (const { name, value, valueType } of entries) {
    const found =
      value.type === 'function'
        ? functionOf(name ?? '', value, () => ({ ...visible }), session)
        : evaluateBoxed(value, { ...visible }, session);
    const typed = conform(session, found, functionless(valueType, found), `“${name ?? 'The result'}”`);
    if (name === undefined) return typed;
    made[name] = typed;
    visible[name] = typed;
  }
  return made;
}

/** Some tools declare the type of a function's result at its variable. */
function functionless(type: FeelType | undefined, value: unknown): FeelType | undefined {
  return kindOf(value) === 'function' && type?.type !== 'function' ? undefined : type;
}

function invoke({ callee, bindings }: Invocation, names: FeelNames, session: FeelSession): unknown {
  const called = evaluateBoxed(callee, names, session);
  const args = bindings.map(({ value }) => evaluateBoxed(value, names, session));
  if (!(called instanceof FeelFunction)) return session.warn('What is invoked is not a function.');
  const result = session.call(
    called,
    args,
    bindings.map(({ name }) => name),
  );
  return result === undefined ? session.warn('The function has other parameters than the invocation gives.') : result;
}

function relationOf({ columns, rows }: Relation, names: FeelNames, session: FeelSession): unknown {
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, valueType }, index) => {
        const cell = row[index];
        const value = cell ? evaluateBoxed(cell, names, session) : null;
        return [name, conform(session, value, valueType, `“${name}”`)];
      }),
    ),
  );
}

function filtered({ list, match }: BoxedFilter, names: FeelNames, session: FeelSession): unknown {
  const value = evaluateBoxed(list, names, session);
  const items: readonly unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
  const kept: unknown[] = [];
  for (const item of items) {
    const answer = evaluateBoxed(match, { ...names, ...(isContext(item) && item), item }, session);
    if (answer === true) kept.push(item);
    else if (typeof answer === 'number' && Number.isInteger(answer))
      return items.at(answer > 0 ? answer - 1 : answer) ?? null;
    else if (answer !== false && answer !== null) return session.warn('A filter needs true or false.');
  }
  return kept;
}

function looped({ type, variable, list, body }: BoxedLoop, names: FeelNames, session: FeelSession): unknown {
  const value = evaluateBoxed(list, names, session);
  const items = session.items(value);
  if (!items) return null;
  const results: unknown[] = [];
  for (const item of items) {
    const partial = type === 'for' ? { partial: [...results] } : {};
    results.push(evaluateBoxed(body, { ...names, ...partial, [variable]: item }, session));
  }
  if (type === 'for') return results;
  if (results.some((result) => typeof result !== 'boolean' && result !== null)) {
    return session.warn(`“${type}” needs true or false for each item.`);
  }
  const isEvery = type === 'every';
  if (results.includes(!isEvery)) return !isEvery;
  return results.every((result) => result === isEvery) ? isEvery : null;
}
