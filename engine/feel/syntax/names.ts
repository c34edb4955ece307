interface Known {
  readonly name: string;
  readonly parts: readonly string[];
}

const part = /[\p{L}\p{N}\p{M}_\u{10000}-\u{EFFFF}]+|[^\s]/gu;
const inWord = /^[\p{L}\p{N}\p{M}_\u{10000}-\u{EFFFF}]/u;
const blanks = /\s*/y;
/** Names of the standard that contain a keyword. */
const ofTheStandard = ['date and time', 'years and months duration', 'days and time duration'];

/** Names with blanks or signs that a text may use; of two that fit the longer one is meant (DMN 1.5, 10.3.1.5). */
export class NameTable {
  readonly #byFirst = new Map<string, Known[]>();

  constructor(names: readonly string[]) {
    for (const name of [...ofTheStandard, ...names]) this.add(name);
  }

  /** Makes a name known from here on. */
  add(name: string): void {
    const parts = name.match(part) ?? [];
    const [first] = parts;
    if (first === undefined || (parts.length === 1 && !/[^\p{L}\p{N}\p{M}_]/u.test(name) && !/^\d/.test(name))) return;
    const known = this.#byFirst.get(first) ?? [];
    if (known.some((one) => one.name === name)) return;
    known.push({ name, parts });
    known.sort((a, b) => b.parts.length - a.parts.length);
    this.#byFirst.set(first, known);
  }

  /** The longest known name that begins at `at`. */
  match(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
    part.lastIndex = at;
    const first = part.exec(text);
    if (first?.index !== at) return undefined;
    for (const { name, parts } of this.#byFirst.get(first[0]) ?? []) {
      const end = endOf(text, at, parts);
      if (end !== undefined) return { name, end };
    }
    return undefined;
  }
}

function endOf(text: string, start: number, parts: readonly string[]): number | undefined {
  let at = start;
  for (const [index, one] of parts.entries()) {
    if (index > 0) {
      blanks.lastIndex = at;
      at += blanks.exec(text)?.[0].length ?? 0;
    }
    if (!text.startsWith(one, at)) return undefined;
    at += one.length;
  }
  const last = parts.at(-1) ?? '';
  return inWord.test(last) && inWord.test(text.slice(at, at + 2)) ? undefined : at;
}
