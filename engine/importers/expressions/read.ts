import { compileExpression, isFeelProblem } from '../../feel/index.ts';
import type { Origin } from '../report.ts';
import { parseExpression } from './parse.ts';
import { hasExpression, parseTemplate } from './template.ts';
import { toFeel } from './toFeel.ts';
import { Untranslatable } from './tree.ts';

/** FEEL, or the sentence that says why there is none. */
export type Translation =
  | { readonly ok: true; readonly feel: string; readonly isChanged: boolean }
  | { readonly ok: false; readonly sentence: string };

/** Languages whose expressions the parser reads; the text is a URI or a short name. */
const readLanguages = /^$|juel|java|javascript|ecmascript|groovy|mvel|xpath|python|uel|feel/i;

/**
 * An expression that decides or computes something, as its engine of origin reads it. `language` is what the model says of it;
 * without one each engine has its own: JUEL, FEEL (Camunda 8), Java (jBPM).
 */
export function translateExpression(source: string, origin: Origin, language = ''): Translation {
  const text = source.trim();
  if (!readLanguages.test(language)) return failure(`Its language is “${shorten(language)}”, which is not read.`);
  const isZeebe = origin === 'camunda8' && language === '' && (text.startsWith('=') || !hasExpression(text));
  if (/feel/i.test(language) || isZeebe) return checked(text.replace(/^=/, ''), text);
  if (hasExpression(text)) return guarded(text, () => toFeel(parseTemplate(text)));
  if ((origin === 'camunda7' || origin === 'flowable') && language === '') return constant(text);
  // A drawing tool does not say what its expressions are written in: FEEL stays as it is, but FEEL has no methods.
  if (origin === 'plain' && language === '' && !callsMethod(text)) {
    const asFeel = checked(text.replace(/^=/, ''), text);
    if (asFeel.ok) return asFeel;
  }
  return guarded(text, () => toFeel(parseExpression(withoutReturn(text))));
}

function callsMethod(text: string): boolean {
  return /\.(contains|equals|equalsIgnoreCase|startsWith|endsWith|includes|size|length|isEmpty|toString|get)\s*\(/.test(
    text,
  );
}

/** Without `${…}` JUEL takes a text as it stands: a number or a truth value is meant, anything else is a mistake. */
function constant(text: string): Translation {
  if (/^-?\d+(\.\d+)?$/.test(text) || text === 'true' || text === 'false') return checked(text, text);
  return failure('It is no expression: the engine of origin takes it for a plain text.');
}

/** A plain text, or one with expressions: FEEL begins with `=` then, any other text is taken as it stands. */
export function translateText(source: string, origin: Origin): Translation {
  const text = source.trim();
  const feel = (found: Translation): Translation => (found.ok ? { ...found, feel: `=${found.feel}` } : found);
  if (origin === 'camunda8')
    return text.startsWith('=') ? feel(checked(text.slice(1), text)) : { ok: true, feel: text, isChanged: false };
  if (!hasExpression(text)) return { ok: true, feel: text, isChanged: false };
  try {
    const expression = parseTemplate(text);
    if (expression.type === 'literal') return { ok: true, feel: String(expression.value), isChanged: true };
    return feel(checked(toFeel(expression), text));
  } catch (error) {
    if (error instanceof Untranslatable) return failure(error.message);
    throw error;
  }
}

/** The value of one `return` statement. */
function withoutReturn(text: string): string {
  return text
    .replace(/^return\b/, '')
    .replace(/;\s*$/, '')
    .trim();
}

function guarded(source: string, translate: () => string): Translation {
  try {
    return checked(translate(), source);
  } catch (error) {
    if (error instanceof Untranslatable) return failure(error.message);
    throw error;
  }
}

/** Only FEEL that compiles is written into a model. */
function checked(feel: string, source: string): Translation {
  const text = feel.trim();
  const compiled = compileExpression(text);
  if (isFeelProblem(compiled)) return failure(`It is no usable FEEL: ${compiled.sentence}`);
  return { ok: true, feel: text, isChanged: text !== source };
}

function failure(sentence: string): Translation {
  return { ok: false, sentence };
}

/** A text short enough for a sentence. */
export function shorten(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
