import { defaultLimits, type ModelLimits } from './limits.ts';
import type { Problems } from './problems.ts';
import { walkXml, type XmlFacts } from './xmlWalk.ts';

/** A model's text after the checks that come before any BPMN tool sees it. */
export interface CheckedXml extends XmlFacts {
  readonly text: string;
}

/**
 * Checks encoding, size, DOCTYPE, characters, well-formedness, namespaces and ids of an uploaded model. Nothing is resolved,
 * loaded or expanded. Returns nothing when the file cannot be read any further; the reason is then in `problems`.
 */
export function checkXml(
  xml: string | Uint8Array,
  problems: Problems,
  limits: ModelLimits = defaultLimits,
): CheckedXml | undefined {
  if (xml.length > limits.bytes) {
    problems.error('limit', `Expected a model of at most ${limits.bytes} bytes, but this one has ${xml.length}.`);
    return undefined;
  }
  const text = typeof xml === 'string' ? xml.replace(/^\uFEFF/, '') : decode(xml, problems);
  if (text === undefined) return undefined;
  if (text.trim() === '') problems.error('xml', 'Expected a BPMN file, but this one is empty.');
  else if (hasDoctype(text))
    problems.error('xml', 'A DOCTYPE is not allowed in a model. Remove it and every entity it declares.');
  else checkCharacters(text, problems);
  if (problems.hasErrors) return undefined;
  const facts = walkXml(text, problems, limits);
  return facts === undefined ? undefined : { text, ...facts };
}

const declaredEncoding = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

function decode(bytes: Uint8Array, problems: Problems): string | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    problems.error(
      'xml',
      'Expected the encoding UTF-8, but the file holds bytes that are not UTF-8. Save it as UTF-8.',
    );
    return undefined;
  }
  const encoding = declaredEncoding.exec(text)?.[1] ?? 'UTF-8';
  // A file of pure ASCII means the same under every encoding that modelling tools declare.
  if (!/^(utf-?8|us-ascii)$/i.test(encoding) && /[^\p{ASCII}]/u.test(text)) {
    problems.error('xml', `Expected the encoding UTF-8, but the file declares ${encoding}. Save it as UTF-8.`);
    return undefined;
  }
  return text;
}

/** Finds `<!DOCTYPE`, in any case, outside comments, CDATA and processing instructions, in one pass. */
function hasDoctype(text: string): boolean {
  const skipped = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const;
  let at = 0;
  while ((at = text.indexOf('<', at)) !== -1) {
    const section = skipped.find(([open]) => text.startsWith(open, at));
    if (section !== undefined) {
      const end = text.indexOf(section[1], at + section[0].length);
      if (end === -1) return false;
      at = end + section[1].length;
    } else if (text.startsWith('<!', at) && /^doctype/i.test(text.slice(at + 2, at + 9))) {
      return true;
    } else {
      at++;
    }
  }
  return false;
}

function checkCharacters(text: string, problems: Problems): void {
  const found = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.exec(text);
  if (found === null) return;
  const before = text.slice(0, found.index);
  const line = before.split('\n').length;
  const column = found.index - before.lastIndexOf('\n');
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  problems.error(
    'xml',
    `The character U+${code} in line ${line}, column ${column} is not allowed in a model. Remove it.`,
  );
}
