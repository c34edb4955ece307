/** What we read of a flow node of the model: its outgoing flows and where they lead. */
export interface FlowNode {
  readonly id: string;
  readonly name: string | undefined;
  /** BPMN type without prefix, `UserTask`. */
  readonly type: string;
  readonly outgoing: readonly { readonly name: string | undefined; readonly target: string }[];
}

/** A step that may come next, with the answers that lead there ("complete → yes"). */
export interface NextStep {
  readonly id: string;
  readonly name: string;
  readonly when: readonly string[];
}

/** Through these one looks on to what follows; they are no step of their own. */
const PASSED = /Gateway$|^BoundaryEvent$|^IntermediateThrowEvent$/;
const MAXIMUM = 8;

/** The named steps that may follow directly on the given elements, looking through gateways, nearest first. */
export function nextSteps(nodes: ReadonlyMap<string, FlowNode>, current: readonly string[]): readonly NextStep[] {
  const found = new Map<string, NextStep>();
  const seen = new Set<string>(current);
  let front = current.map((id) => ({ id, when: [] as readonly string[] }));
  while (front.length > 0 && found.size < MAXIMUM) {
    const next: typeof front = [];
    for (const { id, when } of front) {
      for (const { name, target } of nodes.get(id)?.outgoing ?? []) {
        const node = nodes.get(target);
        if (node === undefined || seen.has(target)) continue;
        seen.add(target);
        const answers = name === undefined || name === '' ? when : [...when, name];
        if (PASSED.test(node.type) || !node.name) next.push({ id: target, when: answers });
        else found.set(target, { id: target, name: node.name, when: answers });
      }
    }
    front = next;
  }
  return [...found.values()].slice(0, MAXIMUM);
}
