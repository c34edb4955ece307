import { createStore } from '../engine/store/index.ts';
import { runtimeOn } from '../test/commands/officeTemplate.ts';
import { capture, onClone, UNDO_SECONDS, type Course } from './course.ts';
import { parts, timed, together, type Measured } from './measure.ts';
import { connectAll, counted, endAll, play, type Sent } from './raw.ts';

/** Engine and baseline on as many connections. */
export interface Race {
  readonly connections: number;
  readonly engine: Measured;
  readonly raw: Measured;
}

export interface InProcess {
  readonly statements: number;
  readonly roundTrips: number;
  readonly captured: readonly Sent[];
  readonly races: readonly Race[];
}

export interface Effort {
  /** Deeds that nobody measures: plans, caches and connections come to be. */
  readonly warmUp: number;
  /** Engine and baseline take turns, so that a busy moment of the machine falls on both. */
  readonly turns: number;
  readonly connections: readonly number[];
}

/** Every deed by the engine and raw, each on a clone of its own, by turns. */
export async function inProcess(course: Course, effort: Effort): Promise<InProcess> {
  const captured = await capture(course);
  const races: Race[] = [];
  for (const connections of effort.connections) races.push(await race(course, captured, connections, effort));
  return { ...counted(captured.at(-1) ?? []), captured, races };
}

function race(course: Course, captured: readonly Sent[], connections: number, effort: Effort): Promise<Race> {
  return onClone(course, (ours) =>
    onClone(course, async (theirs) => {
      const store = createStore({ app: ours.app, poolSize: connections + 1 });
      const runtime = runtimeOn(store, UNDO_SECONDS);
      // The first one also loads the deployment, over a connection of its own.
      await course.deeds[0]?.run(runtime);
      const clients = await connectAll(theirs.app, connections);
      const all = course.deeds.map((_deed, index) => index).slice(1);
      const measured = await byTurns(all, effort, {
        engine: (indexes) => timed(indexes, connections, (index) => course.deeds[index]?.run(runtime)),
        raw: (indexes) => timed(indexes, connections, (index, lane) => play(clients[lane], captured[index] ?? [])),
      });
      await endAll(clients);
      await store.close();
      return { connections, ...measured };
    }),
  );
}

type Play = (indexes: readonly number[]) => Promise<Measured>;

/** Both plays over the same deeds, by turns; each turn the other one begins. */
export async function byTurns(
  indexes: readonly number[],
  { warmUp, turns }: Pick<Effort, 'warmUp' | 'turns'>,
  plays: { readonly engine: Play; readonly raw: Play },
): Promise<{ engine: Measured; raw: Measured }> {
  for (const play of Object.values(plays)) await play(indexes.slice(0, warmUp));
  const measured: { engine: Measured[]; raw: Measured[] } = { engine: [], raw: [] };
  for (const [turn, part] of parts(indexes.slice(warmUp), turns).entries()) {
    const order = turn % 2 === 0 ? (['engine', 'raw'] as const) : (['raw', 'engine'] as const);
    for (const who of order) measured[who].push(await plays[who](part));
  }
  return { engine: together(measured.engine), raw: together(measured.raw) };
}
