import { Scenario, ScenarioStep } from '../contract/scenario.ts';
import type { ScenarioResult } from '../contract/scenario.ts';

/** The part of JSON Schema that the contract of scenarios is written in. */
interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly const?: unknown;
  readonly minimum?: number;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Shape>>;
}

type Failure = ScenarioResult['failures'][number];

const scenarioShape = Scenario as Shape;
/** The shape of a step by the word that says what it does. */
const stepShapes = new Map<string, Shape>(
  ((ScenarioStep as Shape).anyOf ?? []).flatMap((shape) =>
    (shape.required ?? []).slice(0, 1).map((word): [string, Shape] => [word, shape]),
  ),
);

/**
 * What is wrong with the form of a scenario: unknown keys, values of another type, steps that ask for nothing or for two
 * things. Empty when it can be run; each problem has the index of its step, -1 outside the steps.
 */
export function checkScenario(value: unknown): readonly Failure[] {
  if (!isObject(value))
    return [{ step: -1, sentence: `Expected a scenario to be an object, but it is ${shown(value)}.` }];
  const { steps, ...rest } = value;
  const whole = differences(rest, scenarioShape, 'the scenario').map((sentence) => ({ step: -1, sentence }));
  return [...whole, ...startProblems(value), ...stepProblems(steps)];
}

function startProblems(scenario: Readonly<Record<string, unknown>>): readonly Failure[] {
  const { at, start, process, processId } = scenario;
  const found: string[] = [];
  if (typeof at === 'string' && Number.isNaN(Date.parse(at)))
    found.push(`Expected “at” to be an instant such as 2026-01-05T09:00:00+01:00, but it is “${at}”.`);
  if (start !== undefined && process === undefined && processId === undefined)
    found.push('Expected “process” to name the process that is started, but it is missing.');
  return found.map((sentence) => ({ step: -1, sentence }));
}

function stepProblems(steps: unknown): readonly Failure[] {
  if (steps === undefined) return [];
  if (!Array.isArray(steps))
    return [{ step: -1, sentence: `Expected “steps” to be a list, but it is ${shown(steps)}.` }];
  return steps.flatMap((step: unknown, index) => oneStep(step).map((sentence): Failure => ({ step: index, sentence })));
}

function oneStep(step: unknown): readonly string[] {
  if (!isObject(step)) return [`Expected a step to be an object, but it is ${shown(step)}.`];
  const keys = Object.keys(step);
  const words = keys.filter((key) => stepShapes.has(key));
  const [word, second] = words;
  const shape = word === undefined ? undefined : stepShapes.get(word);
  if (word === undefined || shape === undefined) {
    const found = keys.length === 0 ? 'it is empty' : `it has ${keys.map((key) => `“${key}”`).join(' and ')}`;
    return [`Expected a step with one of ${[...stepShapes.keys()].join(', ')}, but ${found}.`];
  }
  if (second !== undefined)
    return [`Expected a step to do one thing, but it asks for “${word}” and “${second}”. Make them two steps.`];
  return differences(step, shape, `“${word}”`);
}

/** Compares a value with its shape; the sentences name the place by its keys. */
function differences(value: unknown, shape: Shape, where: string): readonly string[] {
  if (shape.anyOf) return choiceDifference(value, shape.anyOf, where);
  if ('const' in shape)
    return value === shape.const ? [] : [`Expected ${where} to be ${shown(shape.const)}, but it is ${shown(value)}.`];
  const { type = 'anything' } = shape;
  switch (type) {
    case 'anything':
      return [];
    case 'object':
      return isObject(value) ? memberDifferences(value, shape, where) : [wrongType('an object', value, where)];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item: unknown, index) => differences(item, shape.items ?? {}, `entry ${index} of ${where}`))
        : [wrongType('a list', value, where)];
    case 'string':
      return typeof value === 'string' ? [] : [wrongType('a text', value, where)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType('true or false', value, where)];
    case 'integer':
      return Number.isInteger(value) && Number(value) >= (shape.minimum ?? 0)
        ? []
        : [wrongType('a whole number from 0 on', value, where)];
  }
}

function choiceDifference(value: unknown, choices: readonly Shape[], where: string): readonly string[] {
  if (choices.some((choice) => differences(value, choice, where).length === 0)) return [];
  const listed = choices.map((choice) => shown(choice.const)).join(', ');
  return [`Expected ${where} to be one of ${listed}, but it is ${shown(value)}.`];
}

function memberDifferences(value: Readonly<Record<string, unknown>>, shape: Shape, where: string): readonly string[] {
  const [any] = Object.values(shape.patternProperties ?? {});
  const { properties = {} } = shape;
  const missing = (shape.required ?? []).filter((key) => !Object.hasOwn(value, key));
  return [
    ...missing.map((key) => `Expected ${where} to have “${key}”, but it is missing.`),
    ...Object.entries(value).flatMap(([key, member]) => {
      if (member === undefined) return [];
      const own = Object.hasOwn(properties, key) ? properties[key] : any;
      if (own)
        return differences(
          member,
          own,
          where === 'the scenario' || where === `“${key}”` ? `“${key}”` : `“${key}” of ${where}`,
        );
      const known = Object.keys(properties)
        .map((each) => `“${each}”`)
        .join(', ');
      return [`There is no “${key}” in ${where}; there are ${known}.`];
    }),
  ];
}

function wrongType(wanted: string, value: unknown, where: string): string {
  return `Expected ${where} to be ${wanted}, but it is ${shown(value)}.`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
