import { formatNumber, seriesPeriod, type OfficeDefinitions } from '../../bundles/index.ts';
import type { NumberWrite } from '../../store/index.ts';
import { StepIncident } from './stepIncident.ts';

/** Numbers wanted of one series in one period. */
export interface Demand {
  readonly series: string;
  readonly period: string;
  /** Number with which the series begins. */
  readonly first: number;
  count: number;
}

/**
 * Numbers for a step. The kernel is pure, so the step runs twice when it assigns numbers: the first run tells how many of which
 * series it wants, then their row is locked and they are taken, the second run is given them. Thus a series is locked for two
 * round trips, and only by steps that number something.
 */
export class Numbers {
  readonly #definitions: OfficeDefinitions;
  readonly #today: () => string;
  readonly #taken = new Map<string, number>();
  readonly demands = new Map<string, Demand>();
  readonly given: NumberWrite[] = [];

  /** @param today the office's day that the step reckons with */
  constructor(definitions: OfficeDefinitions, today: () => string) {
    this.#definitions = definitions;
    this.#today = today;
  }

  /** Before the second run: the first serial number taken of each series. */
  supply(firsts: ReadonlyMap<string, number>): void {
    for (const [series, first] of firsts) this.#taken.set(series, first);
    this.demands.clear();
    this.given.length = 0;
  }

  next(series: string): string {
    const definition = this.#definitions.numbering.series[series];
    if (!definition) throw new StepIncident(series, 'UNKNOWN_SERIES', `This office has no number series “${series}”.`);
    const today = this.#today();
    const demand = this.demands.get(series) ?? {
      series,
      period: seriesPeriod(definition, today),
      first: definition.first ?? 1,
      count: 0,
    };
    this.demands.set(series, demand);
    const serial = (this.#taken.get(series) ?? 1) + demand.count;
    demand.count += 1;
    const number = formatNumber(definition, serial, today);
    this.given.push({ series, period: demand.period, ordinal: serial, number });
    return number;
  }
}
