/**
 * A job's work failed, thrown by connectors and the letter renderer only (style.md, errors). The thrower says whether trying again
 * can help; `bpmnErrorCode` turns the failure into a BPMN error that a boundary event may catch (BPMN 2.0.2, 10.5.5).
 */
export class JobFailure extends Error {
  readonly retryable: boolean;
  /** Earliest next attempt, in seconds from now; the usual back-off when undefined. */
  readonly retryAfterSeconds: number | undefined;
  readonly bpmnErrorCode: string | undefined;
  constructor(
    sentence: string,
    more: { retryable: boolean; retryAfterSeconds?: number; bpmnErrorCode?: string; cause?: unknown },
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'JobFailure';
    this.retryable = more.retryable;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.bpmnErrorCode = more.bpmnErrorCode;
  }
}
