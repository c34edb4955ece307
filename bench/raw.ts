import { Client } from 'pg';
import type { EmbeddedConnection, SentStatement } from '../engine/store/index.ts';

/** What one call sent to the database, in its order. */
export type Sent = readonly SentStatement[];

/** Connections of pg alone, in pipeline mode as the engine's are. */
export async function connectAll(connection: EmbeddedConnection, count: number): Promise<readonly Client[]> {
  const clients = Array.from({ length: count }, () => new Client({ ...connection, pipeline: true }));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

export async function endAll(clients: readonly Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.end()));
}

/** Sends the statements as they were sent: those of one round trip without waiting for each other. */
export async function play(client: Client | undefined, sent: Sent): Promise<void> {
  if (!client) throw new Error('Expected a connection for every lane.');
  let underWay: Promise<unknown>[] = [];
  for (const { text, name, values, startsRoundTrip } of sent) {
    if (startsRoundTrip) {
      await Promise.all(underWay);
      underWay = [];
    }
    underWay.push(client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }));
  }
  await Promise.all(underWay);
}

/** Statements and round trips of a call. */
export function counted(sent: Sent): { readonly statements: number; readonly roundTrips: number } {
  return { statements: sent.length, roundTrips: sent.filter((one) => one.startsRoundTrip).length };
}
