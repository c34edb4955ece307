import type { FormData } from '../../api/tasks.ts';

/** What was typed before there is a task to keep it: in this window's memory, gone when it closes. */
export function useLocalDraft(key: string) {
  return {
    read(): FormData | undefined {
      try {
        const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
        return typeof stored === 'object' && stored !== null ? (stored as FormData) : undefined;
      } catch {
        return undefined;
      }
    },
    write(data: FormData): void {
      try {
        sessionStorage.setItem(key, JSON.stringify(data));
      } catch {
        // A full or forbidden store only costs the convenience.
      }
    },
    clear: (): void => sessionStorage.removeItem(key),
  };
}
