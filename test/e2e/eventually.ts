const LIMIT_MS = 30_000;
const STEP_MS = 50;

/** Asks until there is an answer; what the server does by itself has no event that a caller could wait for. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until)
      throw new Error(`Expected that ${what}, but it did not come about in ${LIMIT_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
