import { everything, type CharacterSet } from './characters.ts';
import { PatternError, type Pattern } from './parse.ts';

/** A step from one position to another; `times` > 1 when the same step can be taken in more than one way. */
export interface Step {
  readonly to: number;
  readonly times: number;
}

/** The position automaton of a pattern (Glushkov): one state per character of the pattern. */
export interface Automaton {
  readonly sets: readonly CharacterSet[];
  readonly steps: readonly (readonly Step[])[];
  /** State before the first character, or the one that skips characters when the pattern may begin anywhere. */
  readonly start: number;
}

/** The pattern has too many characters once its counts are written out. */
export class TooLarge extends Error {}

const countOfEmpty = 'Expected a count after a part that cannot be empty, but it can.';
const maxPositions = 200;
/** Counts up to this are written out; higher or open ones are taken as "any number", which only makes the judgement stricter. */
const maxCopies = 40;

interface Piece {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}
const nothing: Piece = { nullable: true, first: [], last: [] };

/** Builds the automaton; throws TooLarge, or PatternError for a count over what may be empty. */
export function automatonOf(pattern: Pattern): Automaton {
  const builder = new Builder();
  const whole = builder.build(pattern);
  const anchored = startsAtBeginning(pattern);
  const start = builder.add(anchored ? [] : everything);
  if (!anchored) builder.connect([start], [start]);
  builder.connect([start], whole.first);
  const steps = builder.follows.map((to) => [...to].map(([at, times]) => ({ to: at, times })));
  return { sets: builder.sets, steps, start };
}

class Builder {
  readonly sets: CharacterSet[] = [];
  readonly follows: Map<number, number>[] = [];

  add(set: CharacterSet): number {
    if (this.sets.length >= maxPositions) throw new TooLarge();
    this.follows.push(new Map());
    return this.sets.push(set) - 1;
  }

  connect(from: readonly number[], to: readonly number[]): void {
    for (const a of from) for (const b of to) this.follows[a]?.set(b, (this.follows[a].get(b) ?? 0) + 1);
  }

  build(part: Pattern): Piece {
    switch (part.type) {
      case 'empty':
      case 'start':
        return nothing;
      case 'character': {
        const at = this.add(part.set);
        return { nullable: false, first: [at], last: [at] };
      }
      case 'sequence':
        return part.parts.reduce<Piece>((before, inner) => this.#join(before, this.build(inner)), nothing);
      case 'choice': {
        const pieces = part.parts.map((inner) => this.build(inner));
        return {
          nullable: pieces.some((piece) => piece.nullable),
          first: pieces.flatMap((piece) => piece.first),
          last: pieces.flatMap((piece) => piece.last),
        };
      }
      case 'repeat':
        return this.#repeat(part);
    }
  }

  #repeat({ part, min, max }: Extract<Pattern, { readonly type: 'repeat' }>): Piece {
    if (max <= 1) return max === 0 ? nothing : optional(this.build(part), min);
    // Each of the n copies may be empty or not: 2ⁿ ways that no loop shows.
    if (min > 1 && isNullable(part)) throw new PatternError(countOfEmpty);
    // A counted part {n} is written out; what may vary is a loop.
    const copies = Math.min(min, maxCopies);
    let piece = nothing;
    for (let at = 0; at < copies; at += 1) piece = this.#join(piece, this.build(part));
    if (max <= copies) return piece;
    const loop = this.build(part);
    this.connect(loop.last, loop.first);
    return this.#join(piece, { ...loop, nullable: true });
  }

  #join(a: Piece, b: Piece): Piece {
    this.connect(a.last, b.first);
    return {
      nullable: a.nullable && b.nullable,
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
    };
  }
}

function optional(piece: Piece, min: number): Piece {
  return { ...piece, nullable: piece.nullable || min === 0 };
}

/** Can the part match the empty text? */
function isNullable(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'empty':
    case 'start':
      return true;
    case 'character':
      return false;
    case 'choice':
      return pattern.parts.some(isNullable);
    case 'sequence':
      return pattern.parts.every(isNullable);
    case 'repeat':
      return pattern.min === 0 || isNullable(pattern.part);
  }
}

/** Does every way to match begin with `^`? */
function startsAtBeginning(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'start':
      return true;
    case 'choice':
      return pattern.parts.every(startsAtBeginning);
    case 'sequence':
      return pattern.parts[0] !== undefined && startsAtBeginning(pattern.parts[0]);
    case 'repeat':
      return pattern.min > 0 && startsAtBeginning(pattern.part);
    case 'empty':
    case 'character':
      return false;
  }
}
