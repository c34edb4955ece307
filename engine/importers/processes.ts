import type { Translation } from './translation.ts';
import { attribute, bpmnIn, setAttribute, type XmlElement } from './xmlTree.ts';

/** A process: is it executable, which version is it, and what people who start it are given. */
export function translateProcess(translation: Translation, process: XmlElement): void {
  const { entries, origin } = translation;
  if (origin !== 'plain' && attribute(process, 'isExecutable') === undefined) {
    setAttribute(process, 'isExecutable', 'true');
    entries.translated(
      process,
      'isExecutable',
      'The engine of origin runs a process that does not say so; here it says so.',
    );
  }
  const tag = translation.take(process, 'versionTag');
  if (tag) {
    translation.set(process, 'versionTag', tag.value);
    entries.translated(process, tag.what, `The version tag is “${tag.value}”.`);
  }
  for (const each of translation.takeElements(process, 'versionTag')) {
    const value = attribute(each, 'value') ?? '';
    translation.set(process, 'versionTag', value);
    entries.translated(process, each.name, `The version tag is “${value}”.`);
  }
  const packageName = translation.take(process, 'packageName');
  if (packageName) entries.dropped(process, packageName.what, 'Processes are known by their key alone.');
  const limit = translation.take(process, 'historyTimeToLive');
  if (limit) {
    const sentence = `How long history is kept (“${limit.value}”) is set for the office, not in a model.`;
    entries.dropped(process, limit.what, sentence);
  }
  if (translation.take(process, 'adHoc')?.value === 'true')
    entries.open(process, 'drools:adHoc', 'The process has steps in any order. Put them into an ad-hoc sub-process.');
}

/** What a start event asks for. */
export function translateStart(translation: Translation, start: XmlElement): void {
  const initiator = translation.take(start, 'initiator');
  if (initiator) {
    translation.entries.open(
      start,
      initiator.what,
      `The variable “${initiator.value}” would hold who started the case; it is not written here. Use the lane, or the dossier's data.`,
    );
  }
}

/** Fields that a form without a file of its own has. */
export function translateForm(translation: Translation, element: XmlElement): void {
  const { entries } = translation;
  const key = translation.take(element, 'formKey') ?? translation.take(element, 'formRef');
  for (const local of ['formRefBinding', 'formRefVersion', 'formHandlerClass', 'formFieldValidation'])
    translation.take(element, local);
  if (key) carryForm(translation, element, key.what, key.value);
  const fields = [
    ...translation.takeElements(element, 'formProperty'),
    ...translation.takeElements(element, 'formData').flatMap((data) => data.children.filter(isElement)),
  ].filter(({ local }) => local === 'formField' || local === 'formProperty');
  if (fields.length === 0) return;
  const names = fields.map((field) => attribute(field, 'id') ?? '?').join(', ');
  entries.open(element, 'formData', `Make a form with the fields ${names} and name it here (officina:form).`);
}

/** The form by a key that may be one here: the file's name, in small letters, joined by dashes. */
export function carryForm(translation: Translation, element: XmlElement, what: string, value: string): void {
  const { entries } = translation;
  if (/[$#]\{/.test(value) || value.startsWith('=')) {
    entries.open(element, what, `Which form is shown depends on “${value}”. Choose one form (officina:form).`);
    return;
  }
  const file = value
    .slice(value.lastIndexOf('/') + 1)
    .slice(value.slice(value.lastIndexOf('/') + 1).lastIndexOf(':') + 1);
  const key = file
    .replace(/\.(html|form|json|xhtml|jsf)$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (key === '') {
    entries.open(element, what, `“${value}” gives no key of a form. Choose one (officina:form).`);
    return;
  }
  translation.set(element, 'form', key);
  entries.translated(element, what, `“${value}” became the form “${key}”, which has to be made in the bundle.`);
}

/** Lanes that name nobody are drawings; jBPM puts its variables beside them. */
export function translateVariables(translation: Translation, process: XmlElement): void {
  for (const data of bpmnIn(process, 'dataObject')) {
    const [value] = translation.takeElements(data, 'value');
    if (!value) continue;
    const name = attribute(data, 'name') ?? attribute(data, 'id') ?? '';
    translation.entries.open(
      data,
      value.name,
      `The variable “${name}” begins with a value. Set it in a script task after the start.`,
    );
  }
}

function isElement(child: XmlElement | string): child is XmlElement {
  return typeof child !== 'string';
}
