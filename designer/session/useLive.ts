import { onScopeDispose, shallowRef } from 'vue';
import { listen, type LiveEvent } from '../api/events.ts';
import { formatInstant } from '../texts/format.ts';

const listeners = new Set<(event: LiveEvent) => void>();
/** Time of day since which what is shown may be old; undefined while the stream is open. */
const staleSince = shallowRef<string | undefined>();

function hear(event: LiveEvent): void {
  if (event.type === 'lost') staleSince.value ??= formatInstant(new Date().toISOString(), 'time');
  if (event.type === 'open') staleSince.value = undefined;
  for (const listener of listeners) listener(event);
}

/** Opens the stream of an office while the component lives. */
export function useLiveOffice(office: string): void {
  const stop = listen(office, hear);
  onScopeDispose(() => {
    stop();
    staleSince.value = undefined;
  });
}

/** Calls back on every change of the office; `staleSince` says since when we hear nothing. */
export function useLive(listener?: (event: LiveEvent) => void) {
  if (listener !== undefined) {
    listeners.add(listener);
    onScopeDispose(() => listeners.delete(listener));
  }
  return { staleSince };
}
