import { parseExpression } from './parse.ts';
import { toFeel } from './toFeel.ts';
import { Untranslatable, type Expression } from './tree.ts';

/** Does a text hold an expression of the unified expression language: `${…}` or `#{…}`? */
export function hasExpression(source: string): boolean {
  return /[$#]\{/.test(source);
}

/**
 * Reads a text with `${…}` or `#{…}` in it; one that consists of nothing else is the expression itself.
 * @throws Untranslatable
 */
export function parseTemplate(source: string): Expression {
  const text = source.trim();
  const parts: Expression[] = [];
  let at = 0;
  while (at < text.length) {
    const start = /[$#]\{/.exec(text.slice(at));
    const open = start ? at + start.index : text.length;
    if (open > at) parts.push({ type: 'literal', value: text.slice(at, open) });
    if (!start) break;
    const close = closing(text, open + 2);
    parts.push(parseExpression(text.slice(open + 2, close)));
    at = close + 1;
  }
  const [first] = parts;
  if (first === undefined) return { type: 'literal', value: '' };
  return parts.length === 1 ? first : { type: 'text', parts };
}

/** Where the brace that has been opened is closed; braces in quotes do not count. */
function closing(text: string, from: number): number {
  let depth = 1;
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (quote !== undefined) {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = undefined;
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '{') depth += 1;
    else if (letter === '}' && --depth === 0) return at;
  }
  throw new Untranslatable('A brace that is opened is not closed.');
}

/** FEEL for a text with expressions. @throws Untranslatable */
export function templateToFeel(source: string): string {
  return toFeel(parseTemplate(source));
}
