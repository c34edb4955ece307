import { computed, nextTick, reactive, shallowRef, type ComputedRef } from 'vue';
import type { JsonObject } from '../../engine/contract/json.ts';
import type { ProblemPlace } from '../../engine/contract/problem.ts';
import { validateFormData, type Form } from '../../engine/forms/index.ts';
import type { TaskForm } from '../api/tasks.ts';
import { locale } from '../texts/locale.ts';
import { inReadingOrder } from './layoutPointers.ts';
import { idOfPointer, outwards } from './paths.ts';
import { useAfterPress } from './useAfterPress.ts';
import { validate } from './validator.ts';

export interface FormCheckOptions {
  readonly form: () => TaskForm;
  readonly data: () => Record<string, unknown>;
  /** What the form was opened with: read-only fields are judged by it. */
  readonly shown: () => Record<string, unknown>;
  /** What the server found wrong. */
  readonly places: () => readonly ProblemPlace[];
}

/** The sentence without the name of the field, which stands above it anyway. */
export function withoutLabel(sentence: string, label: string): string {
  if (label === '' || !sentence.startsWith(label)) return sentence;
  const end = sentence.indexOf(': ', label.length);
  const rest = end < 0 ? '' : sentence.slice(end + 2);
  return rest === '' ? sentence : `${rest.charAt(0).toLocaleUpperCase()}${rest.slice(1)}`;
}

/** The element of a place, or of the nearest place around it that is on the screen. */
export function elementOf(pointer: string): HTMLElement | undefined {
  for (const place of outwards(pointer)) {
    const element = document.getElementById(idOfPointer(place));
    if (element !== null) return element;
  }
  return undefined;
}

/** What is wrong with the form, when it is said, and where the focus goes. The same rules as on the server. */
export function useFormCheck({ form, data, shown, places }: FormCheckOptions) {
  const afterPress = useAfterPress();
  const touched = reactive(new Set<string>());
  const isSent = shallowRef(false);
  const problems: ComputedRef<readonly ProblemPlace[]> = computed(() => {
    const checked = validateFormData({ ...form(), example: null } as Form, data() as JsonObject, validate, {
      language: locale.language,
      shown: shown() as JsonObject,
    });
    return checked.ok ? [] : checked.problems;
  });
  const all = computed(() => inReadingOrder([...problems.value, ...places()], form().layout as object));

  function sentenceAt(pointer: string, label: string): string | undefined {
    const fromServer = places().find((place) => place.pointer === pointer);
    if (fromServer !== undefined) return withoutLabel(fromServer.sentence, label);
    if (!isSent.value && !touched.has(pointer)) return undefined;
    const found = problems.value.find((place) => place.pointer === pointer);
    return found === undefined ? undefined : withoutLabel(found.sentence, label);
  }

  /** True when the form may be sent; otherwise shows everything wrong and takes the focus to the first place. */
  function check(): boolean {
    isSent.value = true;
    const [first] = all.value;
    if (first === undefined) return true;
    void nextTick(() => focusPlace(first.pointer));
    return false;
  }

  return {
    problems,
    /** What the summary lists: nothing before the first attempt to send. */
    summary: computed(() => (isSent.value || places().length > 0 ? all.value : [])),
    sentenceAt,
    touch: (pointer: string): void => afterPress(() => void touched.add(pointer)),
    check,
  };
}

export function focusPlace(pointer: string): void {
  const element = elementOf(pointer);
  const inner = element?.matches('input, select, textarea, button') === true ? element : undefined;
  const within = (kinds: string) => element?.querySelector<HTMLElement>(kinds);
  const target = inner ?? within('input, select, textarea') ?? within('button') ?? element;
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}
