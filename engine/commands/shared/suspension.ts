import type { InstanceState } from '../../core/index.ts';

/** Tokens that a suspension lets stand still: all but those inside what has suspended the instance. */
export function heldTokens({ suspended, tokens }: InstanceState): readonly number[] {
  if (!suspended) return [];
  const around = new Map(tokens.map((token) => [token.id, token.in]));
  const isWithin = (id: number | undefined): boolean =>
    id !== undefined && (id === suspended.by || isWithin(around.get(id)));
  return tokens.filter(({ id }) => !isWithin(id)).map(({ id }) => id);
}
