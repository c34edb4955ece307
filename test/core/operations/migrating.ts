import type { Graph } from '../../../engine/bpmn/index.ts';
import {
  changesOf,
  migrate,
  type Instance,
  type Mapping,
  type Migrated,
  type Moved,
  type TimerPolicy,
  type World,
} from '../../../engine/core/index.ts';
import { place, type VirtualInstance, type VirtualOffice } from '../../../engine/scenarios/virtualOffice.ts';
import { VirtualStep } from '../../../engine/scenarios/virtualStep.ts';
import { worldOf } from '../../../engine/scenarios/virtualWorld.ts';

/** What a kernel of this office would be given now. */
export function worldFor(office: VirtualOffice, virtual: VirtualInstance): World {
  return worldOf(new VirtualStep(office), virtual);
}

/** The instance with the dossier, as a step is given it. */
export function asGiven(office: VirtualOffice, { instance }: VirtualInstance): Instance {
  return office.reloaded({ ...instance, dossier: office.dossier, dossierState: office.dossierState });
}

/** Moves a case to another version in an office in memory: state, and rows as the database would have them. */
export function migrateIn(
  office: VirtualOffice,
  virtual: VirtualInstance,
  to: Graph,
  mapping: Mapping = {},
  timers: TimerPolicy = 'keep',
): { readonly answer: Migrated; readonly virtual: VirtualInstance } {
  const versions = { from: virtual.graph, to, mapping };
  const answer = migrate(versions, asGiven(office, virtual), timers, worldFor(office, virtual));
  if (answer.type === 'refused') return { answer, virtual };
  const moved: VirtualInstance = {
    ...virtual,
    graph: to,
    instance: answer.instance,
    taskRows: renamed(virtual.taskRows, answer.moved, (_row, key) => key),
    jobRows: renamed(virtual.jobRows, answer.moved, (_row, key) => key),
    timerRows: renamed(virtual.timerRows, answer.moved, place),
    subscriptionRows: renamed(virtual.subscriptionRows, answer.moved, place),
  };
  office.instances.set(virtual.id, moved);
  moveLimits(office, virtual.id, answer.moved);
  write(office, moved, changesOf(answer.renamed, answer.events));
  return { answer, virtual: moved };
}

function nameOf(row: { readonly token: number; readonly element: string }, moved: readonly Moved[]): string {
  return moved.find(({ token, before }) => token === row.token && before === row.element)?.after ?? row.element;
}

function renamed<K, R extends { readonly token: number; readonly element: string }>(
  rows: ReadonlyMap<K, R>,
  moved: readonly Moved[],
  keyOf: (row: R, key: K) => K,
): Map<K, R> {
  return new Map(
    [...rows].map(([key, row]) => {
      const now = { ...row, element: nameOf(row, moved) };
      return [keyOf(now, key), now];
    }),
  );
}

function moveLimits({ limits }: VirtualOffice, instance: string, moved: readonly Moved[]): void {
  const all = [...limits];
  limits.clear();
  for (const [key, change] of all) {
    if (!key.startsWith(`${instance} `)) limits.set(key, change);
    else {
      const now = { ...change, element: nameOf(change, moved) };
      limits.set(`${instance} ${place(now)} ${now.limit.key}`, now);
    }
  }
}

function write(office: VirtualOffice, virtual: VirtualInstance, changes: ReturnType<typeof changesOf>): void {
  for (const gone of changes.disarmed) virtual.timerRows.delete(place(gone));
  for (const gone of changes.unsubscribed) virtual.subscriptionRows.delete(place(gone));
  for (const row of changes.timers) virtual.timerRows.set(place(row), row);
  for (const row of changes.subscriptions) virtual.subscriptionRows.set(place(row), row);
  for (const change of changes.limits) office.limits.set(`${virtual.id} ${place(change)} ${change.limit.key}`, change);
}

/** A model in which every element and flow of a process has another name; the mapping leads there. */
export function withOtherNames(xml: string, graph: Graph): { readonly xml: string; readonly mapping: Mapping } {
  const drawn = graph.flows.filter((flow) => flow.isLink !== true).map(({ id }) => id);
  const ids = [...graph.nodes.map(({ id }) => id), ...drawn];
  const mapping = Object.fromEntries(ids.map((id) => [id, `n_${id}`]));
  const other = xml.replace(
    /\b(id|sourceRef|targetRef|attachedToRef|default)="([^"]*)"/g,
    (whole, attribute: string, value: string) =>
      Object.hasOwn(mapping, value) ? `${attribute}="${mapping[value] ?? value}"` : whole,
  );
  return { xml: other, mapping };
}

/** The mapping the other way round. */
export function back(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).map(([before, after]) => [after, before]));
}
