import { Validator } from '@cfworker/json-schema';
import { toRaw } from 'vue';
import type { Json } from '../../engine/contract/json.ts';
import { conditionHolds, fromCfworker, type Schema, type SchemaValidator } from '../../engine/forms/index.ts';

const validators = new WeakMap<Schema, Validator>();

/** The validator of a schema, made once. It writes marks into the schema it is given, hence the copy. */
function validatorOf(given: Schema): Validator {
  const schema = toRaw(given);
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const made = new Validator(structuredClone(schema), '7', false);
  validators.set(schema, made);
  return made;
}

/** JSON Schema draft 7 in the browser without compiling code; the server's Ajv says the same (tested there). */
export const validate: SchemaValidator = (schema, data) =>
  fromCfworker(validatorOf(schema).validate(data), schema, data);

/**
 * What JSON Forms asks of Ajv. It is used for the conditions of rules only (we validate with `validateFormData`, as the server
 * does), and a condition holds here exactly when it holds there.
 */
export const ajvShape = {
  errors: null,
  validate(schema: unknown, data: unknown): boolean {
    const condition = { scope: '#/properties/value', schema: schema as Schema };
    return conditionHolds(condition, data === undefined ? {} : { value: data as Json }, validate);
  },
  compile: () => Object.assign(() => true, { errors: null }),
};
