/** Knex ships this file without types; it is the client that `client: 'pg'` names. */
declare module 'knex/lib/dialects/postgres/index.js' {
  import type { Knex } from 'knex';

  class PostgresClient extends Knex.Client {
    protected _query(connection: object, query: PostgresClient.Query): Promise<PostgresClient.Query>;
    acquireConnection(): Promise<object>;
    releaseConnection(connection: object): Promise<void>;
  }
  namespace PostgresClient {
    /** A compiled query on its way: the answer is put into `response`. */
    interface Query {
      sql: string;
      bindings?: readonly unknown[];
      response?: unknown;
    }
  }
  export = PostgresClient;
}
