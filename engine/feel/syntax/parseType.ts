import type { TypeNode } from './nodes.ts';
import type { Source } from './source.ts';

/** Reads a type (DMN 1.5, grammar rules 54 to 56). */
export function parseType(source: Source): TypeNode {
  if (source.takesWord('list')) return source.takes('<') ? closed(source, 'list') : { type: 'named', name: 'list' };
  if (source.takesWord('range')) return source.takes('<') ? closed(source, 'range') : { type: 'named', name: 'range' };
  if (source.takesWord('context')) {
    return source.takes('<') ? contextType(source) : { type: 'named', name: 'context' };
  }
  if (source.takesWord('function')) {
    return source.takes('<') ? functionType(source) : { type: 'named', name: 'function' };
  }
  const parts: string[] = [];
  do {
    parts.push(source.needsName());
  } while (!source.sees('..') && source.takes('.'));
  return { type: 'named', name: parts.join('.') };
}

function closed(source: Source, type: 'list' | 'range'): TypeNode {
  const of = parseType(source);
  source.needs('>');
  return { type, of };
}

function contextType(source: Source): TypeNode {
  const entries: { name: string; of: TypeNode }[] = [];
  while (!source.sees('>')) {
    if (entries.length > 0) source.needs(',');
    const name = source.needsName();
    source.needs(':');
    entries.push({ name, of: parseType(source) });
  }
  source.needs('>');
  return { type: 'context', entries };
}

function functionType(source: Source): TypeNode {
  const parameters: TypeNode[] = [];
  while (!source.sees('>')) {
    if (parameters.length > 0) source.needs(',');
    parameters.push(parseType(source));
  }
  source.needs('>');
  source.needs('->');
  return { type: 'function', parameters, result: parseType(source) };
}
