import assert from 'node:assert/strict';
import { eventPlacesOf, type GraphNode, type SubProcessNode } from '../../engine/bpmn/index.ts';
import type { Token, Waits } from '../../engine/core/index.ts';
import type { VirtualInstance, VirtualOffice } from '../../engine/scenarios/virtualOffice.ts';

/** What events have left as rows agrees with the state: every token has what it waits for, and nothing else waits. */
export function assertConsistent(office: VirtualOffice): void {
  for (const virtual of office.instances.values()) {
    if (virtual.instance.state.status === 'active') assertActive(virtual);
    else assertEnded(virtual);
  }
  assertFamily(office);
}

function nodeOf({ graph }: VirtualInstance, id: string): GraphNode {
  return graph.nodes[graph.byId.get(id) ?? -1]!;
}

function assertEnded({ instance, taskRows, jobRows, timerRows, subscriptionRows }: VirtualInstance): void {
  assert.deepEqual([instance.state.tokens, instance.state.joins, instance.state.suspended], [[], [], undefined]);
  assert.deepEqual(
    [taskRows, jobRows, timerRows, subscriptionRows].map(({ size }) => size),
    [0, 0, 0, 0],
  );
}

function assertActive(virtual: VirtualInstance): void {
  const { tokens, joins, next, suspended, waits, compensations = [] } = virtual.instance.state;
  const byId = new Map(tokens.map((token) => [token.id, token]));
  const isStill = (token: Token): boolean => {
    if (!suspended) return false;
    for (let each: Token | undefined = token; each; each = byId.get(each.in))
      if (each.id === suspended.by) return false;
    return true;
  };
  assert.equal(byId.size, tokens.length, 'a token twice');
  for (const { in: scope } of [...tokens, ...joins])
    assert.ok(scope === 0 || byId.has(scope), 'a scope without its token');
  assert.ok(tokens.length > 0, 'active, but nothing waits');
  assert.ok(tokens.every(({ id }) => id < next));
  const at = (type: string): readonly number[] =>
    tokens.filter((token) => !token.loop && !token.undo && nodeOf(virtual, token.at).type === type).map(({ id }) => id);
  assert.deepEqual([...virtual.taskRows.keys()].sort(), at('userTask').toSorted(), 'tasks');
  assert.deepEqual([...virtual.jobRows.keys()].sort(), at('serviceTask').toSorted(), 'jobs');
  const root: Holder = { id: 0, isStill: suspended !== undefined, ...waits };
  const holders = [root, ...tokens.map((token): Holder => ({ ...token, isStill: isStill(token) }))];
  const timers = holders.flatMap(({ id, isStill: stands, timers: armed = [] }) =>
    stands ? [] : armed.map((timer) => `${id} ${timer.at} ${timer.dueAt}`),
  );
  const rows = [...virtual.timerRows.values()].map(({ token, element, dueAt }) => `${token} ${element} ${dueAt}`);
  assert.deepEqual(rows.sort(), timers.sort(), 'timers');
  assert.deepEqual([...virtual.subscriptionRows.keys()].sort(), [...subscriptionsOf(virtual)].sort(), 'subscriptions');
  const noted = holders.flatMap(({ id, events = [] }) =>
    events.filter(({ type }) => type !== 'occurred').map(({ at: place, type }) => `${id} ${place} ${type}`),
  );
  const heard = [...virtual.subscriptionRows.values()].filter(({ kind = 'message' }) => kind !== 'message');
  const kept = heard.map(({ token, element, kind }) => `${token} ${element} ${kind ?? ''}`);
  assert.deepEqual(kept.sort(), noted.sort(), 'signals and conditions');
  for (const each of compensations) assert.ok(each.in === 0 || byId.has(each.in), 'undoable in a scope that has ended');
}

type Holder = Waits & { readonly id: number; readonly isStill: boolean };

/** What must be waited for, worked out from the model and the tokens alone. */
function* subscriptionsOf(virtual: VirtualInstance): Generator<string> {
  const { graph } = virtual;
  const { tokens } = virtual.instance.state;
  const listens = (index: number, holder: number): readonly string[] => {
    const { waits } = virtual.instance.state;
    const { events = [] } = holder === 0 ? (waits ?? {}) : tokens.find(({ id }) => id === holder)!;
    const came = new Set(events.filter(({ type }) => type === 'occurred').map(({ at }) => at));
    return eventPlacesOf(graph.nodes[index]!)
      .filter(({ at, definition }) => ['message', 'signal', 'conditional'].includes(definition.type) && !came.has(at))
      .map(({ at }) => `${holder} ${at}`);
  };
  const starts = (owner: { readonly eventSubProcesses: readonly number[] }, scope: number): readonly string[] => {
    const nodes = owner.eventSubProcesses.map((index) => graph.nodes[index] as SubProcessNode);
    const isInterrupted = tokens.some(
      (token) =>
        token.in === scope &&
        nodes.some((node) => node.id === token.at && isInterrupting(graph.nodes[node.starts[0]!]!)),
    );
    return isInterrupted ? [] : nodes.flatMap((node) => listens(node.starts[0]!, scope));
  };
  yield* starts(graph, 0);
  for (const token of tokens) {
    // What undoes a completed activity listens no more.
    if (token.undo) continue;
    const node = nodeOf(virtual, token.at);
    // Of a repeated activity the whole carries the boundary events, each instance does what the activity does.
    const isInstance = tokens.some(({ id, at, loop }) => id === token.in && at === token.at && loop);
    for (const index of isInstance ? [] : node.boundaries) yield* listens(index, token.id);
    if (token.loop) continue;
    if (node.type === 'receiveTask' || node.type === 'intermediateCatchEvent') yield* listens(node.index, token.id);
    if (node.type === 'eventBasedGateway')
      for (const flow of node.outgoing) yield* listens(graph.flows[flow]!.target, token.id);
    if ('eventSubProcesses' in node) yield* starts(node, token.id);
  }
}

function isInterrupting(node: GraphNode): boolean {
  return node.type === 'startEvent' && node.interrupting;
}

/** Every call has its living child, every living child its caller. */
function assertFamily(office: VirtualOffice): void {
  const called = [...office.instances.values()].flatMap((virtual) =>
    virtual.instance.state.tokens.flatMap(({ child }) => child ?? []),
  );
  const children = [...office.instances.values()].filter(
    ({ parent, instance }) => parent && instance.state.status === 'active',
  );
  assert.deepEqual(children.map(({ id }) => id).sort(), called.sort(), 'called cases');
}
