import { shallowRef } from 'vue';

/** What a screen reader hears about a change that has no place of its own on the screen. */
const said = shallowRef('');
const PAUSE_MS = 50;

function announce(sentence: string): void {
  said.value = '';
  window.setTimeout(() => {
    said.value = sentence;
  }, PAUSE_MS);
}

export function useAnnouncer() {
  return { said, announce };
}
