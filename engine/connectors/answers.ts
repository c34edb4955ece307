import { JobFailure } from '../contract/jobFailure.ts';
import type { Json } from '../contract/json.ts';
import type { EgressResponse } from './egress.ts';
import { retryAfterSeconds } from './retryAfter.ts';

/**
 * Throws `JobFailure` for every answer that is no success: 408, 429 and 5xx may be tried again (after `Retry-After`), all others and
 * redirects may not.
 */
export function refuseFailure(answer: EgressResponse, host: string): void {
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400) {
    throw new JobFailure(`Expected an answer from ${host}, but found a redirect (${status}), which is not followed.`, {
      retryable: false,
    });
  }
  const retryable = status >= 500 || status === 408 || status === 429;
  const wait = retryable ? retryAfterSeconds(answer.headers) : undefined;
  throw new JobFailure(`Expected success from ${host}, but it answered ${status}.`, {
    retryable,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  });
}

/** The body as JSON when the answer says that it is JSON, as text when it says text, else null. */
export function readBodyAsJson(answer: EgressResponse, host: string): Json {
  const type = (answer.headers['content-type'] ?? '').toLowerCase();
  if (answer.body.length === 0) return null;
  if (/^application\/(?:[\w.+-]+\+)?json\b/.test(type)) {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body)) as Json;
    } catch (error) {
      throw new JobFailure(`Expected JSON from ${host}, but its answer cannot be read.`, {
        retryable: false,
        cause: error,
      });
    }
  }
  return type.startsWith('text/') ? new TextDecoder().decode(answer.body) : null;
}
