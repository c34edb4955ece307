import { Type, type Static } from '@sinclair/typebox';
import { Id } from './page.ts';

/** POST …/signals: reaches everybody who waits for it now; kept for nobody. */
export const ThrowSignal = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    payload: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);
export type ThrowSignal = Static<typeof ThrowSignal>;

export const SignalThrown = Type.Object({
  ok: Type.Literal(true),
  signalId: Id,
  /** Instances that waited and processes that begin with it; each gets it in a step of its own. */
  receivers: Type.Integer({ minimum: 0 }),
});
export type SignalThrown = Static<typeof SignalThrown>;
