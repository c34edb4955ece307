import { startEmbedded } from '../../../engine/store/embedded/embeddedPostgres.ts';

/** A process of its own that joins the server of a data folder, says so with the server's host, and leaves when told. */
const [, , dataDir = ''] = process.argv;
const server = await startEmbedded({ dataDir });
process.stdout.write(`${server.owner.host}\n`);
process.stdin.once('data', () => {
  process.stdin.destroy();
  void server.stop();
});
