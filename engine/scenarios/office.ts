import type { Graph } from '../bpmn/index.ts';
import type { OfficeCalendar, TimeLimitRule } from '../calendar/index.ts';
import type { JsonObject, Json } from '../contract/json.ts';
import type { Advance, DecisionAnswer, Instance, Trigger, World } from '../core/index.ts';
import type { FeelContext } from '../feel/index.ts';
import type { Form, SchemaValidator } from '../forms/index.ts';

/** What a scenario needs of an office: its definitions, without a database or a network. */
export interface ScenarioOffice {
  readonly processes: ReadonlyMap<string, { readonly graph: Graph }>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly validate: SchemaValidator;
  readonly timeLimits: ReadonlyMap<string, TimeLimitRule>;
  readonly calendar: OfficeCalendar;
  readonly laneRoles: ReadonlyMap<string, string>;
  /** FEEL's `office` on a day. */
  facts(today: string): JsonObject;
  decide(key: string, context: FeelContext): DecisionAnswer;
  /** The n-th number of a series, formatted for a day. */
  number(series: string, serial: number, today: string): string;
  /** What a connector's simulator answers. */
  simulate(connector: string, input: JsonObject): Json;
}

/** How a step is taken: the kernel called directly, or inside bpmn-engine. Both must give the same. */
export type Stepper = (
  processKey: string,
  graph: Graph,
  instance: Instance,
  trigger: Trigger,
  world: World,
) => Advance | Promise<Advance>;
