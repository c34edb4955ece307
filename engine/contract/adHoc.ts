import { Type, type Static } from '@sinclair/typebox';
import { Texts } from './bundle.ts';
import { Id } from './page.ts';

const Element = Type.String({ minLength: 1, maxLength: 200 });
const Token = Type.Integer({ minimum: 1 });

/** GET …/instances/{id}/startable: the steps of ad-hoc sub-processes that may be started now. */
export const StartableSteps = Type.Object({
  items: Type.Array(Type.Object({ token: Token, element: Element, name: Texts })),
});
export type StartableSteps = Static<typeof StartableSteps>;

/** POST …/instances/{id}/startable: starts one of them; `token` is that of the sub-process. */
export const StartStep = Type.Object({ token: Token, element: Element }, { additionalProperties: false });
export const StepStarted = Type.Object({ ok: Type.Literal(true), instanceId: Id });
