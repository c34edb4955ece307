import type { EventDefinition, Graph, GraphNode } from '../../bpmn/index.ts';
import type { Compensation, Instance, InstanceState, Token } from '../state.ts';
import { nameIn, type Mapping } from './mapping.ts';
import { interrupts, nodeOf, waitsOf, waitsOfProcess, type WaitNode } from './waits.ts';

/** Why an instance cannot move to another version; `element` in the words of the version that it runs. */
export interface Reason {
  readonly element: string;
  readonly sentence: string;
}

/** A move from one version to another. */
export interface Versions {
  readonly from: Graph;
  readonly to: Graph;
  readonly mapping: Mapping;
}

/** Whatever keeps an instance from moving; empty when it may. Nothing is changed and nothing guessed. */
export function reasonsAgainst({ state }: Instance, versions: Versions): readonly Reason[] {
  const { from, to } = versions;
  if (state.status !== 'active') return [{ element: from.process, sentence: `The case has ended (${state.status}).` }];
  const kinds = from.dossierKind === to.dossierKind ? [] : ['The new version works on another kind of dossier.'];
  return [
    ...kinds.map((sentence) => ({ element: from.process, sentence })),
    ...state.tokens.flatMap((token) => [
      ...ofToken(state, token, versions).map((sentence) => ({ element: token.at, sentence })),
      ...ofWaits(waitsOf(from, state, token), versions),
    ]),
    ...ofWaits(waitsOfProcess(from, state), versions),
    ...ofJoins(state, versions),
    ...ofUndo([...(state.compensations ?? []), ...state.tokens.flatMap((token) => token.undo ?? [])], versions),
  ];
}

function ofToken(state: InstanceState, token: Token, versions: Versions): readonly string[] {
  const { from, to, mapping } = versions;
  const before = nodeOf(from, token.at);
  if (!before) return [`“${token.at}” is not known to the version that the case runs.`];
  const name = nameIn(mapping, token.at);
  const after = nodeOf(to, name);
  if (!after) return [`“${token.at}” is not in the new version: say by the mapping what it has become.`];
  if (before.type !== after.type)
    return [`“${token.at}” is a ${before.type}, “${name}” in the new version a ${after.type}.`];
  return [...ofKind(before, after, versions), ...ofScope(state, token, after, versions)];
}

/** What of an element cannot change under a live token. */
function ofKind(before: GraphNode, after: GraphNode, { from, to }: Versions): readonly string[] {
  if (repetition(before) !== repetition(after))
    return [
      `“${before.id}” is repeated in another way in the new version (${repetition(before)}, then ${repetition(after)}).`,
    ];
  if (workOf(before) !== workOf(after))
    return [`The job of “${before.id}” is under way as ${workOf(before)}; in the new version it is ${workOf(after)}.`];
  if (interrupts(from, before.id) !== interrupts(to, after.id))
    return [`“${before.id}” interrupts what is around it in one of the two versions only.`];
  const isRace = before.type === 'eventBasedGateway' && after.type === 'eventBasedGateway';
  if (isRace && before.parallel !== after.parallel)
    return [`“${before.id}” waits for all of its events in one of the two versions only.`];
  return [];
}

function repetition({ loop }: GraphNode): string {
  if (!loop) return 'once';
  if (loop.type === 'loop') return 'loop';
  return loop.sequential ? 'one after the other' : 'all at once';
}

function workOf(node: GraphNode): string {
  if (node.type !== 'serviceTask' && node.type !== 'sendTask') return '';
  return node.work.type === 'message' ? 'message' : `${node.work.type} “${node.work.key}”`;
}

/** The element must lie where its token lies: in what the enclosing token has become. */
function ofScope(
  state: InstanceState,
  token: Token,
  after: GraphNode,
  { from, to, mapping }: Versions,
): readonly string[] {
  const around = enclosing(state, token, from);
  const wanted = around === undefined ? undefined : nameIn(mapping, around.at);
  const found = after.scope === -1 ? undefined : to.nodes[after.scope]?.id;
  if (wanted === found) return [];
  const where = (id: string | undefined): string => (id === undefined ? 'the process itself' : `“${id}”`);
  return [`“${token.at}” runs in ${where(wanted)}, but lies in ${where(found)} in the new version.`];
}

/** The token of the sub-process around: neither the whole of a repeated activity nor an event that undoes is one. */
function enclosing(state: InstanceState, token: Token, from: Graph): Token | undefined {
  for (let around = parentOf(state, token); around; around = parentOf(state, around)) {
    const node = nodeOf(from, around.at);
    if (around.at !== token.at && node && 'starts' in node) return around;
  }
  return undefined;
}

function parentOf(state: InstanceState, token: Token): Token | undefined {
  return state.tokens.find(({ id }) => id === token.in);
}

/** What is waited for must be of the same kind; what is gone is given up, what is new is begun. */
function ofWaits(waits: readonly WaitNode[], { to, mapping }: Versions): readonly Reason[] {
  return waits.flatMap((node) => {
    const after = nodeOf(to, nameIn(mapping, node.id));
    const element = node.id;
    if (!after) return [];
    if (after.type !== node.type || !('event' in after))
      return [
        { element, sentence: `“${element}” is a ${node.type}, “${after.id}” in the new version a ${after.type}.` },
      ];
    const [was, is] = [node.event, after.event];
    if (was.type !== is.type)
      return [{ element, sentence: `“${element}” waits for a ${was.type}, in the new version for a ${is.type}.` }];
    if (was.type !== 'multiple' || signature(was) === signature(is)) return [];
    return [{ element, sentence: `“${element}” waits for several events, which are others in the new version.` }];
  });
}

/** What a definition says, its expressions as they are written: equal texts wait for the same. */
export function signature(definition: EventDefinition): string {
  return JSON.stringify(definition);
}

/** A join that has begun to wait must wait for the same flows. */
function ofJoins(state: InstanceState, { from, to, mapping }: Versions): readonly Reason[] {
  return state.joins.flatMap((join) => {
    const [before, after] = [nodeOf(from, join.at), nodeOf(to, nameIn(mapping, join.at))];
    const element = join.at;
    if (!before || !after)
      return [{ element, sentence: `“${element}” waits for further flows and is not in the new version.` }];
    if (before.type !== after.type)
      return [
        { element, sentence: `“${element}” is a ${before.type}, “${after.id}” in the new version a ${after.type}.` },
      ];
    const expected = before.incoming.map((index) => nameIn(mapping, from.flows[index]?.id ?? ''));
    const found = after.incoming.map((index) => to.flows[index]?.id ?? '');
    if (JSON.stringify(expected.toSorted()) === JSON.stringify(found.toSorted())) return [];
    const sentence = `“${element}” has begun to wait for ${expected.join(', ')}, in the new version it waits for ${found.join(', ')}.`;
    return [{ element, sentence }];
  });
}

/** What can still be undone must be found again. */
function ofUndo(undo: readonly Compensation[], versions: Versions): readonly Reason[] {
  const { from, to, mapping } = versions;
  return undo.flatMap(({ at, inside }) => {
    const [before, after] = [nodeOf(from, at), nodeOf(to, nameIn(mapping, at))];
    const isFound =
      before?.type === after?.type && (before?.compensatedBy === undefined) === (after?.compensatedBy === undefined);
    return [
      ...(isFound
        ? []
        : [{ element: at, sentence: `“${at}” has completed and can be undone, in the new version it cannot.` }]),
      ...ofUndo(inside ?? [], versions),
    ];
  });
}
