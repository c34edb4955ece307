/**
 * What the compiler knows of the names around a part of an expression. Names of loops, parameters and contexts are known
 * when compiling; the entries of the item that a filter looks at are known only when evaluating.
 */
export interface Lexical {
  /** The names of this level; undefined for a filter. */
  readonly names: ReadonlySet<string> | undefined;
  readonly outer: Lexical | undefined;
}

/** Where a name may be found: so many levels out, for certain or if the item there has it. */
export interface Place {
  readonly depth: number;
  readonly type: 'known' | 'item';
}

/** A level with these names. */
export function level(outer: Lexical | undefined, names: readonly string[]): Lexical {
  return { names: new Set(names), outer };
}

/** The level of a filter. */
export function filterLevel(outer: Lexical | undefined): Lexical {
  return { names: undefined, outer };
}

/** The places of a name from the inside out, up to the first certain one. */
export function placesOf(name: string, lexical: Lexical | undefined): readonly Place[] {
  const places: Place[] = [];
  let depth = 0;
  for (let at = lexical; at; at = at.outer) {
    if (at.names === undefined) places.push({ depth, type: 'item' });
    else if (at.names.has(name)) return [...places, { depth, type: 'known' }];
    depth++;
  }
  return places;
}
