export type {
  Form,
  FormChanges,
  FormLintContext,
  FormTexts,
  LayoutElement,
  LayoutRule,
  ReadForm,
  RuleCondition,
  Schema,
  SchemaError,
  SchemaValidator,
  TakenForm,
  ValidatedFormData,
  ValidateOptions,
} from './types.ts';
export { dataProblem, maxDataBytes } from './data.ts';
export { lintForm } from './lint/index.ts';
export { dossierPlace } from './lint/dossier.ts';
export { patternProblem } from './pattern/patternProblem.ts';
export { readForm } from './read.ts';
export { conditionHolds, hiddenPointers } from './rules.ts';
export type { AjvErrorLike, CfworkerResultLike } from './schemaErrors.ts';
export { fromAjv, fromCfworker } from './schemaErrors.ts';
export { formSentence, textOf, textPrefix } from './sentences.ts';
export { prefill, splitFormData } from './split.ts';
export { takeForm, validateFormData } from './validate.ts';
