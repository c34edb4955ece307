import type { NumberingFile } from '../contract/bundle.ts';
import type { ModelProblem } from '../contract/problem.ts';

/** A number series of `numbering.json`. */
export type NumberSeries = NumberingFile['series'][string];

/** The n-th number of a series on a day of the office (`YYYY-MM-DD`): `XX/M/{yyyy}/{n:6}` → `XX/M/2026/000123`. */
export function formatNumber(series: NumberSeries, n: number, date: string): string {
  return series.pattern.replace(/\{(yyyy|yy|n)(?::(\d{1,2}))?\}/g, (_all, part: string, digits?: string) => {
    if (part === 'yyyy') return date.slice(0, 4);
    if (part === 'yy') return date.slice(2, 4);
    return String(n).padStart(Number(digits ?? 0), '0');
  });
}

/** The period in which a series counts from its first number: the year of the day, or `''` when it never starts again. */
export function seriesPeriod(series: NumberSeries, date: string): string {
  return series.reset === 'year' ? date.slice(0, 4) : '';
}

/** Series whose numbers would not be readable or not be unique. */
export function checkNumbering(file: NumberingFile): readonly ModelProblem[] {
  return Object.entries(file.series).flatMap(([key, series]) => {
    const problem = (sentence: string): ModelProblem => ({
      rule: 'number-pattern',
      severity: 'error',
      file: 'numbering.json',
      pointer: `/series/${key}/pattern`,
      sentence,
    });
    const rest = series.pattern.replace(/\{(yyyy|yy|n(:\d{1,2})?)\}/g, '');
    if (/[{}]/.test(rest)) {
      return [problem(`Expected {yyyy}, {yy}, {n} or {n:6} between braces, but found "${series.pattern}".`)];
    }
    if (!/\{n(:\d{1,2})?\}/.test(series.pattern)) {
      return [problem(`Expected the serial number {n} in the pattern, but found "${series.pattern}".`)];
    }
    if (series.reset === 'year' && !/\{yy(yy)?\}/.test(series.pattern)) {
      return [
        problem('Expected the year in the pattern of a series that starts again every year: numbers would come twice.'),
      ];
    }
    return [];
  });
}
