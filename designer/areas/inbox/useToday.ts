import { onScopeDispose, shallowRef } from 'vue';
import { officeDay, serverNow } from '../../texts/format.ts';

const MINUTE_MS = 60_000;

/** The office's day, also after midnight. */
export function useToday() {
  const today = shallowRef(officeDay(serverNow()));
  const timer = window.setInterval(() => {
    today.value = officeDay(serverNow());
  }, MINUTE_MS);
  onScopeDispose(() => window.clearInterval(timer));
  return today;
}
