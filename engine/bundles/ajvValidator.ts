import { format } from '@cfworker/json-schema';
import { Ajv, type ValidateFunction } from 'ajv';
import { fromAjv, type Schema, type SchemaValidator } from '../forms/index.ts';

/** Our annotations and JSON Forms', which constrain nothing. */
const annotations = ['x-officina', 'i18n'];

/**
 * The server's JSON Schema validator (draft 7). Compiled schemas are kept as long as the schema object itself. The formats are
 * those of the browser's validator, so that a date or an e-mail address means the same on both sides.
 */
export function ajvValidator(): SchemaValidator {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    ownProperties: true,
    validateSchema: false,
    addUsedSchema: false,
  });
  for (const [name, test] of Object.entries(format)) ajv.addFormat(name, test);
  ajv.addVocabulary(annotations);
  const compiled = new WeakMap<Schema, ValidateFunction>();
  return (schema, data) => {
    let check = compiled.get(schema);
    if (check === undefined) {
      check = ajv.compile(schema);
      compiled.set(schema, check);
      // Ajv's own cache would keep every schema of every deployment for ever.
      ajv.removeSchema(schema);
    }
    return check(data) ? [] : fromAjv(check.errors ?? [], data);
  };
}
