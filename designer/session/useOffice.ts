import { computed } from 'vue';
import { useRoute } from 'vue-router';
import type { Permission } from '../../engine/access/index.ts';
import { useSession } from './useSession.ts';

/** The office in the path, and what the person may do there. */
export function useOffice() {
  const route = useRoute();
  const { officeOf, session } = useSession();
  const code = computed(() => String(route.params['office'] ?? ''));
  const office = computed(() => officeOf(code.value));
  return {
    code,
    office,
    userId: computed(() => session.value?.user.id ?? ''),
    may: (permission: Permission): boolean => office.value?.permissions.includes(permission) ?? false,
  };
}
