import { execFileSync } from 'node:child_process';

/** Who runs a program: ourselves, or another user of the system. */
export interface Account {
  readonly name: string;
  /** Undefined: who runs the tests. */
  readonly ids?: { readonly uid: number; readonly gid: number };
}

export const isRoot = process.getuid?.() === 0;

/** Root tries both itself and an ordinary user; an ordinary user can try itself only. */
export const ordinary: Account = isRoot
  ? { name: 'an ordinary user', ids: { uid: idOf('-u'), gid: idOf('-g') } }
  : { name: 'an ordinary user' };
export const self: Account = isRoot ? { name: 'root' } : ordinary;
export const accounts: readonly Account[] = isRoot ? [self, ordinary] : [ordinary];

function idOf(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
}
