import {
  compileExpression,
  compileUnaryTests,
  isFeelProblem,
  type CompiledExpression,
  type CompiledUnaryTests,
  type FeelProblem,
} from '../feel/index.ts';
import type { Boxed } from './boxed.ts';
import { complain, type Place } from './reader.ts';
import { child, type DmnElement, textOf } from './tree.ts';

const feelLanguage = /^(feel|https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/FEEL|FEEL\/\d+)\/?)$/i;

/** Reads one FEEL expression; an empty one stands for nothing where the place allows it. */
export function readLiteral(element: DmnElement, place: Place, whenEmpty = ''): Boxed {
  const compiled = readExpression(element, place, whenEmpty);
  if (compiled.type === 'expression') return { type: 'literal', expression: compiled };
  return { type: 'broken', sentence: compiled.sentence };
}

/** Compiles the text of an element; what is no FEEL is a problem in the office's dialect. */
export function readExpression(element: DmnElement, place: Place, whenEmpty = ''): CompiledExpression | FeelProblem {
  checkLanguage(element, place);
  if (child(element, 'importedValues')) {
    complain(place.reading, 'dmn-unsupported', element, 'Imported values are not supported.', place.owner);
  }
  const text = textOf(element);
  return accepted(compileExpression(text.trim() === '' ? whenEmpty : text, optionsOf(place)), element, place);
}

/** Compiles a cell; undefined when it is no FEEL. */
export function readTests(element: DmnElement, place: Place): CompiledUnaryTests | undefined {
  checkLanguage(element, place);
  const compiled = accepted(compileUnaryTests(textOf(element), optionsOf(place)), element, place);
  return isFeelProblem(compiled) ? undefined : compiled;
}

/** Reports an expression language other than FEEL. */
export function checkLanguage(element: DmnElement, place: Place): void {
  const language = element.attributes['expressionLanguage'];
  if (language === undefined || feelLanguage.test(language)) return;
  const sentence = `The expression language “${language}” is not supported: use FEEL.`;
  complain(place.reading, 'dmn-unsupported', element, sentence, place.owner);
}

function optionsOf({ reading, names }: Place): Parameters<typeof compileExpression>[1] {
  const { dialect, types } = reading;
  return { names, dialect, ...(dialect === 'standard' && { types }) };
}

function accepted<T extends CompiledExpression | CompiledUnaryTests>(
  compiled: T | FeelProblem,
  element: DmnElement,
  { reading, owner }: Place,
): T | FeelProblem {
  if (isFeelProblem(compiled) && reading.dialect === 'office') {
    complain(reading, 'dmn-feel', element, compiled.sentence, owner);
  }
  return compiled;
}
