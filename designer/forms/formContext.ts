import { inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import type { ProblemPlace } from '../../engine/contract/problem.ts';

/** What every control knows of the form around it. */
export interface FormContext {
  readonly office: string;
  /** Dossier whose documents may be referred to; none before an application is filed. */
  readonly dossierId: ComputedRef<string | undefined>;
  /** Everything wrong now, whether shown or not. */
  readonly problems: ComputedRef<readonly ProblemPlace[]>;
  /** What to show at a place: nothing before it was left once or the form was sent. */
  readonly sentenceAt: (pointer: string, label: string) => string | undefined;
  /** The person has left the field: from now on its problem shows. */
  readonly touch: (pointer: string) => void;
}

const KEY: InjectionKey<FormContext> = Symbol('form');

export function provideForm(context: FormContext): void {
  provide(KEY, context);
}

export function useForm(): FormContext {
  const context = inject(KEY);
  if (context === undefined) throw new Error('A control stands inside a form.');
  return context;
}
