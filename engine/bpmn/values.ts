import { parseDuration } from '../calendar/index.ts';
import { compileExpression, isFeelProblem, type CompiledExpression } from '../feel/index.ts';
import { didYouMean } from './closest.ts';
import type { Mapping, Outcome, Text } from './graph.ts';
import { children, child, localName, text, type ModelElement } from './moddle.ts';
import type { Problems } from './problems.ts';

/** What the readers of one process share. */
export interface Reading {
  readonly problems: Problems;
  /** Names that FEEL takes as one word although they hold a dash. */
  readonly names: readonly string[];
  /** Elements with a reference to nothing, which has been reported already. */
  readonly dangling: ReadonlySet<ModelElement>;
  /** Index of the node that an element becomes. */
  readonly indexOf?: ReadonlyMap<ModelElement, number>;
}

/** The element whose properties are read, and its id for problems. */
export interface Place {
  readonly element: ModelElement;
  readonly id: string;
}

/** `{ key: value }`, or `{}` when there is no value: optional properties stay absent. */
export function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** Compiles FEEL; a leading `=` is allowed. `where` names the place in the sentence of the problem. */
export function readFeel(reading: Reading, id: string, where: string, source: string): CompiledExpression | undefined {
  const compiled = compileExpression(source.trim().replace(/^=/, '').trim(), { names: reading.names });
  if (!isFeelProblem(compiled)) return compiled;
  reading.problems.error('expression', `The ${where} is not usable FEEL: ${compiled.sentence}`, id);
  return undefined;
}

/** An attribute that is always FEEL. */
export function readFeelAttribute(reading: Reading, place: Place, property: string): CompiledExpression | undefined {
  const source = text(place.element, property);
  return source === undefined ? undefined : readFeel(reading, place.id, localName(property), source);
}

/** An attribute that is FEEL when it begins with `=`, and a plain text otherwise. */
export function readText(reading: Reading, place: Place, property: string): Text | undefined {
  const source = text(place.element, property);
  return source === undefined ? undefined : toText(reading, place.id, localName(property), source);
}

/** FEEL when it begins with `=`, and a plain text otherwise. */
export function toText(reading: Reading, id: string, where: string, source: string): Text | undefined {
  if (!source.startsWith('=')) return { type: 'literal', value: source };
  const expression = readFeel(reading, id, where, source);
  return expression === undefined ? undefined : { type: 'feel', expression };
}

/** An attribute that is a whole number between two bounds. */
export function readInteger(
  reading: Reading,
  place: Place,
  property: string,
  bounds: { readonly from: number; readonly to: number },
): number | undefined {
  const source = text(place.element, property);
  if (source === undefined) return undefined;
  if (isInteger(source, bounds)) return Number(source);
  reading.problems.error('attribute-value', notInteger(localName(property), bounds, source), place.id);
  return undefined;
}

/** Is this text a whole number between two bounds? */
export function isInteger(source: string, bounds: { readonly from: number; readonly to: number }): boolean {
  return /^\d{1,9}$/.test(source) && Number(source) >= bounds.from && Number(source) <= bounds.to;
}

/** The sentence for a text that is no such number. */
export function notInteger(
  name: string,
  bounds: { readonly from: number; readonly to: number },
  found: string,
): string {
  return `Expected ${name} to be a whole number from ${bounds.from} to ${bounds.to}, but it is "${shorten(found)}".`;
}

/** An attribute that is `true` or `false`. */
export function readBoolean(reading: Reading, place: Place, property: string, fallback: boolean): boolean {
  return readChoice(reading, place, property, ['true', 'false'], String(fallback)) === 'true';
}

/** An attribute that is one of some words. */
export function readChoice<T extends string>(
  reading: Reading,
  place: Place,
  property: string,
  words: readonly T[],
  fallback: T,
): T {
  const source = text(place.element, property);
  if (source === undefined) return fallback;
  const word = words.find((one) => one === source);
  if (word !== undefined) return word;
  const listed = words.map((one) => `"${one}"`).join(', ');
  reading.problems.error(
    'attribute-value',
    `Expected ${localName(property)} to be one of ${listed}, but it is "${shorten(source)}".${didYouMean(source, words)}`,
    place.id,
  );
  return fallback;
}

