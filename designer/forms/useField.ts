import { computed, type ComputedRef } from 'vue';
import { useForm } from './formContext.ts';
import { idOfPointer, pointerOfPath } from './paths.ts';

/** What we use of a control of JSON Forms. */
export interface ControlLike {
  readonly path: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly data: unknown;
  readonly required?: boolean | undefined;
  readonly visible: boolean;
  readonly enabled: boolean;
  readonly readonly: boolean;
  readonly uischema: { readonly options?: Readonly<Record<string, unknown>> | undefined };
}

export interface ControlBinding<C extends ControlLike> {
  readonly control: ComputedRef<C>;
  readonly handleChange: (path: string, value: unknown) => void;
}

/** A field of the form: its id, its words, its problem, and how it changes. Empty text counts as not filled in. */
export function useField<C extends ControlLike>({ control, handleChange }: ControlBinding<C>) {
  const form = useForm();
  const pointer = computed(() => pointerOfPath(control.value.path));
  return {
    control,
    id: computed(() => idOfPointer(pointer.value)),
    options: computed(() => control.value.uischema.options ?? {}),
    isReadonly: computed(() => control.value.readonly || !control.value.enabled),
    error: computed(() => form.sentenceAt(pointer.value, control.value.label)),
    /** What a `Field` is given. */
    field: computed(() => ({
      for: idOfPointer(pointer.value),
      label: control.value.label,
      help: control.value.description === '' ? undefined : control.value.description,
      error: form.sentenceAt(pointer.value, control.value.label),
      required: control.value.required ?? false,
    })),
    change(value: unknown): void {
      handleChange(control.value.path, value === '' ? undefined : value);
    },
    touch: (): void => form.touch(pointer.value),
  };
}
