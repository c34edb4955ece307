import { shorten, translateExpression, translateText } from './expressions/read.ts';
import type { Translation } from './translation.ts';
import { attribute, bpmnIn, remove, setAttribute, setText, textOf, type XmlElement } from './xmlTree.ts';

/** Expressions that decide or count; the XML name of what holds them. */
const decisive = new Set([
  ...['conditionExpression', 'condition', 'loopCondition', 'completionCondition', 'loopCardinality'],
  ...['activationCondition'],
]);
const timers = new Set(['timeDuration', 'timeDate', 'timeCycle']);

/** Conditions, counts and times: FEEL in the same place. */
export function translateExpressions(translation: Translation, element: XmlElement): void {
  for (const inside of bpmnIn(element, ...decisive)) decide(translation, element, inside);
  for (const inside of bpmnIn(element, ...timers)) time(translation, inside);
}

function decide(translation: Translation, holder: XmlElement, element: XmlElement): void {
  const { entries, origin } = translation;
  const source = textOf(element);
  const resource = translation.take(element, 'resource');
  if (source === '') {
    if (resource) entries.open(element, resource.what, `The condition lies in “${resource.value}”. Write it in FEEL.`);
    else if (element.local === 'conditionExpression') remove(element);
    return;
  }
  const language = attribute(element, 'language') ?? attribute(translation.root, 'expressionLanguage') ?? '';
  const found = translateExpression(source, origin, isUsual(language) ? '' : language);
  if (!found.ok) {
    entries.open(holder, element.local, `“${shorten(source)}” must be written in FEEL. ${found.sentence}`);
    return;
  }
  setAttribute(element, 'language', undefined);
  setText(element, found.feel);
  translation.formal(element);
  if (found.isChanged) entries.translated(holder, element.local, `“${shorten(source)}” became “${found.feel}”.`);
}

/** Languages that a file names without saying anything: the schema's default. */
function isUsual(language: string): boolean {
  return /^http:\/\/www\.w3\.org\/1999\/XPath$/i.test(language);
}

function time(translation: Translation, element: XmlElement): void {
  const source = textOf(element);
  if (source === '') return;
  // Some tools write the constant as a FEEL or Python text.
  const unquoted = /^"([^"]*)"$/.exec(source)?.[1] ?? source;
  const found = translateText(unquoted, translation.origin);
  if (!found.ok) {
    translation.entries.open(element, element.local, `“${shorten(source)}” must be written in FEEL. ${found.sentence}`);
    setText(element, `=${source}`);
    return;
  }
  setText(element, found.feel);
  setAttribute(element, 'language', undefined);
  translation.formal(element);
  if (found.feel !== source)
    translation.entries.translated(element, element.local, `“${shorten(source)}” became “${found.feel}”.`);
}
