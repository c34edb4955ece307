import { Validator } from '@cfworker/json-schema';
import { ajvValidator } from '../../engine/bundles/index.ts';
import { fromCfworker, type SchemaValidator } from '../../engine/forms/index.ts';

/** The validator of the browser. It writes marks into the schema it is given, hence the copy. */
export const cfworker: SchemaValidator = (schema, data) =>
  fromCfworker(new Validator(structuredClone(schema), '7', false).validate(data), schema, data);

/** The validator of the server. */
export const ajv: SchemaValidator = ajvValidator();

export const validators: readonly (readonly [string, SchemaValidator])[] = [
  ['Ajv', ajv],
  ['cfworker', cfworker],
];
