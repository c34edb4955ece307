import type { Static } from '@sinclair/typebox';
import type { MemberRow } from '../../engine/contract/instance.ts';
import type { Page } from '../../engine/contract/page.ts';
import { call, inOffice } from './call.ts';

export type Member = Static<typeof MemberRow>;

export function listMembers(office: string): Promise<Page<Member>> {
  return call('GET', inOffice(office, 'members'), { query: { limit: 100 } });
}
