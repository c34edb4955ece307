import { Untranslatable } from './tree.ts';

export type Token =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'word'; readonly value: string }
  | { readonly type: 'sign'; readonly value: string };

const blank = /\s+/y;
const number = /(?:\d+\.\d+|\d+|\.\d+)(?:[eE][+-]?\d+)?[LlFfDd]?(?![\w$])/y;
const text = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const sign = /===|!==|\*\*|\?\.|\?:|==|!=|<=|>=|&&|\|\||<>|[-+*/%<>=!?:.,()[\]{}]/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** The words and signs of an expression. @throws Untranslatable */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < source.length) {
    if (take(blank) !== undefined) continue;
    const digits = take(number);
    const quoted = digits === undefined ? take(text) : undefined;
    const letters = digits === undefined && quoted === undefined ? take(word) : undefined;
    if (digits !== undefined) tokens.push({ type: 'number', value: Number(digits.replace(/[LlFfDd]$/, '')) });
    else if (quoted !== undefined) tokens.push({ type: 'text', value: unquoted(quoted) });
    else if (letters !== undefined) tokens.push({ type: 'word', value: letters });
    else {
      const mark = take(sign);
      if (mark === undefined) throw new Untranslatable(`It holds “${source[at]}”, which has no equal in FEEL.`);
      tokens.push({ type: 'sign', value: mark });
    }
  }
  return tokens;
}

function unquoted(source: string): string {
  return source
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\([^])/g, (_all, code: string | undefined, letter: string | undefined) =>
      code === undefined ? (escapes[letter ?? ''] ?? letter ?? '') : String.fromCharCode(parseInt(code, 16)),
    );
}
