import assert from 'node:assert/strict';
import { readProcesses, type Graph, type GraphNode } from '../../engine/bpmn/index.ts';
import { importModel, type ImportEntry, type Origin } from '../../engine/importers/index.ts';

const namespaces =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:flowable="http://flowable.org/bpmn" xmlns:drools="http://www.jboss.org/drools" xmlns:modeler="http://camunda.org/schema/modeler/1.0"';

/** A file around some steps `t` between a start and an end; `process` and `roots` say more. */
export function around(steps: string, how: { process?: string; roots?: string } = {}): string {
  const flows =
    '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/>';
  return `<?xml version="1.0" encoding="UTF-8"?><definitions ${namespaces} id="d" targetNamespace="urn:test">${how.roots ?? ''}<process id="p" isExecutable="true" ${how.process ?? ''}>${flows}${steps}</process></definitions>`;
}

/** The imported model with its report; the import must not be refused. */
export function imported(
  xml: string,
  from: Origin | 'auto' = 'auto',
): { readonly xml: string; readonly entries: readonly ImportEntry[]; readonly origin: Origin } {
  const result = importModel(xml, from);
  assert.ok(result.ok, result.ok ? '' : result.sentence);
  return { xml: result.xml, ...result.report };
}

/** `type element what` of each entry. */
export function said(entries: readonly ImportEntry[]): readonly string[] {
  return entries.map(({ type, element, what }) => [type, element, what].filter(Boolean).join(' '));
}

/** The imported model as the engine reads it, without an error. */
export async function graphOf(xml: string, from: Origin | 'auto' = 'auto'): Promise<Graph> {
  const { graphs, problems } = await readProcesses(imported(xml, from).xml);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  const graph = graphs.find(({ process }) => process === 'p');
  assert.ok(graph);
  return graph;
}

/** The node `t` of an imported model. */
export async function nodeOf(xml: string, from: Origin | 'auto' = 'auto', id = 't'): Promise<GraphNode> {
  const graph = await graphOf(xml, from);
  const node = graph.nodes[graph.byId.get(id) ?? -1];
  assert.ok(node);
  return node;
}

/** Mappings as text. */
export function mappings(
  list: readonly { readonly source: { readonly text: string }; readonly target: string }[],
): readonly string[] {
  return list.map(({ source, target }) => `${target} = ${source.text}`);
}
