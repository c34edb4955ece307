import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { serverNow } from '../texts/format.ts';
import { useSession } from './useSession.ts';

/** Long enough to read, decide and press (WCAG 2.2.1 asks for 20 s). */
const WARN_BEFORE_MS = 2 * 60_000;
/** `setTimeout` overflows above 24.8 days. */
const MAXIMUM_MS = 2_000_000_000;

/** Warns before the session ends and lets the person stay. */
export function useSessionEnd() {
  const { session, load } = useSession();
  const isEnding = shallowRef(false);
  let timer = 0;

  watch(
    () => session.value?.expiresAt,
    (expiresAt) => {
      window.clearTimeout(timer);
      isEnding.value = false;
      if (expiresAt === undefined) return;
      const left = Date.parse(expiresAt) - serverNow().getTime() - WARN_BEFORE_MS;
      timer = window.setTimeout(() => void warn(), Math.min(Math.max(left, 0), MAXIMUM_MS));
    },
    { immediate: true },
  );
  onScopeDispose(() => window.clearTimeout(timer));

  /** Working extends the session on the server: ask before warning. */
  async function warn(): Promise<void> {
    const before = session.value?.expiresAt;
    await load().catch(() => undefined);
    isEnding.value = session.value !== null && session.value.expiresAt === before;
  }

  return { isEnding: computed(() => isEnding.value), stay: load };
}
