import type { ProblemBody, ProblemPlace } from '../../engine/contract/problem.ts';

/** The server refused: RFC 9457 body as an error. Decide by `code`, never by the message. */
export class ApiProblem extends Error {
  readonly code: ProblemBody['code'];
  readonly status: number;
  readonly requestId: string;
  readonly places: readonly ProblemPlace[];
  readonly details: ProblemBody['details'];
  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'ApiProblem';
    this.code = body.code;
    this.status = body.status;
    this.requestId = body.requestId;
    this.places = body.errors ?? [];
    this.details = body.details;
  }
}

/** No answer: the network or the server is away. What was sent may or may not have arrived. */
export class Unreachable extends Error {
  readonly code = 'UNREACHABLE';
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

/** Another person or window was faster: the thing has changed since it was read. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiProblem && ['CONFLICT', 'PRECONDITION_FAILED', 'INVALID_STATE'].includes(error.code);
}

export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'UNAUTHENTICATED';
}
