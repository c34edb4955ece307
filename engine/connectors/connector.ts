import type { TSchema } from '@sinclair/typebox';
import type { Json, JsonObject } from '../contract/json.ts';
import type { Egress } from './egress.ts';

export { JobFailure } from '../contract/jobFailure.ts';

/** Where a connector writes what machines should know; fields come first, as in pino. Never secrets or personal data. */
export interface ConnectorLog {
  info(fields: JsonObject, sentence: string): void;
  warn(fields: JsonObject, sentence: string): void;
}

/** What a connector is given beside its input. */
export interface ConnectorContext {
  /** The same for every attempt of one job, so that a receiver can recognise a repeated call. */
  readonly idempotencyKey: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted when the job's lease ends or the worker stops. */
  readonly signal: AbortSignal;
  readonly log: ConnectorLog;
  /** The only way to the network. */
  readonly egress: Egress;
}

/** Code that reaches an outside system for a job: called at least once, so repeated calls must do no harm. */
export interface Connector {
  /** Name in models, `officina:connector`. */
  readonly key: string;
  readonly inputSchema: TSchema;
  readonly outputSchema: TSchema;
  /** Throws `JobFailure`; anything else thrown is a defect. The input has been checked against `inputSchema`. */
  run(input: Json, context: ConnectorContext): Promise<Json>;
}
