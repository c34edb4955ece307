/** The embedded server cannot be started here; the message is the one sentence to show. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
