import type { Graph } from '../../bpmn/index.ts';
import { lintForm, readForm, type Form, type SchemaValidator } from '../../forms/index.ts';
import type { DossierKind } from '../types.ts';
import type { Gathered, GatheredFile } from './gather.ts';

/** The forms by key, as far as they can be read. */
export function readForms(gathered: Gathered): ReadonlyMap<string, Form> {
  const byKey = new Map<string, GatheredFile[]>();
  for (const file of gathered.all('form')) byKey.set(file.key, [...(byKey.get(file.key) ?? []), file]);
  const forms = new Map<string, Form>();
  for (const [key, files] of byKey) {
    const read = readForm(files.map(({ entry: { path, content } }) => ({ path, content })));
    if (read.ok) forms.set(key, read.form);
    else gathered.problems.push(...read.problems);
  }
  return forms;
}

/** What is around the forms. */
export interface FormsContext {
  readonly languages: readonly string[];
  readonly graphs: readonly Graph[];
  readonly dossierKinds: ReadonlyMap<string, DossierKind>;
  readonly validate: SchemaValidator;
}

/** Lints each form against the dossier kinds of the processes that use it; warns of a form that none uses. */
export function lintForms(gathered: Gathered, forms: ReadonlyMap<string, Form>, context: FormsContext): void {
  for (const [key, form] of forms) {
    const users = context.graphs.filter((graph) => graph.nodes.some((node) => 'form' in node && node.form === key));
    const kinds = users.flatMap(({ dossierKind }) => {
      const kind = dossierKind === undefined ? undefined : context.dossierKinds.get(dossierKind);
      return kind === undefined ? [] : [[kind.key, kind.schema] as const];
    });
    const { languages, validate } = context;
    gathered.problems.push(...lintForm(form, { languages, validate, dossierSchemas: new Map(kinds) }));
    if (users.length > 0) continue;
    const sentence = `The form "${key}" is not used by any process of this bundle.`;
    gathered.report('unused-form', `forms/${key}/${key}.schema.json`, sentence, { severity: 'warning' });
  }
}
