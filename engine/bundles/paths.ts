/** Names that Windows reads as devices, with or without an ending. */
const devices = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const segmentShape = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;
const maxPath = 300;
const maxSegment = 100;

/**
 * Why a path must not be used inside a bundle, undefined when it may (CWE-22, CWE-73). Only plain names of letters, digits, dot,
 * dash and underscore are known, so that a path means the same in the database, in an archive and in every file system.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '' || path.length > maxPath) return `Expected a path of 1 to ${maxPath} characters.`;
  for (const segment of path.split('/')) {
    if (segment.length > maxSegment) return `Expected names of at most ${maxSegment} characters in a path.`;
    if (!segmentShape.test(segment) || devices.test(segment) || segment === 'node_modules') {
      return 'Expected plain names of letters, digits, dot, dash and underscore in a path, separated by "/".';
    }
  }
  return undefined;
}

/** Folders of the bundle itself that `processes/` may hold, because the standard bundle lives in `processes/` and `forms/` alone. */
const lifted = ['letters', 'dossiers', 'decisions', 'fees', 'option-lists', 'texts'];
/** Folders of a process whose content is the whole bundle's. */
const ofProcess = ['letters', 'decisions', 'option-lists'];

/**
 * The path in the normal layout (data.md 8): `processes/roles.json` → `roles.json`, `processes/dossiers/…` → `dossiers/…`,
 * `processes/<key>/letters/…` → `letters/…`. A path in the normal layout stays as it is.
 */
export function normalPath(path: string): string {
  const [top, second = '', third = '', ...rest] = path.split('/');
  if (top !== 'processes') return path;
  if (third === '') return lifted.includes(second) ? path : second;
  if (lifted.includes(second)) return [second, third, ...rest].join('/');
  return ofProcess.includes(third) && rest.length > 0 ? [third, ...rest].join('/') : path;
}

/** Is this file beside the bundle, not in it: demo data, explanations other than a process's own? */
export function isBeside(path: string): boolean {
  if (path.startsWith('demo/')) return true;
  return /(^|\/)README\.md$/.test(path) && !/^processes\/[^/]+\/README\.md$/.test(path);
}

/** Order by code units: the same on every machine and in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
