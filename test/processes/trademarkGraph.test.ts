import assert from 'node:assert/strict';
import type { Graph, GraphNode } from '../../engine/bpmn/index.ts';
import { hasPath } from './graphPaths.ts';
import { definitionsOfXx } from './office.ts';
import { elementsOfReadme, targetsOf, yamlProcess, type Elements, type YamlNode } from './yamlGraph.ts';

/** BPMN elements that stand for a kind of node. */
const kinds: Readonly<Record<string, readonly GraphNode['type'][]>> = {
  start: ['startEvent'],
  msg: ['receiveTask'],
  user: ['userTask'],
  rule: ['businessRuleTask'],
  svc: ['serviceTask', 'businessRuleTask'],
  timer: ['eventBasedGateway', 'subProcess'],
  send: ['sendTask'],
  call: ['callActivity'],
  end: ['endEvent'],
};

describe('trademark registration against the domain’s graph', () => {
  let graph: Graph;
  let elements: Elements;
  let nodes: readonly YamlNode[];
  const node = (id: string): GraphNode => {
    const found = graph.nodes[graph.byId.get(id) ?? -1];
    assert.ok(found, `the process has no element ${id}`);
    return found;
  };
  const elementsOf = (key: string): readonly string[] => {
    const found = elements.get(key);
    assert.ok(found, `the README names no element for ${key}`);
    return found;
  };

  before(async () => {
    const process = (await definitionsOfXx()).processes.get('trademark-registration');
    assert.ok(process);
    graph = process.graph;
    elements = await elementsOfReadme('trademark-registration');
    nodes = (await yamlProcess('tm-registration')).nodes;
  });

  it('has an element of the right kind for each of the 38 nodes', () => {
    assert.deepEqual(
      [...elements.keys()],
      nodes.map(({ n }) => n),
    );
    assert.equal(nodes.length, 38);
    for (const { n, t } of nodes) {
      const [id = ''] = elementsOf(n);
      assert.ok(kinds[t]?.includes(node(id).type), `${n} (${t}) is a ${node(id).type}`);
    }
  });

  it('has a path for each edge', () => {
    const missing = nodes.flatMap((from) =>
      targetsOf(from)
        .filter((to) => !hasPath(graph, elementsOf(from.n), elementsOf(to)))
        .map((to) => `${from.n} → ${to}`),
    );
    assert.deepEqual(missing, []);
    assert.equal(nodes.flatMap(targetsOf).length, 54);
  });

  it('would notice a path that is not there', () => {
    assert.ok(!hasPath(graph, elementsOf('formal'), elementsOf('publish')));
    assert.ok(!hasPath(graph, elementsOf('classif'), elementsOf('formal')));
    assert.ok(!hasPath(graph, elementsOf('receive'), elementsOf('fd')));
  });

  it('keeps the lanes, those of elements inside the opposition period apart', () => {
    for (const { n, l } of nodes) {
      const [id = ''] = elementsOf(n);
      const { lane, scope } = node(id);
      if (l !== undefined && scope === -1) assert.equal(lane, l, n);
    }
  });

  it('names the time limits and letters of the graph', () => {
    const limits = new Set(
      graph.nodes.flatMap((each) =>
        'event' in each && each.event.type === 'timer' && each.event.timer.type === 'timeLimit'
          ? [each.event.timer.key]
          : [],
      ),
    );
    for (const { n, timer } of nodes)
      if (timer?.ref !== undefined) assert.ok(limits.has(timer.ref), `${n}: ${timer.ref}`);
    for (const { n, docs } of nodes) {
      for (const letter of docs ?? []) {
        if (letter === 'gazette-entry') continue;
        const found = elementsOf(n)
          .map(node)
          .some((each) => each.type === 'sendTask' && each.work.type === 'letter' && each.work.key === letter);
        assert.ok(found, `${n} sends no ${letter}`);
      }
    }
  });

  it('takes every state and records every event of the graph', async () => {
    const { processes } = await definitionsOfXx();
    const all = [...processes.values()].flatMap(({ graph: each }) => each.nodes);
    const states = new Set(all.map(({ dossierState }) => dossierState));
    const events = new Set(all.flatMap((each) => [each.statusEvent, ...actEvents(each)]));
    const { statuses } = await yamlProcess('tm-registration');
    for (const state of Object.keys(statuses ?? {})) assert.ok(states.has(state), state);
    for (const { ev } of nodes) if (ev !== undefined) assert.ok(events.has(ev), ev);
  });
});

/** Events that an act records, as far as they are written out. */
function actEvents(node: GraphNode): readonly string[] {
  if (node.type !== 'serviceTask' || node.work.type !== 'act' || node.work.key !== 'recordStatusEvent') return [];
  return node.input.flatMap(({ source }) => [...source.text.matchAll(/"([A-Z_]+)"/g)].map(([, event = '']) => event));
}
