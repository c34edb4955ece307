import type { ProcessDefinition } from '../../bundles/index.ts';
import type { Texts } from '../../contract/bundle.ts';
import type { Draft } from './draft.ts';
import type { Session } from './session.ts';

/** The name of an element in every language of its process; the model's own name where a language says nothing. */
export function elementName(process: ProcessDefinition, element: string): Texts {
  const node = process.graph.nodes[process.graph.byId.get(element) ?? -1];
  const fallback = node?.name ?? element;
  const entries = Object.entries(process.texts).map(
    ([language, texts]) => [language, texts.elements[element]?.name ?? fallback] as const,
  );
  return { en: fallback, ...Object.fromEntries(entries) };
}

/** Names of what an instance and those it led to wait at now, for the answer of a command. */
export function nextNames(session: Session, root: Draft): Texts[] {
  const drafts = [root, ...[...session.drafts.values()].filter((draft) => draft !== root)];
  return drafts.flatMap((draft) =>
    draft.current.state.tokens
      .filter((token) => token.child === undefined && !token.loop && !isScope(draft, token.at))
      .map((token) => elementName(draft.process, token.at)),
  );
}

function isScope(draft: Draft, element: string): boolean {
  const node = draft.process.graph.nodes[draft.process.graph.byId.get(element) ?? -1];
  return node !== undefined && 'eventSubProcesses' in node;
}
