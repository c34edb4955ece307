import type { JsonObject } from '../../contract/json.ts';
import { withDossierValue, type DossierChange } from '../../core/index.ts';

/** Dossier data with changes at JSON pointers; null removes. */
export function withChanges(data: JsonObject, changes: readonly DossierChange[]): JsonObject {
  return changes.reduce<JsonObject>((whole, change) => withDossierValue(whole, change.pointer, change.value), data);
}
