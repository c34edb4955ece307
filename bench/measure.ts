/** Milliseconds of many runs of one thing, and how long they took together. */
export interface Measured {
  readonly milliseconds: readonly number[];
  /** One for each turn. */
  readonly perSecond: readonly number[];
  /** Milliseconds of processor time that this process took for one, one for each turn. */
  readonly ownCpu: readonly number[];
}

/** Works through `items` with so many at a time and times each. */
export async function timed<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T, lane: number) => Promise<unknown> | undefined,
): Promise<Measured> {
  const waiting = [...items].reverse();
  const milliseconds: number[] = [];
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const lane = async (index: number): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      const start = performance.now();
      await work(item, index);
      milliseconds.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atATime }, (_, index) => lane(index)));
  const { user, system } = process.cpuUsage(cpuBefore);
  const count = milliseconds.length;
  return {
    milliseconds,
    perSecond: [(count / (performance.now() - began)) * 1000],
    ownCpu: [(user + system) / 1000 / count],
  };
}

/** Measurements of several turns as one. */
export function together(all: readonly Measured[]): Measured {
  return {
    milliseconds: all.flatMap((each) => each.milliseconds),
    perSecond: all.flatMap((each) => each.perSecond),
    ownCpu: all.flatMap((each) => each.ownCpu),
  };
}

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The median of the ratios of turns that stood side by side: a busy moment falls on both. */
export function ratioOf(engine: Measured, raw: Measured): number {
  return median(engine.perSecond.map((each, turn) => each / (raw.perSecond[turn] ?? Number.NaN)));
}

export function parts<T>(items: readonly T[], count: number): readonly (readonly T[])[] {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, part) => items.slice(part * size, (part + 1) * size)).filter(
    (part) => part.length > 0,
  );
}
