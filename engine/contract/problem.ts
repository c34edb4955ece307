import type { JsonObject } from './json.ts';

/** Something wrong with a model, form or bundle, said to a person: a list of these never throws (style.md, errors). */
export interface ModelProblem {
  /** Stable kebab-case code: the file name of the rule that found it. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** Element id in the model, when one is concerned. */
  readonly element?: string;
  /** File within the bundle, when one is concerned. */
  readonly file?: string;
  /** JSON pointer within the file, when one is concerned. */
  readonly pointer?: string;
  /** What is wrong and what to do, in a sentence. */
  readonly sentence: string;
}

/** Every refusal code with its HTTP status and title (RFC 9457). */
export const refusalCodes = {
  UNAUTHENTICATED: { status: 401, title: 'Sign in first' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  CONFLICT: { status: 409, title: 'Changed in the meantime' },
  INVALID_STATE: { status: 409, title: 'Not possible now' },
  PRECONDITION_FAILED: { status: 412, title: 'Changed in the meantime' },
  TOO_LARGE: { status: 413, title: 'Too large' },
  UNSUPPORTED_TYPE: { status: 415, title: 'Unsupported content type' },
  INVALID_INPUT: { status: 422, title: 'Invalid input' },
  TOO_MANY: { status: 429, title: 'Too many requests' },
  UNAVAILABLE: { status: 503, title: 'Not available now' },
} as const satisfies Record<string, { status: number; title: string }>;
export type RefusalCode = keyof typeof refusalCodes;

/** One wrong place in an input: `pointer` is a JSON pointer (RFC 6901) into the request body. */
export interface ProblemPlace {
  readonly pointer: string;
  readonly sentence: string;
  /** Stable code for translation, e.g. `required`. */
  readonly code?: string;
}

/** The body of an answer that is not a success (RFC 9457, `application/problem+json`). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: RefusalCode | 'DEFECT';
  readonly requestId: string;
  readonly errors?: readonly ProblemPlace[];
  readonly problems?: readonly ModelProblem[];
  readonly details?: JsonObject;
}

/** A command or query that is not carried out. The sentence names ids and the state found. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly places: readonly ProblemPlace[];
  readonly problems: readonly ModelProblem[];
  readonly details: JsonObject | undefined;
  constructor(
    code: RefusalCode,
    sentence: string,
    more: { places?: readonly ProblemPlace[]; problems?: readonly ModelProblem[]; details?: JsonObject } = {},
  ) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.places = more.places ?? [];
    this.problems = more.problems ?? [];
    this.details = more.details;
  }
}
