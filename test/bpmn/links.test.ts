import assert from 'node:assert/strict';
import { flow, graphOf, problemsOf, processOf } from './models.ts';

const jump = (id: string, name: string, element = ''): string =>
  `<intermediateThrowEvent id="${id}" ${element}><linkEventDefinition name="${name}"/></intermediateThrowEvent>`;
const land = (id: string, name: string, element = ''): string =>
  `<intermediateCatchEvent id="${id}" ${element}><linkEventDefinition name="${name}"/></intermediateCatchEvent><endEvent id="e-${id}"/>${flow(`f-${id}`, id, `e-${id}`)}`;
const start = `<startEvent id="s"/>${flow('f', 's', 'a')}`;
const found = async (body: string): Promise<readonly unknown[]> =>
  (await problemsOf(processOf(body))).map(({ rule, element, severity }) => [rule, element, severity]);

describe('link events (BPMN 2.0.2, 10.5.5: a jump within one scope)', () => {
  it('are flows of the graph that nobody has drawn', async () => {
    const graph = await graphOf(processOf(`${start}${jump('a', 'rest')}${land('b', 'rest')}`));

    assert.deepEqual(
      graph.flows
        .filter(({ isLink }) => isLink)
        .map(({ source, target }) => [graph.nodes[source]!.id, graph.nodes[target]!.id]),
      [['a', 'b']],
    );
  });

  it('have the name of the event where the definition has none', async () => {
    assert.deepEqual(await found(`${start}${jump('a', '', 'name="rest"')}${land('b', 'rest')}`), []);
  });

  it('need one that catches, in the same scope and only once; one that nobody throws is warned of', async () => {
    assert.deepEqual(await found(`${start}${jump('a', 'rest')}`), [['link', 'a', 'error']]);
    assert.deepEqual(await found(`${start}${jump('a', 'rest')}${land('b', 'rest')}${land('c', 'rest')}`), [
      ['link', 'c', 'error'],
    ]);
    assert.deepEqual(await found(`${start}${jump('a', 'rest')}${land('b', 'rest')}${land('c', 'more')}`), [
      ['link', 'c', 'warning'],
    ]);
    assert.deepEqual(await found(`<startEvent id="s"/><task id="a"/>${flow('f', 's', 'a')}${land('c', 'more')}`), [
      ['link', 'c', 'error'],
    ]);
  });
});
