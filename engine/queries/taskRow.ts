import type { TaskRow } from '../contract/task.ts';
import type { TaskEntry } from '../store/index.ts';
import type { OfficeWords } from './officeWords.ts';

/** A stored task as screens get it. */
export function taskRow(entry: TaskEntry, words: OfficeWords): TaskRow {
  const { assigneeId, assigneeName, dossier } = entry;
  return {
    id: entry.id,
    element: entry.element,
    name: words.elementName(entry.definitionKey, entry.element),
    process: entry.definitionKey,
    instanceId: entry.instanceId,
    state: entry.state,
    revision: entry.revision,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? assigneeId },
    candidateGroups: [...entry.candidateGroups],
    priority: entry.priority,
    openedAt: entry.openedAt,
    closedAt: entry.closedAt,
    expiresOn: entry.expiresOn,
    targetAt: entry.targetAt,
    hasDraft: entry.hasDraft,
    outcome: entry.outcome,
    dossier:
      dossier === null
        ? null
        : {
            id: dossier.id,
            number: dossier.number,
            title: dossier.title,
            applicant: dossier.applicant,
            classes: [...dossier.classes],
            state: dossier.state,
          },
  };
}
