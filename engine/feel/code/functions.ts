import type { ParameterNode } from '../syntax/nodes.ts';
import { FeelFunction, type FeelType } from '../values/kinds.ts';
import { anyType, coerce } from '../values/conform.ts';
import { type Code, type Run, within } from './run.ts';

/** `function(a, b) body`: keeps the scope in which it stands. */
export function definition(parameters: readonly ParameterNode[], types: readonly FeelType[], body: Code): Code {
  const names = parameters.map(({ name }) => name);
  const signature = { parameters: types, result: anyType };
  return (scope) =>
    new FeelFunction(
      '',
      names,
      (args) => {
        const given = Object.fromEntries(names.map((name, index) => [name, args[index] ?? null]));
        return scope.run.call(() => body(within(scope, given)));
      },
      { signature },
    );
}

/** An external function: known, but never run; calling it gives null. */
export function externalDefinition(parameters: readonly ParameterNode[]): Code {
  const names = parameters.map(({ name }) => name);
  return (scope) =>
    new FeelFunction('', names, () =>
      scope.run.warn('UNSUPPORTED', 'External functions (Java and others) are not offered.'),
    );
}

/** Calls a function value; undefined when the arguments do not fit its parameters. */
export function invoke(
  callee: FeelFunction,
  values: readonly unknown[],
  names: readonly string[] | undefined,
  run: Run,
): unknown {
  const args = arrange(callee, values, names);
  if (!args) return undefined;
  run.meter.spend(1);
  const typed: unknown[] = [];
  const isPartial = run.dialect === 'office';
  for (const [index, arg] of args.entries()) {
    const type = callee.signature?.parameters[index];
    const value = type ? coerce(arg, type, isPartial) : arg;
    if (value === undefined) {
      const parameter = callee.parameters[index] ?? '';
      return run.warn('INVALID_ARGUMENTS', `The argument “${parameter}” is of another type than the function wants.`);
    }
    typed.push(value);
  }
  const result = callee.body(typed) ?? null;
  const type = callee.signature?.result;
  return type ? (coerce(result, type, isPartial) ?? null) : result;
}

function arrange(
  { parameters, isOpen, optional }: FeelFunction,
  values: readonly unknown[],
  names: readonly string[] | undefined,
): readonly unknown[] | undefined {
  if (names) {
    if (names.length > parameters.length - 0 || names.some((name) => !parameters.includes(name))) return undefined;
    const given = parameters.map((name) => (names.includes(name) ? (values[names.indexOf(name)] ?? null) : undefined));
    return given.slice(0, parameters.length - optional).includes(undefined) ? undefined : given;
  }
  if (isOpen) return values;
  const fits = values.length <= parameters.length && values.length >= parameters.length - optional;
  return fits ? values.map((value) => value ?? null) : undefined;
}
