/** Results go to stdout, progress to stderr (customisation.md 4). */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Exit codes of every command. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  changes: 2,
  invalidInput: 3,
  conflict: 4,
  approvalMissing: 5,
  testsFailed: 6,
} as const;

/** A wrong use of the command line, said in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
