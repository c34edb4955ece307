import type { Static } from '@sinclair/typebox';
import type { MemberRow, RoleRow, StateRow } from '../contract/instance.ts';
import type { Page } from '../contract/page.ts';
import { listMembers } from '../store/index.ts';
import type { Look } from './look.ts';
import { FIRST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';

/** A page of the people who work for the office, by name. One statement. */
export async function members(look: Look, query: PageQuery): Promise<Page<Static<typeof MemberRow>>> {
  const place = placeOf(query, ['text', 'id']);
  const after = { name: String(place?.[0] ?? ''), id: String(place?.[1] ?? FIRST_ID) };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listMembers(trx, look.officeId, { after, limit: rowsFor(query) }),
  );
  return pageOf(
    query,
    rows,
    (row) => ({ ...row, roles: [...row.roles] }),
    (row) => [row.name, row.userId],
  );
}

/** A page of the roles in force, by key. No statement: they come with the deployment. */
export function roles(look: Look, query: PageQuery): Page<Static<typeof RoleRow>> {
  const place = placeOf(query, ['text']);
  const rows = look.words.roles
    .filter(({ key }) => place === null || key > String(place[0]))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return pageOf(
    query,
    rows,
    (row) => ({ ...row, permissions: [...row.permissions] }),
    (row) => [row.key],
  );
}

/** The states of the office's dossiers. No statement. */
export function states(look: Look): { items: Static<typeof StateRow>[] } {
  return { items: [...look.words.states] };
}
