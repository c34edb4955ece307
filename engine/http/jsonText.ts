/** What is wrong with a JSON text that its parsed value would not show; null when nothing is. */
export type JsonTextProblem = 'duplicate' | 'number' | 'depth';

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Looks through a text that is valid JSON for what `JSON.parse` loses in silence: the first of two members of the same name, digits
 * of a number that a double cannot hold (a decimal fraction within 15 digits is none), and for nesting beyond `maxDepth`.
 */
export function jsonTextProblem(text: string, maxDepth: number): JsonTextProblem | null {
  const names: (Set<string> | null)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      const end = endOfString(text, at);
      const own = expectsName ? names.at(-1) : null;
      if (own) {
        const name = text.slice(at, end + 1);
        // Escapes may spell the same name in two ways.
        const plain = name.includes('\\') ? (JSON.parse(name) as string) : name.slice(1, -1);
        if (own.has(plain)) return 'duplicate';
        own.add(plain);
        expectsName = false;
      }
      at = end;
    } else if (character === 123 || character === 91) {
      if (names.length >= maxDepth) return 'depth';
      expectsName = character === 123;
      names.push(expectsName ? new Set() : null);
    } else if (character === 125 || character === 93) {
      names.pop();
      expectsName = false;
    } else if (character === 44) {
      expectsName = names.at(-1) !== null && names.length > 0;
    } else if (character === 45 || (character >= 48 && character <= 57)) {
      const end = endOfNumber(text, at);
      if (losesDigits(text.slice(at, end))) return 'number';
      at = end - 1;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) return at;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && '0123456789+-.eE'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Digits that every double of that size can hold. */
const SAFE_DIGITS = 15;

function losesDigits(number: string): boolean {
  const value = Number(number);
  if (!Number.isFinite(value)) return true;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return true;
  const digits = (number.split(/e/i)[0] ?? '').replace(/[-.]/g, '').replace(/^0+/, '');
  // Too small to be told from nothing.
  if (value === 0 && digits.replace(/0/g, '') !== '') return true;
  return digits.replace(/0+$/, '').length > SAFE_DIGITS && !Number.isSafeInteger(value) && number !== String(value);
}
