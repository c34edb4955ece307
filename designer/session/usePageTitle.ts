import { watchEffect } from 'vue';

/** Title of the window: most particular first, "Task – Case number – Office". Empty parts are left out; undefined leaves it as it is. */
export function usePageTitle(parts: () => readonly (string | null | undefined)[] | undefined): void {
  watchEffect(() => {
    const now = parts();
    if (now === undefined) return;
    document.title = now.filter((part) => part !== null && part !== undefined && part !== '').join(' – ');
  });
}
