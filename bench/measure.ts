/** Milliseconds of many runs of one thing, and how long they took together. */
export interface Measured {
  readonly milliseconds: readonly number[];
  readonly wallMilliseconds: number;
}

/** Works through `items` with so many at a time and times each. */
export async function timed<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T, lane: number) => Promise<unknown>,
): Promise<Measured> {
  const waiting = [...items].reverse();
  const milliseconds: number[] = [];
  const began = performance.now();
  const lane = async (index: number): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      const start = performance.now();
      await work(item, index);
      milliseconds.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atATime }, (_, index) => lane(index)));
  return { milliseconds, wallMilliseconds: performance.now() - began };
}

/** Two measurements as one. */
export function together(all: readonly Measured[]): Measured {
  return {
    milliseconds: all.flatMap((each) => each.milliseconds),
    wallMilliseconds: all.reduce((sum, each) => sum + each.wallMilliseconds, 0),
  };
}

/** The value below which the given share of the runs lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function perSecond({ milliseconds, wallMilliseconds }: Measured): number {
  return (milliseconds.length / wallMilliseconds) * 1000;
}
