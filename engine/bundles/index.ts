export { ajvValidator } from './ajvValidator.ts';
export { bundleFiles, bundleHash, readBundleFiles } from './bundle.ts';
export { checkBundle, knownActs, type CheckOptions } from './checkBundle.ts';
export { decide } from './decide.ts';
export { dossierIndex } from './dossierIndex.ts';
export { officeFacts } from './facts.ts';
export { layerBundles, originOf } from './layer.ts';
export { bundleLimits } from './limits.ts';
export { formatNumber, seriesPeriod, type NumberSeries } from './numbers.ts';
export { pathProblem } from './paths.ts';
export { readBundleFolder, readStandardBundle } from './readFolder.ts';
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
