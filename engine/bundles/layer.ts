import type { Json, JsonObject } from '../contract/json.ts';
import { makeBundle } from './bundle.ts';
import { isJsonObject, objectIn } from './json.ts';
import type { Bundle, BundleEntry } from './types.ts';

/** Files whose entries merge by key, with the place of their maps: `''` is the file itself. Every other file is replaced whole. */
const maps: Readonly<Record<string, readonly string[]>> = {
  'roles.json': ['roles', 'lanes'],
  'time-limits.json': [''],
  'numbering.json': ['series'],
  'parameters.json': [''],
  'status-events.json': [''],
  'connectors.json': [''],
};

/** The standard bundle with the office's over it: a file of the same path replaces, entries of a map replace by key. */
export function layerBundles(standard: Bundle, office: Bundle): Bundle {
  const files = new Map(standard.files);
  const origins = new Map(standard.origins);
  for (const [path, entry] of office.files) {
    const below = files.get(path);
    const merged = below === undefined ? undefined : mergedEntry(below, entry, mapsOf(path), origins);
    files.set(path, merged ?? entry);
  }
  return makeBundle(office.name, [...files.values()], [...standard.problems, ...office.problems], origins);
}

/** The layer that a file, or an entry of a merged map (`/roles/examiner`), comes from. */
export function originOf(bundle: Bundle, path: string, pointer?: string): string | undefined {
  return (
    (pointer === undefined ? undefined : bundle.origins.get(`${path}#${pointer}`)) ?? bundle.files.get(path)?.origin
  );
}

function mapsOf(path: string): readonly string[] | undefined {
  if (/^texts\/[^/]+\.json$/.test(path)) return [''];
  return Object.hasOwn(maps, path) ? maps[path] : undefined;
}

/** Undefined when the file is not merged, or one of the two cannot be read: then the office's stands and its check says why. */
function mergedEntry(
  below: BundleEntry,
  above: BundleEntry,
  places: readonly string[] | undefined,
  origins: Map<string, string>,
): BundleEntry | undefined {
  const lower = objectIn(below.content);
  const upper = objectIn(above.content);
  if (places === undefined || lower === undefined || upper === undefined) return undefined;
  const merge = (from: JsonObject, over: JsonObject, place: string): JsonObject => {
    const note = (map: JsonObject, origin: string): void => {
      for (const key of Object.keys(map)) {
        const at = `${above.path}#${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        if (origin === above.origin || !origins.has(at)) origins.set(at, origin);
      }
    };
    note(from, below.origin);
    note(over, above.origin);
    return Object.fromEntries([...Object.entries(from), ...Object.entries(over)]);
  };
  const whole = places.includes('')
    ? merge(lower, upper, '')
    : Object.fromEntries([
        ...Object.entries({ ...lower, ...upper }),
        ...places.flatMap((name): [string, Json][] => {
          const [from = {}, over = {}] = [lower[name], upper[name]];
          return isJsonObject(from) && isJsonObject(over) ? [[name, merge(from, over, `/${name}`)]] : [];
        }),
      ]);
  return { path: above.path, origin: above.origin, content: `${JSON.stringify(whole, null, 2)}\n` };
}
