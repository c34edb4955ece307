import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { JobFailure } from '../contract/jobFailure.ts';
import type { StoredJob } from '../store/index.ts';
import type { JobResult } from './jobs.ts';
import type { WorkerServices } from './services.ts';

const ajv = new Ajv.default({ allErrors: true, strict: false });
addFormats.default(ajv);

/** Runs a connector: input and output are checked against its schemas, the job's id is the idempotency key of every attempt. */
export async function runConnector(services: WorkerServices, job: StoredJob, signal: AbortSignal): Promise<JobResult> {
  const connector = services.connectors.get(job.key);
  if (!connector)
    throw new JobFailure(`There is no connector “${job.key}” in this installation.`, { retryable: false });
  if (!ajv.validate(connector.inputSchema, job.input)) {
    throw new JobFailure(
      `The input of “${job.element}” is not what “${job.key}” takes: ${ajv.errorsText(ajv.errors, { dataVar: 'input' })}.`,
      { retryable: false },
    );
  }
  const result = await connector.run(job.input, {
    idempotencyKey: job.id,
    attempt: job.attempts,
    signal,
    egress: services.egress,
    log: {
      info: (fields, sentence) => {
        services.log.info(sentence, { ...fields });
      },
      warn: (fields, sentence) => {
        services.log.warn(sentence, { ...fields });
      },
    },
  });
  if (!ajv.validate(connector.outputSchema, result)) {
    throw new JobFailure(
      `“${job.key}” answered something unexpected: ${ajv.errorsText(ajv.errors, { dataVar: 'result' })}.`,
      { retryable: false },
    );
  }
  return { result, documents: [] };
}
