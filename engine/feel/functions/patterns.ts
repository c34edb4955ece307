import { limits } from '../limits.ts';
import { EvaluationStop } from '../meter.ts';
import { checkPattern } from '../pattern.ts';

const compiled = new Map<string, RegExp | undefined>();

/** The regular expression that a pattern of XPath means; undefined when it is none. Patterns that may not end are stopped. */
export function regexOf(pattern: string, flags: unknown, input: string): RegExp | undefined {
  if (typeof flags !== 'string') return flags === null || flags === undefined ? regexOf(pattern, '', input) : undefined;
  const { danger, longestInput } = checkPattern(pattern);
  if (danger) throw new EvaluationStop(`The pattern “${pattern}” may take too long because ${danger}.`);
  if (input.length > longestInput) {
    throw new EvaluationStop(`The text is too long for the pattern “${pattern}”: at most ${longestInput} characters.`);
  }
  const key = `${flags}/${pattern}`;
  if (!compiled.has(key)) {
    if (compiled.size >= limits.cache) compiled.clear();
    compiled.set(key, compile(pattern, flags));
  }
  return compiled.get(key);
}

function compile(pattern: string, flags: string): RegExp | undefined {
  if (!/^[smixq]*$/.test(flags)) return undefined;
  const given = [...new Set(flags)].filter((flag) => 'smi'.includes(flag)).join('');
  const source = flags.includes('q')
    ? { text: pattern.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), hasSubtraction: false }
    : translated(flags.includes('x') ? withoutBlanks(pattern) : pattern);
  try {
    // Only the `v` mode of JavaScript takes one class from another.
    return new RegExp(source.text, `${source.hasSubtraction ? 'v' : 'u'}${given}`);
  } catch {
    return undefined;
  }
}

/** With the flag `x`, blanks outside of classes count for nothing. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(/\[(?:\\[^]|[^\]\\])*\]|\s+/g, (part) => (part.startsWith('[') ? part : ''));
}

interface Translation {
  readonly text: string;
  readonly hasSubtraction: boolean;
}

/** What XPath writes otherwise than JavaScript: `\i`, `\c`, blocks such as `\p{IsGreek}`, and `[A-Z-[OI]]`. */
function translated(pattern: string): Translation {
  let text = '';
  let depth = 0;
  /** Where the class that is being read begins. */
  let classAt = 0;
  let hasSubtraction = false;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? '';
    if (sign === '\\') {
      const escape = /^\\[pP]\{[^}]*\}|^\\[^]/.exec(pattern.slice(at))?.[0] ?? sign;
      text += escaped(escape, depth > 0);
      at += escape.length - 1;
    } else if (depth > 0 && pattern.startsWith('-[', at)) {
      text = `${text.slice(0, classAt)}[${text.slice(classAt)}]--`;
      hasSubtraction = true;
    } else {
      if (sign === '[' && depth++ === 0) classAt = text.length;
      if (sign === ']') depth = Math.max(0, depth - 1);
      text += sign;
    }
  }
  return { text, hasSubtraction };
}

/** Blocks of Unicode that XML Schema names; others are no pattern. */
const blocks: Readonly<Record<string, string>> = {
  BasicLatin: '\\u0000-\\u007F',
  'Latin-1Supplement': '\\u0080-\\u00FF',
  'LatinExtended-A': '\\u0100-\\u017F',
  'LatinExtended-B': '\\u0180-\\u024F',
  Greek: '\\u0370-\\u03FF',
  GreekandCoptic: '\\u0370-\\u03FF',
  Cyrillic: '\\u0400-\\u04FF',
  Armenian: '\\u0530-\\u058F',
  Hebrew: '\\u0590-\\u05FF',
  Arabic: '\\u0600-\\u06FF',
  Devanagari: '\\u0900-\\u097F',
  Thai: '\\u0E00-\\u0E7F',
  Hiragana: '\\u3040-\\u309F',
  Katakana: '\\u30A0-\\u30FF',
  CJKUnifiedIdeographs: '\\u4E00-\\u9FFF',
  HangulSyllables: '\\uAC00-\\uD7AF',
};

function escaped(escape: string, inClass: boolean): string {
  const block = /^\\([pP])\{Is(.*)\}$/.exec(escape);
  const range = blocks[block?.[2] ?? ''];
  if (range !== undefined) return inClass && block?.[1] === 'p' ? range : `[${block?.[1] === 'P' ? '^' : ''}${range}]`;
  if (escape === '\\i') return inClass ? '\\p{L}_:' : '[\\p{L}_:]';
  if (escape === '\\c') return inClass ? '\\p{L}\\p{N}_:.\\-' : '[\\p{L}\\p{N}_:.\\-]';
  if (escape === '\\d') return '\\p{Nd}';
  // XPath knows no zero, but a dash that means itself.
  if (escape === '\\0') return '\\k';
  return escape === '\\-' && !inClass ? '-' : escape;
}
