import type { Json } from '../../contract/json.ts';
import { isObject, member, pointerOf, pointerSegments } from '../pointer.ts';
import { marks, propertiesOf, resolved, typesOf } from '../schema.ts';
import type { Form, Schema } from '../types.ts';
import type { FormProblem } from './index.ts';

/** What is wrong with the marks `{"x-officina": {"dossier": "/mark/text"}}`: places that the dossier does not have, or of another type. */
export function lintDossierPointers(form: Form, dossiers: ReadonlyMap<string, Schema>): readonly FormProblem[] {
  return marked(form.schema, form.schema, []).flatMap(({ path, pointer, types }) => {
    const at = [...path.flatMap((name) => ['properties', name]), 'x-officina', 'dossier'];
    const problem = (sentence: string): FormProblem => ({
      rule: 'form-dossier-pointer',
      severity: 'error',
      part: 'schema',
      pointer: pointerOf(at),
      sentence,
    });
    const segments = pointerSegments(pointer);
    if (segments === undefined || segments.length === 0) {
      return [problem(`Expected a JSON pointer such as /mark/text, but found "${pointer}".`)];
    }
    return [...dossiers].flatMap(([kind, schema]) => {
      const found = dossierPlace(schema, segments);
      if (found === undefined) return [problem(`Expected a place of the dossier "${kind}", but it has no ${pointer}.`)];
      const other = typesOf(schema, found);
      const fits =
        types.length === 0 || other.length === 0 || types.some((type) => other.some((one) => sameType(type, one)));
      return fits
        ? []
        : [
            problem(
              `Expected ${other.join(' or ')} as in the dossier "${kind}" at ${pointer}, but the form has ${types.join(' or ')}.`,
            ),
          ];
    });
  });
}

interface Marked {
  readonly path: readonly string[];
  readonly pointer: string;
  readonly types: readonly string[];
}

function marked(root: Schema, schema: Schema, path: readonly string[]): readonly Marked[] {
  if (path.length > 16) return [];
  return propertiesOf(root, schema).flatMap(([name, property]) => {
    const pointer = marks(root, property).dossier;
    if (pointer === undefined) return marked(root, property, [...path, name]);
    return [{ path: [...path, name], pointer, types: typesOf(root, property) }];
  });
}

/** The schema of a place of the dossier, through objects only; an open object (`extensions`) has every place. */
export function dossierPlace(schema: Schema, segments: readonly string[]): Json | undefined {
  let current: Json | undefined = schema;
  for (const segment of segments) {
    const here: Schema = resolved(schema, current);
    const property: Json | undefined = member(member(here, 'properties'), segment);
    const open: Json | undefined = here['additionalProperties'];
    if (property !== undefined) current = property;
    else if (isObject(open)) current = open;
    else if (open === true) return {};
    else return undefined;
  }
  return current;
}

function sameType(a: string, b: string): boolean {
  return a === b || (a === 'integer' && b === 'number');
}
