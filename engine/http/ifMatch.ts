import { Refusal } from '../contract/problem.ts';

/**
 * Runs a command on the revision that its body names, with the header `If-Match` (RFC 9110, 13.1.1) as a second way to say it: where
 * the header is given, a revision that is not current any more is answered 412.
 * @throws Refusal PRECONDITION_FAILED, and what the command throws
 */
export async function ifUnchanged<T>(ifMatch: string | null, revision: number, run: () => Promise<T>): Promise<T> {
  if (ifMatch === null || ifMatch === '*') return run();
  if (ifMatch !== String(revision))
    throw new Refusal('PRECONDITION_FAILED', `If-Match says revision ${ifMatch.slice(0, 20)}, the body ${revision}.`);
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CONFLICT' && error.details && 'revision' in error.details)
      throw new Refusal('PRECONDITION_FAILED', error.message, { details: error.details });
    throw error;
  }
}
