import type { Static } from '@sinclair/typebox';
import type { DefinitionRow } from '../../engine/contract/instance.ts';
import type { Page } from '../../engine/contract/page.ts';
import type { TaskForm } from '../../engine/contract/task.ts';
import { call, inOffice } from './call.ts';

export type Definition = Static<typeof DefinitionRow>;
/** A form in force; `data` is what it starts with, when the server fills something in. */
export type FormInForce = TaskForm & { readonly data?: Record<string, unknown> };

export function listDefinitions(office: string): Promise<Page<Definition>> {
  return call('GET', inOffice(office, 'definitions'), { query: { limit: 100 } });
}

export function getForm(office: string, key: string): Promise<FormInForce> {
  return call('GET', inOffice(office, 'forms', key));
}
