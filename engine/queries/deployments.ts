import type { Static } from '@sinclair/typebox';
import type { DeploymentRow, DeploymentView } from '../contract/instance.ts';
import type { Page } from '../contract/page.ts';
import { deploymentsOfOffice, listDefinitions, readDeployment, type StoredDeployment } from '../store/index.ts';
import type { Look } from './look.ts';
import { pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { nothingHere } from './visible.ts';

/** A bundle's definitions at most, as the limit of its files. */
const MOST_DEFINITIONS = 5000;

/** A page of what was deployed in the office, latest first. One statement. */
export async function deployments(look: Look, query: PageQuery): Promise<Page<Static<typeof DeploymentRow>>> {
  const place = placeOf(query, ['integer']);
  const before = place === null ? null : Number(place[0]);
  const rows = await look.store.transaction(look.officeId, (trx) =>
    deploymentsOfOffice(trx, look.officeId, { before, limit: rowsFor(query) }),
  );
  return pageOf(query, rows, deploymentRow, (row) => [row.number]);
}

function deploymentRow(row: StoredDeployment): Static<typeof DeploymentRow> {
  const { id, number, name, version, hash, deployedAt, deployedBy } = row;
  return { id, number, name, version, hash, deployedAt, deployedBy };
}

/** A deployment with everything it put in force. Two statements. @throws Refusal NOT_FOUND */
export async function deploymentView(look: Look, id: string): Promise<Static<typeof DeploymentView>> {
  return look.store.transaction(look.officeId, async (trx) => {
    const found = await readDeployment(trx, look.officeId, id);
    if (!found) throw nothingHere();
    const page = { after: { kind: '', key: '' }, limit: MOST_DEFINITIONS };
    const rows = await listDefinitions(trx, look.officeId, id, page);
    return {
      ...deploymentRow(found),
      note: found.note,
      isInForce: id === look.words.deploymentId,
      definitions: rows.map(({ kind, key, version }) => ({ kind, key, version })),
    };
  });
}
