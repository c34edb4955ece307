import { parentPort, workerData } from 'node:worker_threads';
import { JobFailure } from '../contract/jobFailure.ts';
import { createLetterCompiler } from './compileLetter.ts';
import type { LetterRequest } from './letterRequest.ts';
import type { WorkerAnswer } from './renderLetter.ts';

/** The thread that sets letters, one after the other. It is ended from outside when a letter takes too long. */
function work(): void {
  if (!parentPort) throw new Error('Expected to run as a worker thread.');
  const port = parentPort;
  const { workspace } = workerData as { readonly workspace: string };
  const compiler = createLetterCompiler(workspace);

  const answer = (request: LetterRequest): WorkerAnswer => {
    try {
      return { type: 'rendered', letter: compiler.compile(request) };
    } catch (error) {
      const sentence = error instanceof JobFailure ? error.message : 'The layout of the letter could not be set.';
      const cause = error instanceof JobFailure ? error.cause : error;
      return { type: 'failed', sentence, cause: String(cause) };
    }
  };

  port.on('message', (request: LetterRequest) => {
    port.postMessage(answer(request));
  });
  port.postMessage({ type: 'ready' } satisfies WorkerAnswer);
}

work();
