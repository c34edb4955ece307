import { parseDuration } from '../calendar/index.ts';
import { carryForm, translateForm } from './processes.ts';
import type { Taken, Translation } from './translation.ts';
import { attribute, type XmlElement } from './xmlTree.ts';

/** Who works on a task, by when and with which form: Camunda 7, Flowable and Activiti as attributes. */
export function translateUserTask(translation: Translation, task: XmlElement): void {
  for (const local of ['assignee', 'candidateGroups', 'candidateUsers'] as const) {
    const taken = translation.take(task, local);
    if (taken) translation.carryText(task, taken, local);
  }
  translateForm(translation, task);
  carryPriority(translation, task, translation.take(task, 'priority'));
  carryTarget(translation, task, translation.take(task, 'dueDate'));
  const followUp = translation.take(task, 'followUpDate');
  if (followUp)
    translation.entries.dropped(
      task,
      followUp.what,
      'Inboxes have no follow-up date. Draw a timer if somebody has to be reminded.',
    );
  fromZeebe(translation, task);
}

/** Camunda 8 has the same as elements. */
function fromZeebe(translation: Translation, task: XmlElement): void {
  const { entries } = translation;
  translation.takeElements(task, 'userTask');
  for (const each of translation.takeElements(task, 'assignmentDefinition')) {
    for (const local of ['assignee', 'candidateGroups', 'candidateUsers'] as const) {
      const value = attribute(each, local);
      if (value !== undefined) translation.carryText(task, { what: `zeebe:${local}`, value }, local);
    }
  }
  for (const each of translation.takeElements(task, 'formDefinition')) {
    const value = attribute(each, 'formId') ?? attribute(each, 'formKey') ?? attribute(each, 'externalReference');
    if (value !== undefined) carryForm(translation, task, 'zeebe:formDefinition', value);
  }
  for (const each of translation.takeElements(task, 'priorityDefinition')) {
    const value = attribute(each, 'priority');
    if (value !== undefined) carryPriority(translation, task, { what: 'zeebe:priority', value });
  }
  for (const each of translation.takeElements(task, 'taskSchedule')) {
    const value = attribute(each, 'dueDate');
    if (value !== undefined) carryTarget(translation, task, { what: 'zeebe:dueDate', value });
    if (attribute(each, 'followUpDate') !== undefined)
      entries.dropped(task, 'zeebe:followUpDate', 'Inboxes have no follow-up date.');
  }
}

function carryPriority(translation: Translation, task: XmlElement, taken: Taken | undefined): void {
  if (!taken) return;
  if (/^-?\d+$/.test(taken.value) && !/^(100|\d{1,2})$/.test(taken.value)) {
    const sentence = `Priorities go from 0 to 100 here, and “${taken.value}” lies outside. Choose one (officina:priority).`;
    translation.entries.open(task, taken.what, sentence);
  } else translation.carryText(task, taken, 'priority');
}

function carryTarget(translation: Translation, task: XmlElement, taken: Taken | undefined): void {
  if (!taken) return;
  const { entries } = translation;
  if (parseDuration(taken.value).type === 'duration') {
    translation.set(task, 'target', taken.value);
    entries.translated(task, taken.what, `The office's target is “${taken.value}”, in working time.`);
    return;
  }
  const sentence = `“${taken.value}” is no duration. Give the task a target in working time, or a time limit where the date is a legal one.`;
  entries.open(task, taken.what, sentence);
}
