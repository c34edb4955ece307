import type { TypeNode } from '../syntax/nodes.ts';
import type { FeelType } from '../values/kinds.ts';
import { anyType, isOf, simpleType } from '../values/conform.ts';
import type { Code } from './run.ts';

/** Types that a model defines, by name. */
export type NamedTypes = (name: string) => FeelType | undefined;

/** The type that a text names; undefined when nobody defines it. */
export function typeOf(node: TypeNode, named: NamedTypes): FeelType | undefined {
  switch (node.type) {
    case 'named':
      return named(node.name) ?? simpleType(node.name);
    case 'list':
    case 'range': {
      const of = typeOf(node.of, named);
      return of && { type: node.type, of };
    }
    case 'context': {
      const entries = node.entries.map(({ name, of }) => [name, typeOf(of, named) ?? anyType] as const);
      return { type: 'context', entries: new Map(entries) };
    }
    case 'function': {
      const result = typeOf(node.result, named);
      const parameters = node.parameters.map((parameter) => typeOf(parameter, named));
      if (!result || parameters.includes(undefined)) return undefined;
      return { type: 'function', parameters: parameters.flatMap((parameter) => parameter ?? []), result };
    }
  }
}

/** `value instance of type` (DMN 1.5, 10.3.2.9.1). */
export function instanceTest(of: Code, type: TypeNode, named: NamedTypes): Code {
  const wanted = typeOf(type, named);
  return (scope) => {
    const value = of(scope);
    return wanted === undefined ? null : isOf(value, wanted, false);
  };
}