/** An attribute that is an ISO 8601 duration. */
export function readDuration(reading: Reading, place: Place, property: string): string | undefined {
  const source = text(place.element, property);
  if (source === undefined) return undefined;
  const parsed = parseDuration(source);
  if (parsed.type === 'duration') return source;
  reading.problems.error(
    'attribute-value',
    `The ${localName(property)} is not a duration: ${parsed.sentence}`,
    place.id,
  );
  return undefined;
}

/** The name of a variable that something is written to. */
export function readVariable(reading: Reading, place: Place, property: string): string | undefined {
  const source = text(place.element, property);
  if (source === undefined || isVariable(source)) return source;
  reading.problems.error('attribute-value', notVariable(localName(property), source), place.id);
  return undefined;
}

// What FEEL can read back as one name, with dashes as in keys.
const variablePattern = /^[\p{L}_][\p{L}\p{N}_-]{0,254}$/u;
/** A place in the dossier (JSON pointer, RFC 6901): the target of an input of the act `changeDossier`. */
const pointerPattern = /^(\/([^~/]|~[01])+)+$/u;
/** What every expression sees under these names hides a variable. */
const takenNames = new Set(['dossier', 'office', 'now', 'today', 'instance']);

/** May this be the name of a variable? */
export function isVariable(name: string): boolean {
  return variablePattern.test(name) && !takenNames.has(name);
}

function notVariable(where: string, found: string): string {
  if (takenNames.has(found))
    return `Expected ${where} to be a variable, but "${found}" already names something else. Rename it.`;
  return `Expected ${where} to be the name of a variable (letters, digits, "_" and "-"), but it is "${shorten(found)}".`;
}

/** Our elements of one kind inside `extensionElements`. */
export function extensionsOf(element: ModelElement, type: 'Outcome' | 'Input' | 'Output'): readonly ModelElement[] {
  const extensions = child(element, 'extensionElements');
  return extensions === undefined
    ? []
    : children(extensions, 'values').filter((one) => one.$type === `officina:${type}`);
}

/** `officina:input` or `officina:output` elements, in order. */
export function readMappings(reading: Reading, place: Place, type: 'Input' | 'Output'): readonly Mapping[] {
  const mappings: Mapping[] = [];
  const word = type.toLowerCase();
  for (const element of extensionsOf(place.element, type)) {
    const source = text(element, 'source');
    const target = text(element, 'target');
    if (source === undefined || target === undefined) {
      reading.problems.error('mapping', `Expected every ${word} to have a source and a target.`, place.id);
    } else if (!isVariable(target) && !(type === 'Input' && pointerPattern.test(target))) {
      reading.problems.error('mapping', notVariable(`the target of an ${word}`, target), place.id);
    } else {
      const compiled = readFeel(reading, place.id, `source of the ${word} "${target}"`, source);
      if (compiled !== undefined) mappings.push({ source: compiled, target });
    }
  }
  return mappings;
}

/** `officina:outcome` elements, in order. */
export function readOutcomes(reading: Reading, place: Place): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const seen = new Set<string>();
  for (const element of extensionsOf(place.element, 'Outcome')) {
    const at = { element, id: place.id };
    const value = text(element, 'value');
    const when = readFeelAttribute(reading, at, 'when');
    const style = readChoice(reading, at, 'style', ['primary', 'normal', 'danger'], 'normal');
    const needsForm = readBoolean(reading, at, 'needsForm', true);
    if (value === undefined) reading.problems.error('outcome', 'Expected every outcome to have a value.', place.id);
    else if (seen.has(value))
      reading.problems.error('outcome', `The outcome "${shorten(value)}" is listed twice.`, place.id);
    else outcomes.push({ value, style, needsForm, ...present('when', when) });
    if (value !== undefined) seen.add(value);
  }
  return outcomes;
}

/** A text short enough for a sentence. */
export function shorten(source: string): string {
  return source.length > 80 ? `${source.slice(0, 79)}…` : source;
}
