// Old code beside it: takes no notice of it; what an older program has made counts as ready.
import type { Migration } from './index.ts';

/** When the first start had done all it does; until then a demo is still being loaded. */
export const ready: Migration = {
  name: '0010_ready',
  sql: `
alter table installation add column ready_at timestamptz;
update installation set ready_at = created_at;
`,
};
