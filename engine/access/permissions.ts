/** Every permission a role of `roles.json` may give, with what it lets a person do. */
export const permissions = {
  'task.work': 'Claim, draft and complete the tasks of one’s own groups.',
  'task.assign': 'Give a task to somebody else or take it away from them.',
  'task.viewAll': 'See every open task, not only those of one’s own groups.',
  'instance.start': 'Start a process.',
  'instance.view': 'See how an instance runs: its path, variables and open work.',
  'instance.cancel': 'End an instance before it has finished.',
  'instance.operate':
    'Modify, migrate, suspend and resume instances, and set their variables, one by one or many at once.',
  'instance.forget': 'Delete finished instances whose history time to live is over.',
  'dossier.view': 'Open a published dossier.',
  'dossier.viewUnpublished': 'Open a dossier that is not published, and know that it exists.',
  'dossier.search': 'Search and list dossiers.',
  'document.upload': 'File a document in a dossier.',
  'document.view': 'Read the documents of a dossier.',
  'message.send': 'Record that a message has arrived, such as a reply or a payment.',
  'signal.throw': 'Throw a signal to all cases that wait for it.',
  'definition.view': 'Read processes, forms, decisions and the rest of the deployed bundle.',
  'deployment.create': 'Put a bundle in force.',
  'incident.view': 'See what is stuck and why.',
  'incident.resolve': 'Retry or resolve what is stuck.',
  'job.view': 'See automatic work that is waiting or running.',
  'job.work': 'Do the jobs of external connectors, as a program outside of Officina.',
  'timer.view': 'See what will be woken when.',
  'history.view': 'Read who did what and when.',
  'member.view': 'See the people of the office with their roles.',
  'clock.move': 'Move the clock of a demo or test installation.',
} as const satisfies Record<string, string>;

/** One thing an actor may be allowed to do. */
export type Permission = keyof typeof permissions;

/** Every permission, in the order of the table. */
export const permissionKeys = Object.keys(permissions) as readonly Permission[];

/** Is this text a permission of the table? */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissions, text);
}
