import { limits } from './limits.ts';

/** Thrown inside an evaluation when it costs too much or a function refuses; `evaluate` turns it into a warning. */
export class EvaluationStop extends Error {}

/** Counts the work of one evaluation, so that no expression can keep the server busy. */
export class Meter {
  #spent = 0;

  /** Adds units of work. */
  spend(units: number): void {
    this.#spent += units;
    if (!(this.#spent <= limits.work)) {
      throw new EvaluationStop(`The expression runs through more than ${limits.work} items: it was stopped.`);
    }
  }

  /** Adds one unit per value inside `value`, however deep; for functions that walk through everything. */
  spendDeep(value: unknown, depth = 0): void {
    this.spend(1);
    if (depth > limits.resultDepth)
      throw new EvaluationStop('A value is nested too deeply: the expression was stopped.');
    if (Array.isArray(value)) for (const item of value) this.spendDeep(item, depth + 1);
    else if (isPlainObject(value)) for (const item of Object.values(value)) this.spendDeep(item, depth + 1);
    else this.checkText(value);
  }

  /** Counts a text that is read or made: one unit for 200 characters; refuses one that grew too long. */
  spendText(value: unknown): void {
    if (typeof value !== 'string' || value.length < 200) return;
    this.checkText(value);
    this.spend(value.length / 200);
  }

  /** Refuses a text that grew too long. */
  checkText(value: unknown): void {
    if (typeof value === 'string') this.checkLength(value.length);
  }

  /** Refuses a text of so many characters before it is made. */
  checkLength(length: number): void {
    if (length > limits.textValue) {
      throw new EvaluationStop(`A text grew longer than ${limits.textValue} characters: the expression was stopped.`);
    }
  }
}

/** Whether the value is what FEEL calls a context. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
