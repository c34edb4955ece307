import {
  Actions,
  coreReducer,
  type CoreActions,
  type JsonFormsCore,
  type JsonFormsRendererRegistryEntry,
  type JsonSchema,
  type Translator,
  type UISchemaElement,
} from '@jsonforms/core';
import { provide, shallowReactive, watch } from 'vue';
import type { TaskForm } from '../api/tasks.ts';
import { locale } from '../texts/locale.ts';
import { ajvShape } from './validator.ts';

export interface FormStateOptions {
  readonly form: () => TaskForm;
  readonly data: () => Record<string, unknown>;
  readonly isReadonly: () => boolean;
  readonly renderers: readonly JsonFormsRendererRegistryEntry[];
  readonly onChange: (data: Record<string, unknown>) => void;
}

/** Text of a form in the reader's language, in English when that lacks it. Keys as JSON Forms makes them. */
export function formTranslator(texts: TaskForm['texts'], language: string): Translator {
  const find = (key: string): string | undefined => {
    for (const candidate of [language, 'en']) {
      const text = texts[candidate]?.[key];
      if (typeof text === 'string') return text;
    }
    return undefined;
  };
  // The two signatures of JSON Forms' translator differ in whether the default is there.
  return ((key: string, otherwise?: string) => find(key) ?? otherwise) as Translator;
}

/**
 * The state that JSON Forms' bindings read and write: its reducer in a ref, provided under the names they ask for. (Its own
 * root component needs Vue's options API, which our build leaves out.)
 */
export function useFormState({ form, data, isReadonly, renderers, onChange }: FormStateOptions): void {
  const options = { ajv: ajvShape as never, validationMode: 'NoValidation' as const };
  const documents = (): [JsonSchema, UISchemaElement] => [
    form().schema as JsonSchema,
    form().layout as UISchemaElement,
  ];
  const translation = () => ({
    locale: locale.language,
    translate: formTranslator(form().texts, locale.language),
    translateError: (error: { message?: string }) => error.message ?? '',
  });
  const empty = coreReducer(undefined, { type: 'jsonforms/NONE' } as never);
  const state = shallowReactive({
    core: coreReducer(empty, Actions.init(data(), ...documents(), options)) as JsonFormsCore,
    i18n: translation(),
    config: {},
    renderers: [...renderers],
    cells: [],
    uischemas: [],
    readonly: isReadonly(),
  });
  const reduce = (action: CoreActions): void => {
    state.core = coreReducer(state.core, action);
  };

  watch([data, form], ([now]) => {
    if (now !== state.core.data || form().schema !== state.core.schema) {
      reduce(Actions.updateCore(now, ...documents(), options));
    }
  });
  watch([() => locale.language, form], () => {
    state.i18n = translation();
  });
  watch(isReadonly, (now) => {
    state.readonly = now;
  });

  provide('jsonforms', state);
  provide('dispatch', (action: CoreActions) => {
    const before: unknown = state.core.data;
    reduce(action);
    if (state.core.data !== before) onChange(state.core.data as Record<string, unknown>);
  });
}
