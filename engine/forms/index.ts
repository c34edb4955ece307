import type { BundleFile } from '../contract/bundle.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { ModelProblem, ProblemPlace } from '../contract/problem.ts';
import type {
  Form,
  FormChanges,
  FormLintContext,
  LayoutElement,
  ReadForm,
  RuleCondition,
  Schema,
  SchemaError,
  SchemaValidator,
  TakenForm,
  ValidatedFormData,
  ValidateOptions,
} from './types.ts';

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

/** Paths may be `forms/<key>/…` or bare file names; the key is that of the folder or of `<key>.schema.json`. */
export declare function readForm(files: readonly BundleFile[]): ReadForm;
export declare function lintForm(form: Form, context: FormLintContext): readonly ModelProblem[];
/** validateFormData + splitFormData: what commands call. With `needsForm: false` nothing changes. */
export declare function takeForm(
  form: Form,
  data: Json,
  validate: SchemaValidator,
  options?: ValidateOptions,
): TakenForm;
export declare function validateFormData(
  form: Form,
  data: Json,
  validate: SchemaValidator,
  options?: ValidateOptions,
): ValidatedFormData;
export declare function splitFormData(form: Form, data: JsonObject, hidden?: readonly string[]): FormChanges;
export declare function prefill(form: Form, dossier: JsonObject, variables: JsonObject): JsonObject;
/** Pointers into the data of fields that the layout's rules hide at the moment. */
export declare function hiddenPointers(
  layout: LayoutElement,
  data: JsonObject,
  validate: SchemaValidator,
): readonly string[];
export declare function conditionHolds(condition: RuleCondition, data: JsonObject, validate: SchemaValidator): boolean;
/** What is wrong at a place, in the words of the form: "Filing date: expected a date." */
export declare function formSentence(form: Form, error: SchemaError, language: string): string;
export declare function fromAjv(errors: readonly AjvErrorLike[], schema: Schema, data: Json): readonly SchemaError[];
export declare function fromCfworker(result: CfworkerResultLike, schema: Schema, data: Json): readonly SchemaError[];
/** Undefined, or why a regular expression may take more than linear time or is not one. */
export declare function patternProblem(pattern: string): string | undefined;
/** Undefined, or why the text is not storable data: size, depth, characters, numbers. */
export declare function dataProblem(data: unknown): ProblemPlace | undefined;
export interface AjvErrorLike {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
}
export interface CfworkerResultLike {
  readonly valid: boolean;
  readonly errors: readonly {
    readonly keyword: string;
    readonly keywordLocation: string;
    readonly instanceLocation: string;
  }[];
}
