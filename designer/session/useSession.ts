import { computed, shallowRef } from 'vue';
import { getSession, signIn, signOut, type Office, type SignedIn } from '../api/session.ts';
import { isUnauthenticated } from '../api/problem.ts';
import { locale } from '../texts/locale.ts';

/** Undefined: not asked yet. Null: nobody is signed in. */
const session = shallowRef<SignedIn | null | undefined>(undefined);

/** Takes over who is signed in, and the server's clock. */
function take(now: SignedIn): SignedIn {
  session.value = now;
  locale.clockOffsetMs = now.now === undefined ? 0 : Date.parse(now.now) - Date.now();
  return now;
}

async function load(): Promise<SignedIn | null> {
  try {
    take(await getSession());
  } catch (error) {
    if (!isUnauthenticated(error)) throw error;
    session.value = null;
  }
  return session.value ?? null;
}

/** Who works here. One session for the whole window. */
export function useSession() {
  return {
    session: computed(() => session.value ?? null),
    isKnown: computed(() => session.value !== undefined),
    load,
    async enter(login: string, password: string): Promise<SignedIn> {
      return take(await signIn({ login, password }));
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
