import { onBeforeUnmount, onMounted } from 'vue';

const RELEASES = ['pointerup', 'pointercancel', 'keydown'] as const;

/**
 * Runs at once, or after the click while a pointer is pressed: what appears between press and release moves the button away
 * from under the pointer, and the click is lost.
 */
export function useAfterPress(): (run: () => void) => void {
  let isPressed = false;
  const waiting: (() => void)[] = [];

  function press(): void {
    isPressed = true;
  }
  function release(): void {
    isPressed = false;
    // The click comes after the release, in the same turn.
    window.setTimeout(() => {
      for (const run of waiting.splice(0)) run();
    });
  }

  onMounted(() => {
    window.addEventListener('pointerdown', press, true);
    for (const type of RELEASES) window.addEventListener(type, release, true);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('pointerdown', press, true);
    for (const type of RELEASES) window.removeEventListener(type, release, true);
  });
  return (run) => {
    if (isPressed) waiting.push(run);
    else run();
  };
}
