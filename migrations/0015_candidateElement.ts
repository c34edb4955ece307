// Old code beside it: yes, an index holds one column more.
import type { Migration } from './index.ts';

/** The numbers beside an inbox are counted from the index of its list alone, also by step. */
export const candidateElement: Migration = {
  name: '0015_candidateElement',
  sql: `
create index task_candidates_offered on task_candidates
  (office_id, candidate, claimable, expires_sort, rank, opened_at, task_id) include (visible_at, visible_to, element);
drop index task_candidates_list;
`,
};
