import { shallowRef, type ShallowRef } from 'vue';

/** Something a person asked for that is on its way: not twice at once, and its failure stays visible until the next try. */
export interface Command<Args extends readonly unknown[]> {
  readonly run: (...args: Args) => Promise<boolean>;
  readonly isBusy: Readonly<ShallowRef<boolean>>;
  readonly error: ShallowRef<unknown>;
}

export function useCommand<Args extends readonly unknown[]>(work: (...args: Args) => Promise<void>): Command<Args> {
  const isBusy = shallowRef(false);
  const error = shallowRef<unknown>();

  async function run(...args: Args): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    error.value = undefined;
    try {
      await work(...args);
      return true;
    } catch (thrown) {
      error.value = thrown;
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return { run, isBusy, error };
}
