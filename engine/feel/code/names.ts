import { contextValue, lookUp } from '../context.ts';
import { builtinValue, isBuiltin } from '../functions/registry.ts';
import { isContext } from '../values/kinds.ts';
import type { TextRange } from '../types.ts';
import { placesOf, type Lexical } from './lexical.ts';
import type { Code, Scope } from './run.ts';

/** Reads a variable: of the nearest scope that has it, of the caller's context, or a function of the standard. */
export function variable(name: string, range: TextRange, lexical: Lexical | undefined): Code {
  const find = finder(name, lexical);
  return (scope) => {
    const found = find(scope);
    if (found !== undefined) return found;
    if (isBuiltin(name)) return builtinValue(name, scope.run);
    return scope.run.warn('NO_VARIABLE_FOUND', `There is no variable “${name}” here.`, range);
  };
}

/** Finds the value of a name; undefined when nothing of that name is there. */
export function finder(name: string, lexical: Lexical | undefined): Code {
  const places = placesOf(name, lexical);
  const [first] = places;
  if (!first) return (scope) => contextValue(lookUp(scope.context, name));
  if (first.type === 'known' && first.depth === 0) return (scope) => scope.names?.[name] ?? null;
  return (scope) => {
    for (const { depth, type } of places) {
      const at = outwards(scope, depth);
      if (type === 'known') return at?.names?.[name] ?? null;
      const found = at && entryOfItem(at.item, name);
      if (found !== undefined) return found;
    }
    return contextValue(lookUp(scope.context, name));
  };
}

function outwards(scope: Scope, depth: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let step = 0; step < depth && at; step++) at = at.parent;
  return at;
}

function entryOfItem(item: unknown, name: string): unknown {
  if (isContext(item) && Object.hasOwn(item, name)) return item[name] ?? null;
  return name === 'item' ? (item ?? null) : undefined;
}
