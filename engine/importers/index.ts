export { importModel } from './importModel.ts';
export type { ImportResult } from './importModel.ts';
export type { ImportEntry, ImportReport, Origin } from './report.ts';
