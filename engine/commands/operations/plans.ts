import type { SuspensionPolicy } from '../../calendar/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { TimerPolicy } from '../../core/index.ts';

/** What a batch does to each of its instances, as it is ordered. */
export type BatchPlan =
  | {
      readonly kind: 'migrate';
      /** Missing: the deployment in force. */
      readonly deploymentId?: string | undefined;
      readonly mapping?: Readonly<Record<string, string>> | undefined;
      readonly timers?: TimerPolicy | undefined;
    }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume'; readonly policy?: SuspensionPolicy | undefined }
  /** `variables`: set first, in each of them. */
  | { readonly kind: 'retryIncidents'; readonly variables?: JsonObject | undefined }
  | { readonly kind: 'setVariables'; readonly variables: JsonObject };

/** Which instances: active ones of a process, and of these only what else is said. */
export interface BatchChoice {
  readonly process: string;
  readonly versions?: readonly number[] | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  /** Element at which a token stands. */
  readonly element?: string | undefined;
}
