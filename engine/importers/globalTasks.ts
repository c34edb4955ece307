import type { Translation } from './translation.ts';
import { attribute, bpmnIn, elementsIn, insert, isBpmn, setAttribute, sibling, type XmlElement } from './xmlTree.ts';

const kinds: Readonly<Record<string, string>> = {
  globalTask: 'task',
  globalUserTask: 'userTask',
  globalManualTask: 'manualTask',
  globalScriptTask: 'scriptTask',
  globalBusinessRuleTask: 'businessRuleTask',
};

/** A global task (BPMN 2.0.2, 10.3.6) can be called like a process: it becomes one with that single task. */
export function processesOfGlobalTasks(translation: Translation): void {
  const { root, entries } = translation;
  for (const global of elementsIn(root).filter((each) => isBpmn(each) && Object.hasOwn(kinds, each.local))) {
    const id = attribute(global, 'id');
    if (id === undefined) continue;
    const process = sibling(global, 'process');
    for (const [name, value] of [
      ['id', id],
      ['name', attribute(global, 'name')],
      ['isExecutable', 'true'],
    ] as const)
      setAttribute(process, name, value);
    const task = sibling(global, kinds[global.local] ?? 'task');
    task.attributes = global.attributes.filter(({ local }) => local !== 'id');
    const kept = bpmnIn(
      global,
      'documentation',
      'extensionElements',
      'script',
      'potentialOwner',
      'humanPerformer',
      'rendering',
    );
    for (const child of kept) insert(task, child);
    for (const child of bpmnIn(global, 'supportedInterfaceRef', 'ioSpecification', 'ioBinding')) insert(process, child);
    // `scriptLanguage` is what a script task calls its format.
    const language = attribute(global, 'scriptLanguage');
    setAttribute(task, 'scriptLanguage', undefined);
    if (language !== undefined && task.local === 'scriptTask') setAttribute(task, 'scriptFormat', language);
    const [start, end] = [sibling(global, 'startEvent'), sibling(global, 'endEvent')];
    for (const [node, word] of [
      [start, 'start'],
      [task, 'task'],
      [end, 'end'],
    ] as const) {
      setAttribute(node, 'id', translation.freshId(`${id}_${word}`));
      insert(process, node);
    }
    insert(process, flow(translation, id, start, task));
    insert(process, flow(translation, id, task, end));
    process.parent = root;
    root.children[root.children.indexOf(global)] = process;
    entries.translated(process, global.local, 'It became a process with this one task.');
  }
}

function flow(translation: Translation, id: string, from: XmlElement, to: XmlElement): XmlElement {
  const made = sibling(from, 'sequenceFlow');
  const word = from.local === 'startEvent' ? 'in' : 'out';
  setAttribute(made, 'id', translation.freshId(`${id}_${word}`));
  setAttribute(made, 'sourceRef', attribute(from, 'id'));
  setAttribute(made, 'targetRef', attribute(to, 'id'));
  return made;
}
