import { onScopeDispose, shallowRef } from 'vue';
import { officeDay } from '../../texts/format.ts';

const MINUTE_MS = 60_000;

/** The office's day, also after midnight. */
export function useToday() {
  const today = shallowRef(officeDay(new Date()));
  const timer = window.setInterval(() => {
    today.value = officeDay(new Date());
  }, MINUTE_MS);
  onScopeDispose(() => window.clearInterval(timer));
  return today;
}
