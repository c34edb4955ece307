import type { BundleFile, NumberingFile } from '../contract/bundle.ts';
import type { JsonObject } from '../contract/json.ts';
import type { DecisionResult } from '../decisions/index.ts';
import type { Bundle, CheckedBundle, DossierIndex, OfficeDefinitions } from './types.ts';

export { ajvValidator } from './ajvValidator.ts';
export type {
  Bundle,
  BundleEntry,
  CheckedBundle,
  DossierIndex,
  DossierKind,
  OfficeDefinitions,
  OfficeTimeLimit,
  ProcessDefinition,
} from './types.ts';

/** An office bundle: a folder in the normal layout; `demo/` and hidden files are left out. */
export declare function readBundleFolder(folder: string): Promise<Bundle>;
/** The standard bundle out of the top-level folders `processes/` and `forms/` under the root. */
export declare function readStandardBundle(root: string): Promise<Bundle>;
export declare function readBundleFiles(files: readonly BundleFile[], name?: string): Bundle;
export declare function layerBundles(standard: Bundle, office: Bundle): Bundle;
export declare function bundleHash(bundle: Bundle): string;
export declare function bundleFiles(bundle: Bundle): readonly BundleFile[];
export declare function checkBundle(bundle: Bundle): Promise<CheckedBundle>;
/** FEEL's `office` on a day (office date). */
export declare function officeFacts(definitions: OfficeDefinitions, today: string): JsonObject;
export declare function decide(definitions: OfficeDefinitions, key: string, context: JsonObject): DecisionResult;
export declare function formatNumber(series: NumberingFile['series'][string], n: number, date: string): string;
/** The period in which the series counts: `2026` with a yearly reset, else ``. */
export declare function seriesPeriod(series: NumberingFile['series'][string], date: string): string;
export declare function dossierIndex(kindSchema: JsonObject, data: JsonObject): DossierIndex;
