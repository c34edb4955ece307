import { officeFacts, type OfficeDefinitions, type ProcessDefinition } from '../../bundles/index.ts';
import { startPlaces, type TimerSpec } from '../../bpmn/index.ts';
import { dayOf, parseTimer, timerDueAt, type Timer } from '../../calendar/index.ts';
import type { ModelProblem } from '../../contract/problem.ts';
import { evaluateStrict } from '../../feel/index.ts';
import type { DeploymentWrite } from '../../store/index.ts';

/** With what processes in force begin by themselves, and what is wrong with that. */
export interface Starts extends Required<Pick<DeploymentWrite, 'messageStarts' | 'signalStarts' | 'timerStarts'>> {
  readonly problems: readonly ModelProblem[];
}

type TimerStart = Starts['timerStarts'][number];

/**
 * The start events by message, signal and timer of all processes.
 * @param now from which durations and cycles are counted
 */
export function startsOf(definitions: OfficeDefinitions, now: string): Starts {
  const problems: ModelProblem[] = [];
  const processes = [...definitions.processes.values()];
  return {
    messageStarts: processes.flatMap(({ key, graph }) =>
      startPlaces(graph, 'message').map(({ at, definition }) => ({
        message: definition.message,
        definitionKey: key,
        element: at,
      })),
    ),
    signalStarts: processes.flatMap(({ key, graph }) =>
      startPlaces(graph, 'signal').map(({ at, definition }) => ({
        signal: definition.signal,
        definitionKey: key,
        element: at,
      })),
    ),
    timerStarts: processes.flatMap((process) => timerStartsOf(definitions, process, now, problems)),
    problems,
  };
}

function timerStartsOf(
  definitions: OfficeDefinitions,
  { key, graph }: ProcessDefinition,
  now: string,
  problems: ModelProblem[],
): readonly TimerStart[] {
  return startPlaces(graph, 'timer').flatMap(({ at, definition }): TimerStart[] => {
    const report = (sentence: string, severity: 'error' | 'warning' = 'error'): TimerStart[] => {
      problems.push({ rule: 'timer-start', severity, file: `processes/${key}/${key}.bpmn`, element: at, sentence });
      return [];
    };
    if (graph.dossierKind !== undefined)
      return report(
        `“${key}” works on a dossier, and a timer files none: leave officina:dossierKind out, or begin with a form or a message.`,
      );
    const timer = timerOf(definitions, definition.timer, now);
    if (timer.type === 'problem') return report(timer.sentence);
    const dueAt = timerDueAt(timer.timer, now, definitions.calendar.timeZone);
    if (timer.timer.type === 'date' && Date.parse(dueAt) < Date.parse(now))
      return report(`The start “${at}” was due at ${dueAt} already: it never begins the process.`, 'warning');
    return [{ definitionKey: key, element: at, timer: timer.text, dueAt }];
  });
}

type Read =
  | { readonly type: 'timer'; readonly text: string; readonly timer: Timer }
  | { readonly type: 'problem'; readonly sentence: string };

function timerOf(definitions: OfficeDefinitions, spec: TimerSpec, now: string): Read {
  if (spec.type === 'timeLimit')
    return { type: 'problem', sentence: 'A time limit runs within a case: a start needs a date, duration or cycle.' };
  const { timeZone } = definitions.calendar;
  const text = textOf(definitions, spec, now);
  if (text.type === 'problem') return text;
  const timer = parseTimer(text.said, { timeZone, kind: spec.type });
  return timer.type === 'problem' ? timer : { type: 'timer', text: text.said, timer };
}

function textOf(
  definitions: OfficeDefinitions,
  { value }: Exclude<TimerSpec, { type: 'timeLimit' }>,
  now: string,
): { readonly type: 'text'; readonly said: string } | { readonly type: 'problem'; readonly sentence: string } {
  if (value.type === 'literal') return { type: 'text', said: value.value };
  const today = dayOf(now, definitions.calendar.timeZone);
  const answer = evaluateStrict(value.expression, { office: officeFacts(definitions, today), today, now });
  if (answer.ok && typeof answer.value === 'string') return { type: 'text', said: answer.value };
  const reason = answer.ok ? `it gives ${JSON.stringify(answer.value)}` : answer.sentence;
  return { type: 'problem', sentence: `The timer of a start is a text made from the office alone, but ${reason}` };
}
