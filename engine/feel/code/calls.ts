import { callBuiltin, isCallable } from '../functions/registry.ts';
import { quoted } from '../sentences.ts';
import type { FeelNode } from '../syntax/nodes.ts';
import type { TextRange } from '../types.ts';
import { FeelFunction } from '../values/kinds.ts';
import { invoke } from './functions.ts';
import type { Lexical } from './lexical.ts';
import { finder } from './names.ts';
import type { Code, Run, Scope } from './run.ts';

/** What a call says besides the function and its values. */
export interface CallSite {
  readonly names: readonly string[] | undefined;
  /** The called part of the text, and its place. */
  readonly source: string;
  readonly range: TextRange;
  readonly whole: TextRange;
}

/** `name(…)`: a function of the scope, else one of the standard. */
export function namedCall(name: string, args: readonly Code[], site: CallSite, lexical: Lexical | undefined): Code {
  const find = finder(name, lexical);
  return (scope) => {
    const found = find(scope);
    const values = args.map((arg) => arg(scope));
    if (found instanceof FeelFunction) return checked(invoke(found, values, site.names, scope.run), site, scope.run);
    if (isCallable(name, scope.run)) return checked(callBuiltin(name, values, site.names, scope.run), site, scope.run);
    if (found === undefined) scope.run.warn('NO_VARIABLE_FOUND', `There is no variable “${name}” here.`, site.range);
    return noFunction(site, scope.run);
  };
}

/** A call of what an expression gives: `f(1)(2)`, `office.next open day(d)`. */
export function valueCall(callee: Code, args: readonly Code[], site: CallSite): Code {
  return (scope: Scope) => {
    const found = callee(scope);
    const values = args.map((arg) => arg(scope));
    if (!(found instanceof FeelFunction)) return noFunction(site, scope.run);
    return checked(invoke(found, values, site.names, scope.run), site, scope.run);
  };
}

/** The name of a function that is called by its name alone. */
export function calledName(callee: FeelNode): string | undefined {
  return callee.type === 'name' ? callee.name : undefined;
}

function checked(result: unknown, { source, whole }: CallSite, run: Run): unknown {
  if (result !== undefined) return result;
  const sentence = `“${quoted(source)}” has too many or wrongly named arguments.`;
  return run.warn('FUNCTION_INVOCATION_FAILURE', sentence, whole);
}

function noFunction({ source, whole }: CallSite, run: Run): null {
  return run.warn('NO_FUNCTION_FOUND', `There is no function “${quoted(source)}”.`, whole);
}
