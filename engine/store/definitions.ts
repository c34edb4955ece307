import type { Json } from '../contract/json.ts';
import { select, type Columns } from './columns.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** One version of a process, form, decision …: never changes, may be cached for ever. */
export interface StoredDefinition {
  readonly kind: string;
  readonly key: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly hash: string;
  readonly content: Json;
  /** The deployment that made this version. */
  readonly deploymentId: string;
}

const columns: Columns<StoredDefinition> = {
  kind: 'kind',
  key: 'key',
  version: 'version',
  versionTag: 'version_tag',
  hash: 'hash',
  content: 'content',
  deploymentId: 'deployment_id',
};

/** Which version of a definition is meant. */
export type DefinitionBinding =
  | { readonly type: 'version'; readonly version: number }
  /** In force now. */
  | { readonly type: 'latest' }
  /** In force by that deployment, its own or an older version. */
  | { readonly type: 'deployment'; readonly deploymentId: string }
  /** The latest version with this tag. */
  | { readonly type: 'versionTag'; readonly tag: string };

const selection = (from: string): string => `select ${select(columns, 'd')} from ${from}`;
const SAME = 'd.office_id = b.office_id and d.kind = b.kind and d.key = b.key and d.version = b.version';
const BY = {
  version: reading(selection('definitions d where d.office_id = $1 and d.kind = $2 and d.key = $3 and d.version = $4')),
  latest: reading(
    selection(
      `active_definitions b join definitions d on ${SAME} where b.office_id = $1 and b.kind = $2 and b.key = $3`,
    ),
  ),
  deployment: reading(
    selection(`deployment_definitions b join definitions d on ${SAME}
      where b.office_id = $1 and b.kind = $2 and b.key = $3 and b.deployment_id = $4`),
  ),
  versionTag: reading(
    selection(`definitions d where d.office_id = $1 and d.kind = $2 and d.key = $3 and d.version_tag = $4
      order by d.version desc limit 1`),
  ),
} as const;

/** A definition, null when there is none that fits. */
export async function readDefinition(
  trx: Transaction,
  officeId: string,
  definition: { readonly kind: string; readonly key: string; readonly binding: DefinitionBinding },
): Promise<StoredDefinition | null> {
  const { kind, key, binding } = definition;
  const [found] = await trx.run<StoredDefinition>(BY[binding.type], [officeId, kind, key, ...bound(binding)]);
  return found ?? null;
}

function bound(binding: DefinitionBinding): readonly unknown[] {
  switch (binding.type) {
    case 'version':
      return [binding.version];
    case 'latest':
      return [];
    case 'deployment':
      return [binding.deploymentId];
    case 'versionTag':
      return [binding.tag];
  }
}

const OF_DEPLOYMENT = reading(
  selection(`deployment_definitions b join definitions d on ${SAME}
    where b.office_id = $1 and b.deployment_id = $2 and ($3::text is null or b.kind = $3) order by d.kind, d.key`),
);

/** Everything a deployment put in force, of one kind when given. */
export function definitionsOfDeployment(
  trx: Transaction,
  officeId: string,
  deploymentId: string,
  kind: string | null = null,
): Promise<readonly StoredDefinition[]> {
  return trx.run<StoredDefinition>(OF_DEPLOYMENT, [officeId, deploymentId, kind]);
}

const STARTS = reading(`
  select definition_key as "definitionKey", element from message_starts
  where office_id = $1 and message = $2 order by definition_key, element`);

/** The start events in force that a message of this name starts. */
export function messageStartsFor(
  trx: Transaction,
  officeId: string,
  message: string,
): Promise<readonly { readonly definitionKey: string; readonly element: string }[]> {
  return trx.run(STARTS, [officeId, message]);
}
