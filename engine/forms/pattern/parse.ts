import {
  anyButLineEnds,
  complement,
  digits,
  everything,
  spaces,
  union,
  wordCharacters,
  type CharacterSet,
} from './characters.ts';

/** A regular expression (ECMA-262, flag `u`) as far as repetition matters: assertions and captures have fallen away. */
export type Pattern =
  | { readonly type: 'empty' }
  | { readonly type: 'start' }
  | { readonly type: 'character'; readonly set: CharacterSet }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly type: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number };

/** The pattern cannot be judged: a construct that is not supported, or no regular expression at all. */
export class PatternError extends Error {}

const maxDepth = 50;
const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', '0': '\0' };
const classes: Readonly<Record<string, CharacterSet>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
};

/** Reads a pattern; throws PatternError with a sentence. */
export function parsePattern(text: string): Pattern {
  const reader = new Reader(Array.from(text));
  const pattern = choice(reader, 0);
  if (!reader.done) throw new PatternError(`Expected the end of the pattern, but found "${reader.peek()}".`);
  return pattern;
}

class Reader {
  at = 0;
  readonly characters: readonly string[];
  constructor(characters: readonly string[]) {
    this.characters = characters;
  }
  get done(): boolean {
    return this.at >= this.characters.length;
  }
  peek(ahead = 0): string {
    return this.characters[this.at + ahead] ?? '';
  }
  next(): string {
    const character = this.peek();
    if (character === '') throw new PatternError('Expected more of the pattern, but it ends.');
    this.at += 1;
    return character;
  }
  take(text: string): boolean {
    const found = Array.from(text).every((character, ahead) => this.peek(ahead) === character);
    if (found) this.at += text.length;
    return found;
  }
  /** The characters up to an end mark, which is read over. */
  until(end: string): string {
    let text = '';
    while (!this.take(end)) text += this.next();
    return text;
  }
}

function choice(reader: Reader, depth: number): Pattern {
  if (depth > maxDepth)
    throw new PatternError(`Expected at most ${maxDepth} groups inside each other, but there are more.`);
  const parts = [sequence(reader, depth)];
  while (reader.take('|')) parts.push(sequence(reader, depth));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { type: 'choice', parts };
}

function sequence(reader: Reader, depth: number): Pattern {
  const parts: Pattern[] = [];
  while (!reader.done && reader.peek() !== '|' && reader.peek() !== ')') parts.push(repeated(reader, depth));
  return { type: 'sequence', parts };
}

function repeated(reader: Reader, depth: number): Pattern {
  const part = atom(reader, depth);
  const times = quantifier(reader);
  if (times === undefined) return part;
  reader.take('?');
  if (quantifier(reader) !== undefined) throw new PatternError('Expected one quantifier, but found two in a row.');
  return { type: 'repeat', part, ...times };
}

function quantifier(reader: Reader): { readonly min: number; readonly max: number } | undefined {
  if (reader.take('*')) return { min: 0, max: Infinity };
  if (reader.take('+')) return { min: 1, max: Infinity };
  if (reader.take('?')) return { min: 0, max: 1 };
  if (!reader.take('{')) return undefined;
  const found = /^(\d{1,9})(?:(,)(\d{0,9}))?$/.exec(reader.until('}'));
  if (found === null) throw new PatternError('Expected a count such as {2} or {1,3}, but found something else.');
  const min = Number(found[1]);
  const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3]);
  if (max < min) throw new PatternError(`Expected a count that grows, but found {${min},${max}}.`);
  return { min, max };
}

function atom(reader: Reader, depth: number): Pattern {
  const character = reader.next();
  switch (character) {
    case '(':
      return group(reader, depth);
    case '[':
      return { type: 'character', set: characterClass(reader) };
    case '.':
      return { type: 'character', set: anyButLineEnds };
    case '^':
      return { type: 'start' };
    case '$':
      return { type: 'empty' };
    case '\\':
      if (reader.take('b') || reader.take('B')) return { type: 'empty' };
      return { type: 'character', set: escape(reader) };
    case '*':
    case '+':
    case '?':
    case '{':
    case '}':
    case ']':
      throw new PatternError(`Expected "\\${character}" for the character itself, but found "${character}".`);
    default:
      return one(character);
  }
}

function group(reader: Reader, depth: number): Pattern {
  if (reader.take('?')) {
    if (reader.take('<') && !['=', '!'].includes(reader.peek())) reader.until('>');
    else if (!reader.take(':')) {
      throw new PatternError('Expected no look-ahead, look-behind or flag group, but found one.');
    }
  }
  const inner = choice(reader, depth + 1);
  if (!reader.take(')')) throw new PatternError('Expected ")" at the end of a group, but the pattern ends.');
  return inner;
}

function one(character: string): Pattern {
  const code = character.codePointAt(0) ?? 0;
  return { type: 'character', set: [[code, code]] };
}

function escape(reader: Reader): CharacterSet {
  const character = reader.next();
  const known = Object.hasOwn(classes, character) ? classes[character] : undefined;
  if (known !== undefined) return known;
  if (character === 'p' || character === 'P') {
    if (!reader.take('{')) throw new PatternError('Expected a property such as \\p{L}, but found something else.');
    reader.until('}');
    // Too many ranges to list: taken as any character, which only makes the judgement stricter.
    return everything;
  }
  const code = escapedCode(reader, character);
  return [[code, code]];
}

function escapedCode(reader: Reader, character: string): number {
  if (character === 'x') return hexadecimal(reader.next() + reader.next());
  if (character === 'u') {
    if (reader.take('{')) return hexadecimal(reader.until('}'));
    return hexadecimal(reader.next() + reader.next() + reader.next() + reader.next());
  }
  const simple = Object.hasOwn(simpleEscapes, character) ? simpleEscapes[character] : undefined;
  if (simple !== undefined && !/\d/.test(reader.peek())) return simple.charCodeAt(0);
  if (/[\^$\\.*+?()[\]{}|/-]/.test(character)) return character.charCodeAt(0);
  throw new PatternError(`Expected no back reference and no unknown escape, but found "\\${character}".`);
}

function hexadecimal(text: string): number {
  if (!/^[0-9a-fA-F]{1,6}$/.test(text)) throw new PatternError(`Expected a hexadecimal code, but found "${text}".`);
  return Number.parseInt(text, 16);
}

function characterClass(reader: Reader): CharacterSet {
  const negated = reader.take('^');
  const sets: CharacterSet[] = [];
  while (!reader.take(']')) {
    const from = classMember(reader);
    const range = reader.peek() === '-' && reader.peek(1) !== ']' && reader.peek(1) !== '';
    if (!range) {
      sets.push(from);
      continue;
    }
    reader.next();
    const to = classMember(reader);
    const [low, high] = [single(from), single(to)];
    if (low === undefined || high === undefined || high < low) {
      throw new PatternError('Expected a range of characters such as a-z, but found something else.');
    }
    sets.push([[low, high]]);
  }
  return negated ? complement(union(sets)) : union(sets);
}

function classMember(reader: Reader): CharacterSet {
  const character = reader.next();
  if (character === '\\') return reader.take('b') ? [[8, 8]] : escape(reader);
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}

function single(set: CharacterSet): number | undefined {
  const [range] = set;
  return set.length === 1 && range !== undefined && range[0] === range[1] ? range[0] : undefined;
}
