interface Group {
  /** Contains a quantifier that may match differently long texts. */
  variable: boolean;
  alternatives: boolean;
}

/** What is known of a regular expression without running it. */
export interface PatternCheck {
  /** Why it may take exponential time, if it may. */
  readonly danger?: string;
  /** Longest input for which the worst case stays below about 10^8 steps. */
  readonly longestInput: number;
}

const worstSteps = 1e8;

/**
 * Judges a regular expression by its shape, because the JavaScript engine backtracks: a repetition within a repetition
 * (`(a+)+`), a repeated choice (`(a|aa)+`), look-behind, and back-references beside repetitions are refused; each open
 * repetition that remains lowers the length of text that may be searched. Conservative: some harmless patterns are refused too.
 */
export function checkPattern(pattern: string): PatternCheck {
  const groups: Group[] = [{ variable: false, alternatives: false }];
  let last: Group | undefined;
  let open = 0;
  let hasBackReference = false;
  for (let at = 0; at < pattern.length; at++) {
    const top = groups.at(-1);
    const sign = pattern[at];
    if (!top) return refused('its brackets do not match');
    if (sign === '\\') {
      hasBackReference ||= /[1-9k]/.test(pattern[at + 1] ?? '');
      at++;
      last = undefined;
    } else if (sign === '[') {
      at = endOfClass(pattern, at);
      last = undefined;
    } else if (sign === '(') {
      if (/^\(\?<[=!]/.test(pattern.slice(at, at + 4))) return refused('it looks back (?<=…)');
      groups.push({ variable: false, alternatives: false });
      at += (/^\(\?(?:[:=!]|<[^>]*>)/.exec(pattern.slice(at))?.[0].length ?? 1) - 1;
      last = undefined;
    } else if (sign === ')') {
      last = groups.pop();
      const outer = groups.at(-1);
      if (outer && last?.variable) outer.variable = true;
    } else if (sign === '|') {
      top.alternatives = true;
      last = undefined;
    } else {
      const quantifier = quantifierAt(pattern, at);
      if (quantifier) {
        at += quantifier.length - 1;
        if (last && quantifier.max > 1 && last.variable) return refused('it repeats something that is itself repeated');
        if (last && quantifier.max > 1 && last.alternatives) return refused('it repeats a choice');
        if (quantifier.min !== quantifier.max) top.variable = true;
        if (quantifier.max > 100) open++;
      }
      last = undefined;
    }
  }
  if (hasBackReference && groups[0]?.variable) return refused('it refers back to an earlier part of itself');
  return { longestInput: Math.floor(worstSteps ** (1 / (open + 1))) };
}

function refused(danger: string): PatternCheck {
  return { danger, longestInput: 0 };
}

function endOfClass(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === ']') return at;
  }
  return pattern.length;
}

function quantifierAt(pattern: string, at: number): { min: number; max: number; length: number } | undefined {
  const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(pattern.slice(at, at + 24));
  if (!found) return undefined;
  const { length } = found[0];
  if (found[0].startsWith('*')) return { min: 0, max: Infinity, length };
  if (found[0].startsWith('+')) return { min: 1, max: Infinity, length };
  if (found[0].startsWith('?')) return { min: 0, max: 1, length };
  const min = Number(found[1]);
  const max = found[2] === '' ? min : found[3] === '' ? Infinity : Number(found[3]);
  return { min, max, length };
}
