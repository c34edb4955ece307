// `npm start` and `npm run -s officina -- <command>`: install and build what is missing or stale, then hand over.
import { pathToFileURL } from 'node:url';
import { at, checkNode, ensureBuilt, ensureInstalled, say, SetupError } from './setup.mjs';

/** The command that shows screens; the others do not wait for the designer to be built. */
const WITH_SCREENS = 'serve';

const [first, ...rest] = process.argv.slice(2);
const args = first === '--cli' ? rest : ['serve', ...(first === undefined ? [] : [first, ...rest])];

try {
  checkNode();
  await ensureInstalled();
  await ensureBuilt('server', ...(args[0] === WITH_SCREENS ? ['designer'] : []));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(error.exitCode);
}

// In this very process: signals and exit codes need no messenger, and a start costs no second Node.
const cli = at('dist', 'cli.js');
process.argv = [process.execPath, cli, ...args];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(cli).href);
