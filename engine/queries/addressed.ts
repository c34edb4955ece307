import { maySeeTask } from '../access/index.ts';
import { dossierStanding, readTask, readWholeInstance } from '../store/index.ts';
import type { Look } from './look.ts';
import { nothingHere, seesDossier, visibleDossier, visibleInstance } from './visible.ts';

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Makes sure that the actor may address a message to this key: one that is an id must be that of a dossier or instance that they may
 * know of, otherwise the answer would tell which ids exist. @throws Refusal NOT_FOUND
 */
export async function checkMessageKey(look: Look, key: string): Promise<void> {
  const { officeId, words } = look;
  if (!ID.test(key)) return;
  await look.store.transaction(officeId, async (trx) => {
    const [dossier, instance] = await Promise.all([
      dossierStanding(trx, officeId, key.toLowerCase(), words.timeZone),
      readWholeInstance(trx, officeId, key.toLowerCase(), words.timeZone),
    ]);
    const seen =
      dossier !== null
        ? seesDossier(look, dossier)
        : instance?.dossierId === null || (instance !== null && seesDossier(look, instance));
    if (!seen) throw nothingHere();
  });
}

/** Makes sure that the actor may know of a task before a command addresses it. @throws Refusal NOT_FOUND */
export async function checkTask(look: Look, id: string): Promise<void> {
  const task = await look.store.transaction(look.officeId, (trx) => readTask(trx, look.officeId, id));
  if (!task || !maySeeTask(look.actor, task)) throw nothingHere();
}

/** Makes sure that the actor may know of an instance before a command addresses it. @throws Refusal NOT_FOUND */
export async function checkInstance(look: Look, id: string): Promise<void> {
  await look.store.transaction(look.officeId, (trx) => visibleInstance(look, trx, id));
}

/** The same for a dossier. @throws Refusal NOT_FOUND */
export async function checkDossier(look: Look, id: string): Promise<void> {
  await look.store.transaction(look.officeId, (trx) => visibleDossier(look, trx, id));
}
