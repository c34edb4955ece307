import type { OfficeCalendar, TimeLimitRule } from '../calendar/index.ts';
import type {
  BundleManifest,
  ConnectorsFile,
  NumberingFile,
  OptionListFile,
  ParametersFile,
  ProcessTexts,
  RolesFile,
  StatesFile,
  StatusEventsFile,
  Texts,
} from '../contract/bundle.ts';
import type { JsonObject } from '../contract/json.ts';
import type { LetterTemplate } from '../contract/letter.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { Graph } from '../bpmn/index.ts';
import type { DecisionModel } from '../decisions/index.ts';
import type { Form } from '../forms/index.ts';

/** One file of a bundle in the normal layout (data.md 8). */
export interface BundleEntry {
  readonly path: string;
  readonly content: string;
  /** Name of the layer that the file comes from; of a merged map: the uppermost layer that has it. */
  readonly origin: string;
}

/** The files of one layer, or of several layers laid over each other. */
export interface Bundle {
  readonly name: string;
  /** By path, in code-unit order of the paths. */
  readonly files: ReadonlyMap<string, BundleEntry>;
  /** Layer of each entry of a merged map: `roles.json#/roles/examiner` → `xx`. */
  readonly origins: ReadonlyMap<string, string>;
  /** What was wrong while reading: unsafe paths, limits. */
  readonly problems: readonly ModelProblem[];
}

/** An entry of `time-limits.json`. */
export type OfficeTimeLimit = TimeLimitRule & {
  readonly name: Texts;
  /** What happens when nothing is done in time, in words. */
  readonly consequence?: Texts;
};

/** A process with what lies beside its model. */
export interface ProcessDefinition {
  readonly key: string;
  readonly graph: Graph;
  readonly xml: string;
  /** By language. */
  readonly texts: Readonly<Record<string, ProcessTexts>>;
  /** JSON Schema of the variables, when the process has one. */
  readonly variablesSchema: JsonObject | null;
  readonly readme: string | null;
  /** Executable examples, as their files have them. */
  readonly scenarios: readonly { readonly file: string; readonly content: JsonObject }[];
}

/** A kind of dossier: its data and its states. */
export interface DossierKind {
  readonly key: string;
  readonly schema: JsonObject;
  readonly states: StatesFile;
}

/** Everything an office works with: what commands, queries and scenarios run on. Immutable. */
export interface OfficeDefinitions {
  readonly manifest: BundleManifest;
  readonly office: NonNullable<BundleManifest['office']>;
  /** SHA-256 over paths and contents, the same on every machine. */
  readonly hash: string;
  readonly processes: ReadonlyMap<string, ProcessDefinition>;
  readonly forms: ReadonlyMap<string, Form>;
  /** The model that holds a decision, by the decision's key. */
  readonly decisions: ReadonlyMap<string, DecisionModel>;
  readonly letters: ReadonlyMap<string, LetterTemplate>;
  readonly dossierKinds: ReadonlyMap<string, DossierKind>;
  readonly timeLimits: ReadonlyMap<string, OfficeTimeLimit>;
  readonly calendar: OfficeCalendar;
  readonly roles: RolesFile;
  /** Role key by the name of the lane. */
  readonly laneRoles: ReadonlyMap<string, string>;
  readonly numbering: NumberingFile;
  readonly parameters: ParametersFile;
  readonly statusEvents: StatusEventsFile;
  /** Connectors whose jobs workers outside do, by key. */
  readonly connectors: ReadonlyMap<string, ConnectorsFile[string]>;
  readonly optionLists: ReadonlyMap<string, OptionListFile>;
  /** Office words by language (`texts/<language>.json`). */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A checked bundle: with an error among the problems it must not be deployed. */
export interface CheckedBundle {
  /** What could be read; undefined when there is no office in it. */
  readonly definitions: OfficeDefinitions | undefined;
  readonly problems: readonly ModelProblem[];
}

/** The promoted values of a dossier: lists and search read only these. */
export interface DossierIndex {
  readonly title: string;
  readonly applicant: string;
  readonly representative: string;
  readonly classes: readonly number[];
  readonly filedOn: string | null;
  readonly registrationNumber: string | null;
  readonly registeredOn: string | null;
  readonly expiresOn: string | null;
  readonly publishedOn: string | null;
}
