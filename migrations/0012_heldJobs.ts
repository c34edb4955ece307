// Old code beside it: yes, it takes held jobs as before and holds none itself.
import type { Migration } from './index.ts';

/** Jobs of a suspended case are held: nobody takes them until the case is resumed. */
export const heldJobs: Migration = {
  name: '0012_heldJobs',
  sql: `
alter table jobs add column held boolean not null default false;
drop index jobs_due;
create index jobs_due on jobs (due_at) where state = 'ready' and not held;
`,
};
