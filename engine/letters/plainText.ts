import type { LetterLanguage } from '../contract/letter.ts';

const FSI = '\u2068';
const LRI = '\u2066';
const PDI = '\u2069';

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Wraps each line of a value that is put into a text, so that its direction cannot disturb the text around it (UAX #9, 2.7). A value
 * that reads like the text around it stays as it is.
 */
export function isolate(value: string, language: LetterLanguage): string {
  const plain = withoutControls(value).replaceAll(/[\u2066-\u2069]/g, '');
  const isForeign = language === 'ar' ? /\p{Script=Latin}|[^\p{L}\p{N}\p{M}\s]/u.test(plain) : rightToLeft.test(plain);
  if (!isForeign) return plain;
  const wrap = (line: string): string => (line === '' ? line : FSI + line + PDI);
  return plain.split('\n').map(wrap).join('\n');
}

/**
 * Drops what has no place in a letter: control characters but line breaks, directional embeddings and overrides (which can show a
 * text in another order than it is read), and characters that are no characters.
 */
function withoutControls(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}|[\u200b\u202a-\u202e\u2060\ufeff\ufff9-\ufffc]|[\p{Cn}\p{Cs}]/gu, '')
    .normalize('NFC');
}

/** Closes isolates that a line leaves open and drops closings without an opening. */
function balanced(line: string): string {
  let open = 0;
  let result = '';
  for (const character of line) {
    if (character === PDI && open === 0) continue;
    if (character === PDI) open -= 1;
    else if (/[\u2066-\u2068]/.test(character)) open += 1;
    result += character;
  }
  return result + PDI.repeat(open);
}

/** Runs of Latin letters and digits with what stands between them: `XX/T/2026/000001`, `+41 22 338 9111`, `Acme & Co`. */
const latinRun =
  /[+#(]?[\p{Script=Latin}\p{Nd}](?:[\p{Script=Latin}\p{Nd}\p{M} .,:;/&@+'’_()–-]*[\p{Script=Latin}\p{Nd}%°])?(\.?\)?)/gu;

/** A bracket or dot behind a run belongs to it only when the run opened the bracket. */
function isolateRun(match: string, tail: string): string {
  const run = match.slice(0, match.length - tail.length);
  // A number keeps its direction by itself (UAX #9, W4).
  if (/^\p{Nd}+(?:[.,:/]\p{Nd}+)*$/u.test(run)) return match;
  const opened = run.split('(').length > run.split(')').length && tail.endsWith(')');
  return opened ? LRI + match + PDI : LRI + run + PDI + tail;
}

/** In Arabic, isolates every Latin run outside of isolates; a run stays one line of left-to-right text. */
function isolateLatin(line: string): string {
  let depth = 0;
  return line
    .split(/([\u2066-\u2069])/)
    .map((piece) => {
      if (piece === PDI) depth -= 1;
      else if (/^[\u2066-\u2068]$/.test(piece)) depth += 1;
      else if (depth === 0) return piece.replaceAll(latinRun, isolateRun);
      return piece;
    })
    .join('');
}

/** Lets a line break inside a run of more than 60 characters without a space, so that it stays on the paper. */
const breakable = (line: string): string =>
  line.replaceAll(/[^\s]{61,}/gu, (run) => run.replaceAll(/.{30}(?=.)/gu, '$&\u200b'));

/** A text as the layouts take it: without controls, its isolates closed on every line, and Latin runs isolated in Arabic. */
export function plainText(text: string, language: LetterLanguage): string {
  return withoutControls(text)
    .split('\n')
    .map(balanced)
    .map((line) => (language === 'ar' ? isolateLatin(line) : line))
    .map(breakable)
    .join('\n');
}

/** A text for the metadata of a PDF: one line without any directional character. */
export function metadataText(text: string): string {
  return withoutControls(text)
    .replaceAll(/[\u061c\u200e\u200f\u2066-\u2069]/g, '')
    .replaceAll('\n', ' ');
}
