import type { Static } from '@sinclair/typebox';
import type { FormView } from '../contract/instance.ts';
import type { Look } from './look.ts';
import { nothingHere } from './visible.ts';

/** A form in force with its defaults filled in. No statement: it comes with the deployment. @throws Refusal NOT_FOUND */
export function formInForce(look: Look, key: string): Static<typeof FormView> {
  const form = look.words.form(key);
  if (!form) throw nothingHere();
  return { ...form, data: { ...look.words.prefill(key, {}, {}) } };
}
