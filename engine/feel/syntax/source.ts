import { NameTable } from './names.ts';

/** Thrown where a text stops being FEEL; `parse` turns it into a problem. */
export class SyntaxStop extends Error {
  readonly from: number;
  readonly reason: 'syntax' | 'too-deep' | 'one-sided' | 'doubled';
  readonly to: number;

  constructor(from: number, reason: SyntaxStop['reason'] = 'syntax', to = from) {
    super(reason);
    this.from = from;
    this.to = to;
    this.reason = reason;
  }
}

/** Words that end a name of several words. */
const keywords = new Set(['and', 'or', 'in', 'between', 'instance', 'then', 'else', 'return', 'satisfies', 'external']);
const wordStart = /[\p{L}_\u{10000}-\u{EFFFF}]/u;
const word = /[\p{L}_\u{10000}-\u{EFFFF}][\p{L}\p{N}\p{M}_\u00B7\u203F-\u2040\u{10000}-\u{EFFFF}]*/uy;
const blank = /(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/uy;

/** A text being read, from left to right; names that it must know because their signs mean something else alone. */
export class Source {
  readonly text: string;
  readonly names: NameTable;
  at = 0;
  /** Where the last thing that was read ends. */
  end = 0;

  constructor(text: string, names: readonly string[]) {
    this.text = text;
    this.names = new NameTable(names);
    this.skip();
  }

  /** Goes on behind blanks and comments. */
  skip(): void {
    blank.lastIndex = this.at;
    this.at += blank.exec(this.text)?.[0].length ?? 0;
  }

  /** Whether the rest begins with this sign. */
  sees(sign: string): boolean {
    return this.text.startsWith(sign, this.at);
  }

  /** Reads the sign if it is there. */
  takes(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.advance(sign.length);
    return true;
  }

  /** Reads the sign, which must be there. */
  needs(sign: string): void {
    if (!this.takes(sign)) this.stop();
  }

  /** Whether the rest begins with this whole word. */
  seesWord(wanted: string): boolean {
    return this.peekWord() === wanted;
  }

  /** Reads the word if it is there. */
  takesWord(wanted: string): boolean {
    if (!this.seesWord(wanted)) return false;
    this.advance(wanted.length);
    return true;
  }

  /** Reads the word, which must be there. */
  needsWord(wanted: string): void {
    if (!this.takesWord(wanted)) this.stop();
  }

  /** The word that the rest begins with. */
  peekWord(at = this.at): string | undefined {
    word.lastIndex = at;
    return word.exec(this.text)?.[0];
  }

  /** Whether nothing is left. */
  isDone(): boolean {
    return this.at >= this.text.length;
  }

  advance(length: number): void {
    this.at += length;
    this.end = this.at;
    this.skip();
  }

  /** Reads what the pattern (sticky) finds here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.advance(found.length);
    return found;
  }

  /** Reads a name: the longest known one, or else words up to the next keyword; undefined when none begins here. */
  name(): string | undefined {
    const known = this.names.match(this.text, this.at);
    const free = this.#words();
    if (known && known.end >= (free?.end ?? 0)) {
      this.advance(known.end - this.at);
      return known.name;
    }
    if (!free) return undefined;
    this.advance(free.end - this.at);
    return free.name;
  }

  /** Reads a name, which must be there. */
  needsName(): string {
    return this.name() ?? this.stop();
  }

  /** Goes back to an earlier place. */
  back(at: number, end: number): void {
    this.at = at;
    this.end = end;
  }

  stop(at = this.at): never {
    throw new SyntaxStop(at);
  }

  #words(): { readonly name: string; readonly end: number } | undefined {
    if (!wordStart.test(this.text.slice(this.at, this.at + 2))) return undefined;
    const parts: string[] = [];
    let at = this.at;
    let end = this.at;
    for (;;) {
      const part = this.peekWord(at);
      if (part === undefined || (parts.length > 0 && keywords.has(part))) break;
      parts.push(part);
      end = at + part.length;
      blank.lastIndex = end;
      const gap = blank.exec(this.text)?.[0] ?? '';
      if (gap === '') break;
      at = end + gap.length;
    }
    return parts.length === 0 ? undefined : { name: parts.join(' '), end };
  }
}
