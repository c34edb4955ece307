import type { ModelProblem } from '../../contract/problem.ts';
import { validateFormData } from '../validate.ts';
import type { Form, FormLintContext } from '../types.ts';
import { lintDossierPointers } from './dossier.ts';
import { lintLayout } from './layout.ts';
import { lintSchema } from './schema.ts';
import { lintTexts } from './texts.ts';

/** A problem of one file of the form before it is named: `part` is `schema`, `layout`, `example` or a language. */
export interface FormProblem extends Omit<ModelProblem, 'file'> {
  readonly part: string;
}

/** Everything that is wrong with a form, in the order schema, layout, dossier, texts, example. */
export function lintForm(form: Form, context: FormLintContext): readonly ModelProblem[] {
  const schema = lintSchema(form.schema);
  // What points into a broken schema would only repeat its problems.
  const rest = schema.some(({ severity }) => severity === 'error')
    ? []
    : [
        ...lintLayout(form),
        ...lintDossierPointers(form, context.dossierSchemas ?? new Map()),
        ...lintTexts(form, context.languages),
        ...lintExample(form, context),
      ];
  return [...schema, ...rest].map(({ part, ...problem }) => ({
    ...problem,
    file: `forms/${form.key}/${form.key}.${part}.json`,
  }));
}

function lintExample(form: Form, { validate }: FormLintContext): readonly FormProblem[] {
  const part = 'example';
  if (form.example === null) {
    const sentence = 'Expected one valid filling of the form, but there is no example file.';
    return [{ rule: 'form-example', severity: 'error', part, sentence }];
  }
  const checked = validateFormData(form, form.example, validate, { shown: form.example });
  if (checked.ok) return [];
  return checked.problems.map(({ pointer, sentence }) => ({
    rule: 'form-example',
    severity: 'error',
    part,
    pointer,
    sentence: `Expected an example that can be submitted, but: ${sentence}`,
  }));
}
