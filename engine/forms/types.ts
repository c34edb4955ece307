import type { Json, JsonObject } from '../contract/json.ts';
import type { ModelProblem, ProblemPlace } from '../contract/problem.ts';

/** A JSON Schema (draft 7) or a part of one. Forms use a closed subset: `lintForm` refuses other keywords. */
export type Schema = JsonObject;

/** A condition of a JSON Forms rule. */
export type RuleCondition =
  | { readonly scope: string; readonly schema: Schema; readonly failWhenUndefined?: boolean }
  | { readonly type: 'LEAF'; readonly scope: string; readonly expectedValue: Json }
  | { readonly type: 'AND' | 'OR'; readonly conditions: readonly RuleCondition[] };

/** A rule of a layout element (JSON Forms). */
export interface LayoutRule {
  readonly effect: 'SHOW' | 'HIDE' | 'ENABLE' | 'DISABLE';
  readonly condition: RuleCondition;
}

/** One element of a layout (JSON Forms UI schema). */
export interface LayoutElement {
  readonly type: 'VerticalLayout' | 'HorizontalLayout' | 'Group' | 'Categorization' | 'Category' | 'Control' | 'Label';
  /** Of a control: JSON pointer into the schema, `#/properties/mark/properties/text`. */
  readonly scope?: string;
  readonly label?: string | boolean;
  /** Prefix of its texts: `<i18n>.label`; a control without it takes the path of its property, `mark.text`. */
  readonly i18n?: string;
  /** Of a label: the text, or with `i18n` the fallback of `<i18n>.text`. */
  readonly text?: string;
  readonly elements?: readonly LayoutElement[];
  readonly options?: JsonObject;
  readonly rule?: LayoutRule;
}

/** The texts of one language, by JSON Forms key: `mark.text.label`, `mark.text.description`, `kind.word`. */
export type FormTexts = Readonly<Record<string, string>>;

/** A form: data, layout, texts, one valid filling. */
export interface Form {
  readonly key: string;
  readonly schema: Schema;
  readonly layout: LayoutElement;
  /** By language code. */
  readonly texts: Readonly<Record<string, FormTexts>>;
  /** Null only when the file is missing, which `lintForm` reports. */
  readonly example: JsonObject | null;
}

/** The form, or everything that keeps its files from being one. */
export type ReadForm =
  { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** One place where data do not fit their schema, the same from every validator. */
export interface SchemaError {
  /** JSON pointer into the data; of a missing or unknown property: of that property. */
  readonly pointer: string;
  /** English, without the name of the field; `formSentence` says it in the words of the form. */
  readonly sentence: string;
  /** The keyword that failed, `unknown` for a property that the schema does not have. */
  readonly code: string;
  /** What the keyword asks, e.g. `limit`. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Checks data against a JSON Schema draft 7: Ajv on the server, `@cfworker/json-schema` in the browser. */
export type SchemaValidator = (schema: Schema, data: Json) => readonly SchemaError[];

/** How form data are checked. */
export interface ValidateOptions {
  /** Language of the sentences; English where the form or we have none. Default `en`. */
  readonly language?: string;
  /** False: the outcome does not take the form, the data are ignored. Default true. */
  readonly needsForm?: boolean;
  /** What the form was shown with (`prefill`): read-only fields are taken from here and never from the client. */
  readonly shown?: JsonObject;
}

/** The data that count (no hidden, no read-only fields), or where they are wrong. */
export type ValidatedFormData =
  { readonly ok: true; readonly data: JsonObject } | { readonly ok: false; readonly problems: readonly ProblemPlace[] };

/** What completing a form changes. */
export interface FormChanges {
  /** Every variable of the form has a value: null where the field was left empty or hidden. */
  readonly variables: JsonObject;
  /** A null value removes the member: the field was shown and left empty. A hidden field changes nothing. */
  readonly dossier: readonly { readonly pointer: string; readonly value: Json }[];
}

/** What completing a form changes, or where the data are wrong. */
export type TakenForm =
  | { readonly ok: true; readonly changes: FormChanges }
  | { readonly ok: false; readonly problems: readonly ProblemPlace[] };

/** What exists around a form. */
export interface FormLintContext {
  /** Languages of the office: texts must be complete in each. */
  readonly languages: readonly string[];
  readonly validate: SchemaValidator;
  /** Schemas of the dossier kinds on which processes use the form, by kind. */
  readonly dossierSchemas?: ReadonlyMap<string, Schema>;
}
