import assert from 'node:assert/strict';
import { definitionsOfXx } from './office.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Waypoints by the id of the flow. */
function edgesOf(xml: string): ReadonlyMap<string, readonly Point[]> {
  const edges = xml.matchAll(/<bpmndi:BPMNEdge [^>]*bpmnElement="([^"]+)">([\s\S]*?)<\/bpmndi:BPMNEdge>/g);
  return new Map(
    [...edges].map(([, id = '', body = '']) => [
      id,
      [...body.matchAll(/<di:waypoint x="(\d+)" y="(\d+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
    ]),
  );
}

describe('diagrams of the standard bundle', () => {
  it('draw every element in its lane’s pool and every flow at right angles', async () => {
    for (const { key, graph, xml } of (await definitionsOfXx()).processes.values()) {
      const drawn = new Set([...xml.matchAll(/<bpmndi:BPMNShape [^>]*bpmnElement="([^"]+)"/g)].map(([, id]) => id));
      for (const { id } of graph.nodes) assert.ok(drawn.has(id), `${key}: ${id} is not drawn`);
      const edges = edgesOf(xml);
      for (const { id } of graph.flows) {
        const points = edges.get(id) ?? [];
        assert.ok(points.length >= 2, `${key}: ${id} is not drawn`);
        points.slice(1).forEach((point, index) => {
          const before = points[index];
          assert.ok(before?.x === point.x || before?.y === point.y, `${key}: ${id} runs askew`);
        });
      }
    }
  });

  it('give every activity a lane and every element but gateways and their like a name', async () => {
    for (const { key, graph } of (await definitionsOfXx()).processes.values()) {
      for (const { id, lane, name } of graph.nodes) {
        assert.ok(lane, `${key}: ${id} stands in no lane`);
        assert.ok(name, `${key}: ${id} has no name`);
      }
    }
  });
});
