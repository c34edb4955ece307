// Old code beside it: yes, it gives every letter of a dossier a number of its own.
import type { Migration } from './index.ts';

/** Two letters of one dossier never bear the same number, even when they are set at the same moment. */
export const letterNumbers: Migration = {
  name: '0011_letterNumbers',
  sql: `
create unique index documents_letter_number on documents (office_id, dossier_id, number) where letter_key is not null;
`,
};
