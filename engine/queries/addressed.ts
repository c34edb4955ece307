import { may, maySeeTask } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import { dossierStanding, messageStartsFor, readTask, readWholeInstance, subscriptionsFor } from '../store/index.ts';
import type { Look } from './look.ts';
import { nothingHere, seesDossier, visibleDossier, visibleInstance } from './visible.ts';

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Makes sure that the actor may send this message: a key that is an id must be that of a dossier or instance that they may know of
 * (otherwise the answer would tell which ids exist), and one that begins a process needs the right to start one. Three statements.
 * @throws Refusal NOT_FOUND, FORBIDDEN
 */
export async function checkMessage(
  look: Look,
  message: { readonly name: string; readonly key: string },
): Promise<void> {
  const { officeId, words } = look;
  const { name, key } = message;
  await look.store.transaction(officeId, async (trx) => {
    if (ID.test(key)) {
      const [dossier, instance] = await Promise.all([
        dossierStanding(trx, officeId, key.toLowerCase(), words.timeZone),
        readWholeInstance(trx, officeId, key.toLowerCase(), words.timeZone),
      ]);
      const seen =
        dossier !== null
          ? seesDossier(look, dossier)
          : instance?.dossierId === null || (instance !== null && seesDossier(look, instance));
      if (!seen) throw nothingHere();
    }
    if (may(look.actor, 'instance.start')) return;
    const [starts, receivers] = await Promise.all([
      messageStartsFor(trx, officeId, name),
      subscriptionsFor(trx, officeId, name, key),
    ]);
    if (starts.length > 0 && receivers.length === 0)
      throw new Refusal(
        'FORBIDDEN',
        `The message “${name}” starts a process, which needs the permission instance.start.`,
      );
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
