import { addDays, CalendarError } from '../../calendar/index.ts';
import type { ServiceTaskNode } from '../../bpmn/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';

/** What an act is given: the step it runs in, its service task, its input and the scope (token id) around it. */
export interface ActCall {
  readonly step: Step;
  readonly node: ServiceTaskNode;
  readonly input: JsonObject;
  readonly scope: number;
}

/** A change to our own records asked for by a model, done inside the step, exactly once (data.md 2). */
export interface Act {
  /** Input names; `/` alone stands for any JSON pointer. */
  readonly inputs: readonly string[];
  run(call: ActCall): Json;
}

/** A text that the act needs. */
export function needText(call: ActCall, name: string): string {
  const given = call.input[name];
  if (typeof given === 'string' && given !== '') return given;
  throw new StepFailure(
    call.node.id,
    'ACT_FAILED',
    `“${call.node.name ?? call.node.id}” needs “${name}”, but it is ${JSON.stringify(given ?? null)}.`,
  );
}

/** A place in the dossier that the act needs, a JSON pointer. */
export function needPointer(call: ActCall, name: string): string {
  const given = needText(call, name);
  if (given.startsWith('/')) return given;
  throw new StepFailure(
    call.node.id,
    'ACT_FAILED',
    `“${given}” at “${call.node.name ?? call.node.id}” must be a JSON pointer such as /mark/text.`,
  );
}

/** A day that the act needs, ISO 8601. */
export function needDay(call: ActCall, name: string): string {
  const given = needText(call, name);
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && isDay(given)) return given;
  throw new StepFailure(
    call.node.id,
    'ACT_FAILED',
    `“${name}” of “${call.node.name ?? call.node.id}” must be a date, but it is “${given}”.`,
  );
}

function isDay(text: string): boolean {
  try {
    return addDays(text, 0) === text;
  } catch (error) {
    if (error instanceof CalendarError) return false;
    throw error;
  }
}
