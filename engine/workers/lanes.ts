/**
 * Works on items with a bounded number at the same time; items of one lane one after the other, in the order given.
 */
export async function inLanes<T>(
  items: readonly T[],
  laneOf: (item: T) => string,
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const lanes = new Map<string, T[]>();
  for (const item of items) {
    const lane = lanes.get(laneOf(item));
    if (lane) lane.push(item);
    else lanes.set(laneOf(item), [item]);
  }
  const waiting = [...lanes.values()];
  const runner = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) for (const item of lane) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, waiting.length) }, runner));
}
