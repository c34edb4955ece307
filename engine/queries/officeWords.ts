import type { Texts } from '../contract/bundle.ts';
import type { Json, JsonObject } from '../contract/json.ts';

/** What FEEL sees of an instance when a query asks which outcomes are offered. */
export interface Situation {
  readonly now: string;
  readonly instanceId: string;
  readonly dossierId: string | null;
  readonly variables: JsonObject;
  readonly dossier: JsonObject | null;
  readonly dossierState: string | null;
}

/** A way to complete a task, in words. */
export interface OutcomeWords {
  readonly value: string;
  readonly name: Texts;
  readonly style: 'primary' | 'normal' | 'danger';
  readonly needsForm: boolean;
}

/** A user task as its model describes it. */
export interface StepWords {
  readonly description: Texts;
  /** Key of the legal time limit shown with it. */
  readonly timeLimit: string | null;
  /** Element whose completer may not complete this one. */
  readonly fourEyesWith: string | null;
  /** What is offered in this situation, in the order of the model. */
  outcomes(situation: Situation): readonly OutcomeWords[];
}

/** A form as screens get it. */
export interface FormWords {
  readonly key: string;
  readonly schema: JsonObject;
  readonly layout: JsonObject;
  readonly texts: Record<string, Record<string, unknown>>;
}

/** A process as lists show it. */
export interface ProcessWords {
  readonly name: Texts;
  readonly xml: string;
  /** Form of its none start event. */
  readonly startForm: string | null;
  /** People may start it: it has a none start event. */
  readonly startable: boolean;
  readonly dossierKind: string | null;
  /** Names by element id. */
  readonly names: ReadonlyMap<string, Texts>;
  /** Sub-processes: a token in one is a scope, not a place where work waits. */
  readonly scopes: ReadonlySet<string>;
}

/** A state of a kind of dossier. */
export interface StateWords {
  readonly key: string;
  readonly name: Texts;
  readonly publicName: Texts;
  readonly phase: string;
  readonly result: string;
}

/**
 * What a deployment says, in the words of its office. Queries know the store and permissions only; whoever calls them hands in the
 * words of the deployments that rows refer to (`http/officeWords.ts` makes them). Unknown keys come back as their own name: rows
 * outlive what was deployed.
 */
export interface OfficeWords {
  readonly deploymentId: string;
  readonly languages: readonly string[];
  /** IANA. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  process(key: string): ProcessWords | null;
  processName(process: string): Texts;
  elementName(process: string, element: string): Texts;
  /** Name of a step of whatever process. */
  stepName(element: string): Texts;
  step(process: string, element: string): StepWords | null;
  outcomeName(process: string, element: string, outcome: string): Texts;
  /** Form that a catching or starting element names, for staff who record an arrival. */
  arrivalForm(process: string, element: string): string | null;
  /** Title of the letter that an element issues, null when it issues none. */
  letterOf(process: string, element: string): Texts | null;
  form(key: string): FormWords | null;
  /** A form's data to begin with. */
  prefill(form: string, dossier: JsonObject, variables: JsonObject): JsonObject;
  state(kind: string, state: string): StateWords | null;
  readonly states: readonly StateWords[];
  statusEvent(event: string): Texts;
  timeLimit(key: string): { readonly name: Texts; readonly legalBasis: string };
  role(key: string): Texts;
  readonly roles: readonly {
    readonly key: string;
    readonly name: Texts;
    readonly permissions: readonly string[];
    readonly reach: string;
  }[];
  /** Name of a definition of any kind. */
  definitionName(kind: string, key: string): Texts;
  /** The arithmetic of a time limit in sentences, by language. */
  explain(steps: Json): Record<string, readonly string[]>;
  /** `5 March 2026` in a language. */
  day(on: string, language: string): string;
}
