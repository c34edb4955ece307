import { child, children, flag, idOf, tagOf, type ModelElement } from './moddle.ts';
import { isActivity, isScope, type Outline } from './outline.ts';
import type { Reading } from './values.ts';

/**
 * Which activity undoes which, by node index: the compensation boundary event of the one is associated with the other (BPMN
 * 2.0.2, 10.7.1). A boundary event that leads nowhere is allowed and warned of: its activity is not undone.
 */
export function compensationsOf(
  reading: Reading,
  process: ModelElement,
  outline: Outline,
): ReadonlyMap<number, number> {
  const containers = [process, ...outline.nodes.map(({ element }) => element).filter(isScope)];
  const associations = containers.flatMap((each) => children(each, 'artifacts')).filter(isAssociation);
  const compensatedBy = new Map<number, number>();
  for (const { element, id } of outline.nodes) {
    if (!isCompensationBoundary(element)) continue;
    const host = child(element, 'attachedToRef');
    const activity = host === undefined ? undefined : outline.indexOf.get(host);
    const handler = associations.flatMap((each) => otherEnd(each, element)).find(isActivity);
    const index = handler === undefined ? undefined : outline.indexOf.get(handler);
    if (activity === undefined || handler === undefined || index === undefined) {
      reading.problems.warning('compensation-handler', 'Nothing undoes the activity: no association leads on.', id);
    } else if (!flag(handler, 'isForCompensation')) {
      const sentence = `Expected "${String(idOf(handler))}", which undoes the activity, to be marked as for compensation.`;
      reading.problems.error('compensation-handler', sentence, id);
    } else compensatedBy.set(activity, index);
  }
  return compensatedBy;
}

function isAssociation(element: ModelElement): boolean {
  return tagOf(element) === 'association';
}

function otherEnd(association: ModelElement, element: ModelElement): readonly ModelElement[] {
  const source = child(association, 'sourceRef');
  const target = child(association, 'targetRef');
  if (source === element) return target === undefined ? [] : [target];
  return target === element && source !== undefined ? [source] : [];
}

function isCompensationBoundary(element: ModelElement): boolean {
  if (tagOf(element) !== 'boundaryEvent') return false;
  const [definition] = [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')];
  return definition !== undefined && tagOf(definition) === 'compensateEventDefinition';
}
