import { translateExpression } from './expressions/read.ts';
import { hasExpression } from './expressions/template.ts';
import { carryMapping, variable } from './mappings.ts';
import type { Translation } from './translation.ts';
import { attribute, setAttribute, type XmlElement } from './xmlTree.ts';

/** Which process a call activity calls, in which version, and what goes in and comes back. */
export function translateCall(translation: Translation, call: XmlElement): void {
  const { entries } = translation;
  for (const each of translation.takeElements(call, 'calledElement')) zeebeCall(translation, call, each);
  const called = attribute(call, 'calledElement');
  if (called !== undefined && hasExpression(called)) {
    const found = translateExpression(called, translation.origin);
    if (found.ok) setAttribute(call, 'calledElement', `=${found.feel}`);
    entries.open(
      call,
      'calledElement',
      `Which process is called depends on “${called}”. Name one, or draw a choice before it.`,
    );
  }
  binding(translation, call);
  for (const local of ['caseRef', 'variableMappingClass', 'variableMappingDelegateExpression']) {
    const taken = translation.take(call, local);
    if (taken)
      entries.open(
        call,
        taken.what,
        `It uses “${taken.value}”, which is no process. Say in inputs and outputs what is handed over.`,
      );
  }
  if (translation.take(call, 'waitForCompletion')?.value === 'false')
    entries.open(
      call,
      'drools:waitForCompletion',
      'It does not wait for the called process. Start that by a message instead.',
    );
  if (translation.take(call, 'independent')?.value === 'true')
    entries.open(
      call,
      'drools:independent',
      'The called process would outlive the caller. Start it by a message instead.',
    );
  for (const local of ['in', 'out'] as const)
    for (const each of translation.takeElements(call, local)) handOver(translation, call, each, local);
}

const bindings: Readonly<Record<string, string>> = {
  latest: 'latest',
  deployment: 'deployment',
  versionTag: 'versionTag',
};

function binding(translation: Translation, call: XmlElement): void {
  const { entries } = translation;
  const taken = translation.take(call, 'calledElementBinding');
  const tag = translation.take(call, 'calledElementVersionTag');
  const number = translation.take(call, 'calledElementVersion');
  translation.take(call, 'calledElementTenantId');
  translation.take(call, 'calledElementType');
  if (!taken) return;
  const ours = bindings[taken.value];
  if (ours === undefined) {
    const sentence = `A process is not called by its version number (${number?.value ?? '?'}). Use a version tag.`;
    entries.open(call, taken.what, sentence);
    return;
  }
  translation.set(call, 'binding', ours);
  if (tag) translation.set(call, 'versionTag', tag.value);
  entries.translated(call, taken.what, `The binding is “${ours}”.`);
}

function zeebeCall(translation: Translation, call: XmlElement, each: XmlElement): void {
  const { entries } = translation;
  const process = attribute(each, 'processId') ?? '';
  if (process.startsWith('='))
    entries.open(
      call,
      'zeebe:processId',
      `Which process is called depends on “${process}”. Name one, or draw a choice before it.`,
    );
  setAttribute(call, 'calledElement', process);
  const ours = bindings[attribute(each, 'bindingType') ?? ''];
  if (ours !== undefined) translation.set(call, 'binding', ours);
  const tag = attribute(each, 'versionTag');
  if (tag !== undefined) translation.set(call, 'versionTag', tag);
  entries.translated(call, 'zeebe:calledElement', `It calls the process “${process}”.`);
  if (
    attribute(each, 'propagateAllChildVariables') !== 'false' &&
    translation.takeElements(call, 'ioMapping').length === 0
  )
    entries.open(call, 'zeebe:propagateAllChildVariables', allBack);
}

const allBack = 'All variables of the called process would come back. Name those that are needed as outputs.';

function handOver(translation: Translation, call: XmlElement, each: XmlElement, local: 'in' | 'out'): void {
  const { entries } = translation;
  const what = each.name;
  if (attribute(each, 'businessKey') !== undefined) {
    entries.dropped(call, `${what} businessKey`, 'A called process works on the dossier of its caller.');
    return;
  }
  if (attribute(each, 'variables') === 'all') {
    if (local === 'in') entries.translated(call, `${what} variables`, 'Without inputs every variable is handed in.');
    else entries.open(call, `${what} variables`, allBack);
    return;
  }
  const source = attribute(each, 'source');
  const expression = attribute(each, 'sourceExpression');
  const target = attribute(each, 'target') ?? attribute(each, 'targetExpression') ?? source;
  if (target === undefined) return;
  const found =
    expression !== undefined
      ? translateExpression(expression, translation.origin)
      : source !== undefined && hasExpression(source)
        ? translateExpression(source, translation.origin)
        : variable(source ?? target);
  carryMapping(translation, call, { what, local: local === 'in' ? 'input' : 'output', target }, found);
}
