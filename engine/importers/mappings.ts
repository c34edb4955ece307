import { compileExpression, isFeelProblem } from '../feel/index.ts';
import { shorten, translateExpression, type Translation as Found } from './expressions/read.ts';
import { hasExpression } from './expressions/template.ts';
import type { Translation } from './translation.ts';
import { attribute, elementsIn, textOf, type XmlElement } from './xmlTree.ts';

/** Activities, and events that throw, may be given variables of their own. */
const takesInput = /[Tt]ask$|^(callActivity|subProcess|transaction|adHocSubProcess|endEvent|intermediateThrowEvent)$/;

/** Input and output parameters of Camunda 7 (`inputOutput`) and Camunda 8 (`ioMapping`). */
export function translateMappings(translation: Translation, element: XmlElement): void {
  for (const group of translation.takeElements(element, 'inputOutput', 'ioMapping')) {
    for (const each of elementsIn(group)) parameter(translation, element, each);
  }
}

function parameter(translation: Translation, element: XmlElement, each: XmlElement): void {
  const local = /^input/.test(each.local) ? 'input' : 'output';
  const target = attribute(each, 'name') ?? attribute(each, 'target');
  const what = `${each.name} ${target ?? ''}`.trim();
  if (target === undefined) return;
  if (local === 'input' && !takesInput.test(element.local)) {
    const sentence = `Variables of its own are not given to this element. Let its expressions read what “${target}” is made from.`;
    translation.entries.open(element, what, sentence);
    return;
  }
  const found = attribute(each, 'source') === undefined ? valueOf(translation, each) : sourceOf(translation, each);
  carryMapping(translation, element, { what, local, target }, found);
}

/** Writes an input or output, or says why not. */
export function carryMapping(
  translation: Translation,
  element: XmlElement,
  given: { readonly what: string; readonly local: 'input' | 'output'; readonly target: string },
  found: Found,
): void {
  const { what, local, target } = given;
  if (!found.ok) {
    translation.entries.open(element, what, `The ${local} “${target}” must be written in FEEL. ${found.sentence}`);
    return;
  }
  if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(target)) {
    const sentence = `“${target}” is no name of a variable here. Write the whole variable, with context put().`;
    translation.entries.open(element, what, sentence);
    return;
  }
  translation.add(element, local, { source: found.feel, target });
  translation.entries.translated(element, what, `It became the ${local} “${target}” from “${shorten(found.feel)}”.`);
}

function sourceOf({ origin }: Translation, each: XmlElement): Found {
  const source = attribute(each, 'source') ?? '';
  // Camunda 8: without `=` it is a text.
  if (source.startsWith('=')) return translateExpression(source, origin);
  return { ok: true, feel: JSON.stringify(source), isChanged: true };
}

/** A text, an expression, a list or a map. */
function valueOf(translation: Translation, each: XmlElement): Found {
  const [inner] = elementsIn(each);
  if (!inner) return constantOrExpression(translation, textOf(each));
  if (inner.local === 'script')
    return { ok: false, sentence: `It is a script in ${attribute(inner, 'scriptFormat') ?? 'an unnamed language'}.` };
  const parts: string[] = [];
  for (const entry of elementsIn(inner)) {
    const found = valueOf(
      translation,
      entry.local === 'value' || entry.local === 'entry' ? entry : { ...entry, children: [entry] },
    );
    if (!found.ok) return found;
    parts.push(inner.local === 'map' ? `${JSON.stringify(attribute(entry, 'key') ?? '')}: ${found.feel}` : found.feel);
  }
  if (inner.local === 'list') return { ok: true, feel: `[${parts.join(', ')}]`, isChanged: true };
  if (inner.local === 'map') return { ok: true, feel: `{${parts.join(', ')}}`, isChanged: true };
  return { ok: false, sentence: `It holds <${inner.name}>.` };
}

function constantOrExpression({ origin }: Translation, text: string): Found {
  if (hasExpression(text)) return translateExpression(text, origin);
  return { ok: true, feel: text === '' ? 'null' : JSON.stringify(text), isChanged: true };
}

/** FEEL for the variable of that name; names that FEEL cannot write are said. */
export function variable(name: string): Found {
  const compiled = compileExpression(name);
  return isFeelProblem(compiled)
    ? { ok: false, sentence: `The name “${name}” cannot be written in FEEL.` }
    : { ok: true, feel: name, isChanged: false };
}
