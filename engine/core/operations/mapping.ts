import type { Graph } from '../../bpmn/index.ts';
import type { Compensation, Instance, Join, Token, Waits } from '../state.ts';

/** Element or flow id of the old version → its id in the new one; what is not named keeps its id. */
export type Mapping = Readonly<Record<string, string>>;

/** Something that a live token holds under another name than before; `before` and `after` are places of events or element ids. */
export interface Moved {
  readonly token: number;
  readonly before: string;
  readonly after: string;
}

/** What is wrong with a mapping between two versions, whatever stands where; a sentence each. */
export function checkMapping(from: Graph, to: Graph, mapping: Mapping): readonly string[] {
  const named = (graph: Graph, id: string): boolean =>
    graph.byId.has(id) || graph.flows.some((flow) => flow.id === id && flow.isLink !== true);
  return Object.entries(mapping).flatMap(([before, after]) => [
    ...(named(from, before) ? [] : [`There is no “${before}” in the version that the case runs.`]),
    ...(named(to, after) ? [] : [`There is no “${after}” in the version that it is to move to.`]),
  ]);
}

/** The new name of an element, a flow, or a place of an event. */
export function nameIn(mapping: Mapping, at: string): string {
  if (Object.hasOwn(mapping, at)) return mapping[at] ?? at;
  // Only further definitions of one event have a number behind their element.
  const hash = at.lastIndexOf('#');
  if (hash < 0) return at;
  const element = at.slice(0, hash);
  return Object.hasOwn(mapping, element) ? `${mapping[element] ?? element}${at.slice(hash)}` : at;
}

/** The same instance in the words of the new version; what the state holds besides names is carried along as it is. */
export function renamed(instance: Instance, mapping: Mapping): Instance {
  if (Object.keys(mapping).length === 0) return instance;
  const { state } = instance;
  return {
    ...instance,
    state: {
      ...state,
      tokens: state.tokens.map((token) => renamedToken(token, mapping)),
      joins: state.joins.map((join) => renamedJoin(join, mapping)),
      ...(state.waits ? { waits: renamedWaits(state.waits, mapping) } : {}),
      ...(state.compensations ? { compensations: renamedUndo(state.compensations, mapping) } : {}),
    },
  };
}

function renamedToken(token: Token, mapping: Mapping): Token {
  return {
    ...token,
    ...renamedWaits(token, mapping),
    at: nameIn(mapping, token.at),
    ...(token.undo ? { undo: renamedUndo(token.undo, mapping) } : {}),
  };
}

function renamedWaits(waits: Waits, mapping: Mapping): Waits {
  const { timers, events } = waits;
  return {
    ...(timers ? { timers: timers.map((timer) => ({ ...timer, at: nameIn(mapping, timer.at) })) } : {}),
    ...(events ? { events: events.map((event) => ({ ...event, at: nameIn(mapping, event.at) })) } : {}),
  };
}

function renamedJoin(join: Join, mapping: Mapping): Join {
  return { ...join, at: nameIn(mapping, join.at), flows: join.flows.map((flow) => nameIn(mapping, flow)) };
}

function renamedUndo(undo: readonly Compensation[], mapping: Mapping): readonly Compensation[] {
  return undo.map((each) => ({
    ...each,
    at: nameIn(mapping, each.at),
    ...(each.inside ? { inside: renamedUndo(each.inside, mapping) } : {}),
  }));
}
