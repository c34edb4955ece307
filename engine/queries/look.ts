import type { MemberActor } from '../access/index.ts';
import type { Store } from '../store/index.ts';
import type { OfficeWords } from './officeWords.ts';

/** Whose eyes, which office, which words: what every query of an office begins with. */
export interface Look {
  readonly store: Store;
  /** ST.3 code in capitals. */
  readonly officeId: string;
  readonly actor: MemberActor;
  /** Of what is in force. */
  readonly words: OfficeWords;
  /** Of the deployment that an instance was started with. */
  wordsOf(deploymentId: string): Promise<OfficeWords>;
}

/** The words of all deployments that rows refer to; asked for outside a transaction, because they may have to be read. */
export async function wordsOfAll(
  look: Look,
  rows: readonly { readonly deploymentId: string | null }[],
): Promise<(deploymentId: string | null) => OfficeWords> {
  const ids = new Set(rows.flatMap(({ deploymentId }) => deploymentId ?? []));
  const found = new Map<string, OfficeWords>();
  for (const id of ids) found.set(id, await look.wordsOf(id));
  return (id) => found.get(id ?? '') ?? look.words;
}
