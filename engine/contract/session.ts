import { Type, type Static } from '@sinclair/typebox';
import { Id, Instant, Nullable } from './page.ts';
import { Texts } from './bundle.ts';

export const SignIn = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 200 }), password: Type.String({ minLength: 1, maxLength: 1000 }) },
  { additionalProperties: false },
);
export type SignIn = Static<typeof SignIn>;

/** A membership of the person who is signed in. */
export const SessionOffice = Type.Object({
  /** Lower-case ST.3 code, the `{office}` of paths. */
  code: Type.String(),
  name: Texts,
  languages: Type.Array(Type.String()),
  timeZone: Type.String(),
  /** ISO 4217 code of the money in which the office's fees are. */
  currency: Type.Optional(Type.String()),
  roles: Type.Array(Type.Object({ key: Type.String(), name: Texts })),
  permissions: Type.Array(Type.String()),
});

/** Who am I: GET /api/session. `csrf` goes into the header `X-CSRF-Token` of every request that changes something. */
export const Session = Type.Object({
  user: Type.Object({
    id: Id,
    login: Type.String(),
    name: Type.String(),
    language: Nullable(Type.String()),
    administrator: Type.Boolean(),
  }),
  offices: Type.Array(SessionOffice),
  csrf: Type.String(),
  expiresAt: Instant,
  /** Now by the store's clock, which a demo may have moved: what "today" and "until" mean on the screen. */
  now: Type.Optional(Instant),
  /** The installation holds demo data. */
  demo: Type.Boolean(),
});
export type Session = Static<typeof Session>;

/** GET /api/welcome, without a session: what the sign-in page shows. Demo people only in a demo installation. */
export const Welcome = Type.Object({
  installation: Type.String(),
  demo: Type.Boolean(),
  setupOpen: Type.Boolean(),
  people: Type.Array(
    Type.Object({ login: Type.String(), name: Texts, roles: Type.Array(Texts), password: Type.String() }),
  ),
});
export type Welcome = Static<typeof Welcome>;

/** POST /api/setup with the one-time token of the console: the first administrator. */
export const Setup = Type.Object(
  {
    token: Type.String({ minLength: 20, maxLength: 200 }),
    login: Type.String({ minLength: 3, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: 15, maxLength: 1000 }),
  },
  { additionalProperties: false },
);
export type Setup = Static<typeof Setup>;
