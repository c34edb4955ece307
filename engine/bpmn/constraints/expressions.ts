import { nearestId, text } from '../moddle.ts';
import { shorten } from '../values.ts';
import type { Checked } from './index.ts';

/** In an executable process expressions are for the engine: of the type tFormalExpression (10.3.1). */
export function checkFormal({ element, problems }: Checked): void {
  if (element.$type !== 'bpmn:Expression') return;
  const body = text(element, 'body');
  if (body === undefined) return;
  const sentence = `"${shorten(body)}" is a text for people. Mark it as xsi:type="tFormalExpression" and write it in FEEL.`;
  problems.error('formal-expression', sentence, nearestId(element));
}
