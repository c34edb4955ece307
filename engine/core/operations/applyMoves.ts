import { isInterrupting, openEventSubProcesses, terminate } from '../behaviours/scopes.ts';
import { StaleTrigger } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import type { Move } from './moves.ts';
import { skip } from './skip.ts';
import { startBefore } from './startBefore.ts';

/**
 * The moves of a plan in their order; what they start runs when all have been made.
 * @throws StaleTrigger when one is not possible, or a scope would be left with nothing in it
 */
export function applyMoves(step: Step, moves: readonly Move[]): void {
  if (!step.hasBegun) throw new StaleTrigger('The case has not begun: what kept it from beginning is its incident.');
  const left = new Set<number>();
  const interrupted = step.tokens().filter((token) => isInterrupting(step, token));
  for (const move of moves) apply(step, move, left);
  for (const scope of left) checkSomethingLeft(step, scope);
  // What an event sub-process had silenced listens again when the scope goes on without it.
  for (const token of interrupted) if (!step.token(token.id) && isOpen(step, token.in)) listenAgain(step, token.in);
}

function apply(step: Step, move: Move, left: Set<number>): void {
  if (step.status !== 'active')
    throw new StaleTrigger('The moves before have ended the case already: put those that start something first.');
  switch (move.type) {
    case 'startBefore':
      return startBefore(step, { ...move, to: move.element });
    case 'skip':
      return skip(step, step.alive(move.token), move);
    case 'cancelToken':
      return end(step, tokenOf(step, move.token), left);
    case 'moveToken': {
      const token = tokenOf(step, move.token);
      startBefore(step, { scope: sameScope(step, token, move.to), ...move });
      return end(step, token, left);
    }
  }
}

/** The token a move names; one round of a repeated activity is no place of its own. */
function tokenOf(step: Step, id: number): Token {
  const token = step.alive(id);
  if (step.token(token.in)?.at === token.at) {
    throw new StaleTrigger(
      `Token ${id} is one round of “${token.at}”: name token ${token.in}, which is the whole of it.`,
    );
  }
  return token;
}

function end(step: Step, token: Token, left: Set<number>): void {
  terminate(step, token);
  left.add(token.in);
}

/** The scope of the token itself when the target lies in the same sub-process; else it must be said or found. */
function sameScope(step: Step, token: Token, to: string): number | undefined {
  const target = step.node(to);
  return target.scope === step.node(token.at).scope ? token.in : undefined;
}

function checkSomethingLeft(step: Step, scope: number): void {
  if (!isOpen(step, scope) || step.isBusy(scope)) return;
  const token = step.token(scope);
  // What staff start in any order may rest.
  if (token && step.node(token.at).type === 'adHocSubProcess') return;
  throw new StaleTrigger(
    token
      ? `Nothing would be left in “${token.at}” (token ${scope}): cancel, skip or move that one, or start something in it.`
      : 'Nothing would be left in the process: start something in it, or cancel the instance.',
  );
}

function isOpen(step: Step, scope: number): boolean {
  return step.status === 'active' && (scope === 0 || step.token(scope) !== undefined);
}

function listenAgain(step: Step, scope: number): void {
  if (step.inside(scope).some((token) => isInterrupting(step, token))) return;
  openEventSubProcesses(step, scope);
}
