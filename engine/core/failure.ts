/** Why a step cannot go on; becomes the incident's code. */
export type FailureCode =
  | 'EXPRESSION_FAILED'
  | 'NO_FLOW_MATCHES'
  /** A join waits for a flow that nothing can bring any more. */
  | 'DEADLOCK'
  | 'UNCAUGHT_ERROR'
  | 'STEP_BUDGET_EXCEEDED'
  | 'UNKNOWN_TIME_LIMIT'
  | 'INVALID_TIMER'
  | 'DECISION_FAILED'
  | 'ACT_FAILED'
  | 'UNKNOWN_OUTCOME';

/** The step cannot be carried out: everything it did is dropped and an incident is recorded. Thrown inside the core only. */
export class StepFailure extends Error {
  readonly element: string;
  readonly code: FailureCode;
  constructor(element: string, code: FailureCode, sentence: string) {
    super(sentence);
    this.name = 'StepFailure';
    this.element = element;
    this.code = code;
  }
}

/** The trigger addresses something that is no longer alive or not possible now. Thrown inside the core only. */
export class StaleTrigger extends Error {
  override readonly name = 'StaleTrigger';
}
