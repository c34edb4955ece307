import { translateExpression } from './expressions/read.ts';
import { hasExpression } from './expressions/template.ts';
import { carryMapping, variable } from './mappings.ts';
import { carryForm } from './processes.ts';
import { carryConnector, carryDecision, constantsOf, variablesOf, withoutData } from './work.ts';
import type { Translation } from './translation.ts';
import { bpmnIn, everyElement, isBpmn, remove, rename, textOf, type XmlElement } from './xmlTree.ts';

/** jBPM says who works on a task by data inputs of agreed names, and by potential owners. */
export function translateHumanTask(translation: Translation, task: XmlElement): void {
  const constants = constantsOf(task);
  const given = (name: string): string | undefined => constants.get(name);
  const name = given('TaskName');
  if (name !== undefined) carryForm(translation, task, 'TaskName', name);
  const groups = given('GroupId');
  if (groups !== undefined) translation.carryText(task, { what: 'GroupId', value: groups }, 'candidateGroups');
  const priority = given('Priority');
  if (priority !== undefined && /^\d{1,2}$|^100$/.test(priority))
    translation.carryText(task, { what: 'Priority', value: priority }, 'priority');
  const actors = bpmnIn(task, 'potentialOwner')
    .flatMap((owner) => [...everyElement(owner)])
    .filter((each) => isBpmn(each) && each.local === 'formalExpression')
    .map(textOf)
    .filter((each) => each !== '');
  const [first] = actors;
  if (first !== undefined) {
    const value = actors.join(',');
    translation.carryText(task, { what: 'potentialOwner', value }, value.includes(',') ? 'candidateUsers' : 'assignee');
  }
  for (const each of bpmnIn(task, 'potentialOwner')) remove(each);
  results(translation, task);
  withoutData(task);
}

/** What comes back from a person is named by the form here. */
function results(translation: Translation, task: XmlElement): void {
  const names = bpmnIn(task, 'dataOutputAssociation').flatMap((each) => bpmnIn(each, 'targetRef').map(textOf));
  if (names.length === 0) return;
  const sentence = `Its results go into ${names.join(', ')}: give the fields of the form these names.`;
  translation.entries.open(task, 'dataOutputAssociation', sentence);
}

/** A work item: a task of a kind that is registered by name. */
export function translateWorkItem(translation: Translation, task: XmlElement): void {
  const name = translation.take(task, 'taskName');
  if (!name) return;
  rename(task, 'serviceTask');
  carryConnector(translation, task, name.what, name.value.replace(/\s+/g, '-'));
  handIn(translation, task);
}

/** Data inputs of a task as inputs: texts, expressions in texts, and variables. What comes back depends on the connector. */
function handIn(translation: Translation, task: XmlElement): void {
  for (const [name, value] of constantsOf(task)) {
    const found = hasExpression(value)
      ? translateExpression(value, translation.origin)
      : { ok: true as const, feel: JSON.stringify(value), isChanged: true };
    carryMapping(translation, task, { what: `dataInput ${name}`, local: 'input', target: name }, found);
  }
  for (const [name, source] of variablesOf(task))
    carryMapping(translation, task, { what: `dataInput ${name}`, local: 'input', target: name }, variable(source));
  const names = bpmnIn(task, 'dataOutputAssociation').flatMap((each) => bpmnIn(each, 'targetRef').map(textOf));
  if (names.length > 0) {
    const sentence = `What comes back goes into ${names.join(', ')}: say as outputs which part of the result that is.`;
    translation.entries.open(task, 'dataOutputAssociation', sentence);
  }
  withoutData(task);
}

/** A DMN decision is named by three data inputs. */
export function translateRules(translation: Translation, task: XmlElement): void {
  const decision = constantsOf(task).get('decision');
  if (decision === undefined) return;
  carryDecision(translation, task, 'decision', decision);
  withoutData(task);
}
