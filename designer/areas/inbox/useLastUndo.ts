import { shallowRef } from 'vue';

interface Undoable {
  readonly run: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

const last = shallowRef<Undoable>();

/** The last completion that can still be taken back, for the key `z`. */
export function useLastUndo() {
  return {
    remember(run: () => Promise<void>, until: number): void {
      last.value = { run, until };
    },
    async undoLast(): Promise<void> {
      const undoable = last.value;
      last.value = undefined;
      if (undoable !== undefined && Date.now() < undoable.until) await undoable.run();
    },
  };
}
