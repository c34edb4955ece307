import { computed, shallowRef } from 'vue';
import { getSession, signIn, signOut, type Office, type SignedIn } from '../api/session.ts';
import { isUnauthenticated } from '../api/problem.ts';

/** Undefined: not asked yet. Null: nobody is signed in. */
const session = shallowRef<SignedIn | null | undefined>(undefined);

async function load(): Promise<SignedIn | null> {
  try {
    session.value = await getSession();
  } catch (error) {
    if (!isUnauthenticated(error)) throw error;
    session.value = null;
  }
  return session.value;
}

/** Who works here. One session for the whole window. */
export function useSession() {
  return {
    session: computed(() => session.value ?? null),
    isKnown: computed(() => session.value !== undefined),
    load,
    async enter(login: string, password: string): Promise<SignedIn> {
      session.value = await signIn({ login, password });
      return session.value;
    },
    async leave(): Promise<void> {
      await signOut();
      session.value = null;
    },
    /** The session has ended on the server. */
    forget(): void {
      session.value = null;
    },
    officeOf: (code: string): Office | undefined => session.value?.offices.find((office) => office.code === code),
  };
}
