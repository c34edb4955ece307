import type { GraphFlow } from './graph.ts';
import { children, tagOf, text, type ModelElement } from './moddle.ts';
import type { Outline, OutlineNode } from './outline.ts';
import type { Reading } from './values.ts';

/**
 * Flows in place of link events: from each that throws to the one in its scope that catches the same name (BPMN 2.0.2,
 * 10.5.5 link event definition). A name that nobody or more than one catches is refused, and one that nobody throws in a
 * scope without any other link; beside others it is a leftover.
 */
export function linkFlows(reading: Reading, outline: Outline, firstIndex: number): readonly GraphFlow[] {
  const flows: GraphFlow[] = [];
  for (const inside of outline.inScope.values()) {
    const sources = inside.filter(({ element }) => tagOf(element) === 'intermediateThrowEvent');
    const targets = inside.filter(({ element }) => tagOf(element) === 'intermediateCatchEvent');
    checkTargets(reading, sources, targets);
    for (const source of sources) {
      const link = linkOf(source);
      if (link === undefined) continue;
      const target = targets.find((each) => linkOf(each) === link);
      if (target === undefined) {
        const sentence = `Nothing catches the link "${link}". Add a catching link event of this name beside it.`;
        reading.problems.error('link', sentence, source.id);
        continue;
      }
      const ends = { source: source.index, target: target.index };
      const id = `${source.id} → ${target.id}`;
      flows.push({ index: firstIndex + flows.length, id, ...ends, isDefault: false, isLink: true });
    }
  }
  return flows;
}

function checkTargets({ problems }: Reading, sources: readonly OutlineNode[], targets: readonly OutlineNode[]): void {
  const names = new Set<string>();
  const thrown = new Set(sources.flatMap((source) => linkOf(source) ?? []));
  for (const target of targets) {
    const link = linkOf(target);
    if (link === undefined) continue;
    const unthrown = `Nothing throws the link "${link}" in this scope.`;
    if (names.has(link)) problems.error('link', `The link "${link}" is caught twice. Keep one of the two.`, target.id);
    else if (thrown.size === 0)
      problems.error('link', `${unthrown} Add a throwing link event of this name.`, target.id);
    else if (!thrown.has(link)) problems.warning('link', unthrown, target.id);
    names.add(link);
  }
}

function linkOf({ element }: OutlineNode): string | undefined {
  const definitions = [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (definition === undefined || definitions.length > 1 || tagOf(definition) !== 'linkEventDefinition')
    return undefined;
  return linkName(element, definition);
}

/** The name of a link; editors write it to the event where the definition has none. */
export function linkName(element: ModelElement, definition: ModelElement): string | undefined {
  return text(definition, 'name') ?? text(element, 'name');
}
