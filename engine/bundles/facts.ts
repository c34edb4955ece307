import type { Json, JsonObject } from '../contract/json.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { ParametersFile } from '../contract/bundle.ts';
import type { OfficeDefinitions } from './types.ts';

/** Names of `office` in FEEL that are not parameters. */
const own = ['code', 'name', 'address', 'contact', 'languages', 'currency', 'timeZone'] as const;

/**
 * FEEL's `office` on a day of the office (`YYYY-MM-DD`): `code` (WIPO ST.3, capitals), `name` and `address` by language,
 * `contact`, `languages`, `currency`, `timeZone` and each parameter with the value in force that day. A parameter that is not
 * yet in force is not there.
 */
export function officeFacts(
  definitions: Pick<OfficeDefinitions, 'office' | 'parameters' | 'calendar'>,
  today: string,
): JsonObject {
  const { office, parameters, calendar } = definitions;
  const facts: Record<(typeof own)[number], Json> = {
    code: office.code.toUpperCase(),
    name: office.name,
    address: office.address,
    contact: office.contact,
    languages: office.languages,
    currency: office.currency,
    timeZone: calendar.timeZone,
  };
  const inForce = Object.entries(parameters).flatMap(([name, values]): [string, Json][] => {
    const value = valueOn(values, today);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries([...inForce, ...Object.entries(facts)]);
}

/** Parameters that would hide a fact of the office, or have two values from the same day. */
export function checkParameters(parameters: ParametersFile): readonly ModelProblem[] {
  return Object.entries(parameters).flatMap(([name, values]) => {
    const problem = (sentence: string): ModelProblem => ({
      rule: 'parameter',
      severity: 'error',
      file: 'parameters.json',
      pointer: `/${name}`,
      sentence,
    });
    const days = values.map(({ from }) => from);
    const reserved = (own as readonly string[]).includes(name);
    return [
      ...(reserved ? [problem(`Expected another name: office.${name} is a fact of bundle.json.`)] : []),
      ...(new Set(days).size < days.length ? [problem('Expected one value from each day, but there are two.')] : []),
    ];
  });
}

function valueOn(values: ParametersFile[string], today: string): Json | undefined {
  const begun = values.filter(({ from }) => from <= today);
  const latest = begun.reduce<(typeof begun)[number] | undefined>(
    (best, value) => (best === undefined || value.from > best.from ? value : best),
    undefined,
  );
  return latest?.value as Json | undefined;
}
