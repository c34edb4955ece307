import type { Draft } from './draft.ts';
import type { DeployedOffice } from './runtime.ts';
import type { Session } from './session.ts';

/** A new instance of a process that begins by itself, with an empty dossier where the process works on one. */
export function beginAt(session: Session, deployed: DeployedOffice, process: string): Draft {
  const kind = deployed.definitions.processes.get(process)?.graph.dossierKind;
  if (kind !== undefined) session.dossier = { id: session.ids.next(), kind, stored: null, data: {}, state: null };
  return session.newDraft(deployed, process, { id: session.ids.next(), parentId: null, parentToken: null });
}
