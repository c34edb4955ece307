/** What a bundle may hold at most (data.md 6), in bytes. */
export const bundleLimits = { files: 5_000, bytes: 200 * 1024 * 1024 } as const;

/** Bytes of one file by its ending; others are refused as unknown anyway. */
const fileLimits: Readonly<Record<string, number>> = {
  bpmn: 8 * 1024 * 1024,
  dmn: 2 * 1024 * 1024,
  json: 1024 * 1024,
  md: 1024 * 1024,
};

/** Why a file of this size is too large, undefined when it is not. */
export function fileSizeProblem(path: string, bytes: number): string | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const limit = (Object.hasOwn(fileLimits, ending) ? fileLimits[ending] : undefined) ?? 1024 * 1024;
  return bytes <= limit
    ? undefined
    : `Expected at most ${limit / 1024} kB, but the file has ${Math.ceil(bytes / 1024)} kB.`;
}
