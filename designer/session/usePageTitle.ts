import { watchEffect } from 'vue';

/** Title of the window: most particular first, "Task – Case number – Office". Empty parts are left out. */
export function usePageTitle(parts: () => readonly (string | null | undefined)[]): void {
  watchEffect(() => {
    document.title = parts()
      .filter((part) => part !== null && part !== undefined && part !== '')
      .join(' – ');
  });
}
