import { Type, type Static } from '@sinclair/typebox';

/** A text in the languages of the office, keyed by BCP 47 language tag; English is the fallback. */
export const Texts = Type.Record(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z]{2,4})?$' }), Type.String());
export type Texts = Static<typeof Texts>;
/** Key of a form, role, decision, letter, time limit, number series …: kebab-case. */
export const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
export const IsoDate = Type.String({ format: 'date' });

const closed = { additionalProperties: false } as const;

/** `bundle.json`: what the bundle is. `office` only in an office bundle. */
export const BundleManifest = Type.Object(
  {
    name: Key,
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    title: Texts,
    /** Name of the bundle this one extends: same keys replace its files, maps merge by key. */
    extends: Type.Optional(Key),
    office: Type.Optional(
      Type.Object(
        {
          /** WIPO ST.3 code in lower case. */
          code: Type.String({ pattern: '^[a-z]{2}$' }),
          name: Texts,
          address: Type.Record(Type.String(), Type.Array(Type.String())),
          contact: Type.String(),
          languages: Type.Array(Type.String(), { minItems: 1 }),
          /** ISO 4217. */
          currency: Type.String({ pattern: '^[A-Z]{3}$' }),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type BundleManifest = Static<typeof BundleManifest>;

/** `roles.json`: a role is permissions and an inbox group of the same key; lanes of the diagrams map to roles. */
export const RolesFile = Type.Object(
  {
    roles: Type.Record(
      Key,
      Type.Object(
        {
          name: Texts,
          permissions: Type.Array(Type.String()),
          reach: Type.Union([Type.Literal('own'), Type.Literal('unit'), Type.Literal('office')]),
        },
        closed,
      ),
    ),
    lanes: Type.Record(Type.String(), Key),
  },
  closed,
);
export type RolesFile = Static<typeof RolesFile>;

/** `numbering.json`. Pattern: literal text with `{yyyy}`, `{yy}`, `{n:6}` (zero-filled serial number). */
export const NumberingFile = Type.Object(
  {
    series: Type.Record(
      Key,
      Type.Object(
        {
          pattern: Type.String(),
          reset: Type.Union([Type.Literal('year'), Type.Literal('never')]),
          gapless: Type.Boolean(),
          first: Type.Optional(Type.Integer({ minimum: 1 })),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type NumberingFile = Static<typeof NumberingFile>;

/** `parameters.json`: office facts FEEL reads as `office.<key>`; each has values with the day from which they hold. */
export const ParametersFile = Type.Record(
  Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }),
  Type.Array(Type.Object({ from: IsoDate, value: Type.Unknown() }, closed), { minItems: 1 }),
);
export type ParametersFile = Static<typeof ParametersFile>;

/** `option-lists/<key>.json`: choices with long texts for letters. */
export const OptionListFile = Type.Object(
  { key: Key, options: Type.Array(Type.Object({ value: Key, label: Texts, text: Type.Optional(Texts) }, closed)) },
  closed,
);
export type OptionListFile = Static<typeof OptionListFile>;

/** `processes/<key>/<key>.<language>.json`: names and public words beside the model, by element id. */
export const ProcessTexts = Type.Object(
  {
    name: Type.String(),
    elements: Type.Record(
      Type.String(),
      Type.Object(
        {
          name: Type.Optional(Type.String()),
          description: Type.Optional(Type.String()),
          publicStatus: Type.Optional(Type.String()),
          outcomes: Type.Optional(Type.Record(Type.String(), Type.String())),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ProcessTexts = Static<typeof ProcessTexts>;

/** `dossiers/<kind>/states.json`: the office's states, each with a phase and a result class (IPAS). */
export const StatesFile = Type.Record(
  Type.String({ pattern: '^[A-Z][A-Z_]*$' }),
  Type.Object(
    {
      phase: Type.Union([
        Type.Literal('filing'),
        Type.Literal('examination'),
        Type.Literal('publication'),
        Type.Literal('registration'),
        Type.Literal('ended'),
      ]),
      result: Type.Union([
        Type.Literal('pending'),
        Type.Literal('registered'),
        Type.Literal('refused'),
        Type.Literal('withdrawn'),
        Type.Literal('lapsed'),
      ]),
      name: Texts,
      publicName: Texts,
    },
    closed,
  ),
);
export type StatesFile = Static<typeof StatesFile>;

/** `status-events.json`: neutral events with their category letter per WIPO standard. */
export const StatusEventsFile = Type.Record(
  Type.String({ pattern: '^[A-Z][A-Z_]*$' }),
  Type.Object(
    {
      name: Texts,
      categories: Type.Object({
        st27: Type.Union([Type.String(), Type.Null()]),
        st61: Type.Union([Type.String(), Type.Null()]),
        st87: Type.Union([Type.String(), Type.Null()]),
      }),
    },
    closed,
  ),
);
export type StatusEventsFile = Static<typeof StatusEventsFile>;

/** `connectors.json`: connectors whose jobs workers outside of Officina do, by the key that models name. */
export const ConnectorsFile = Type.Record(
  Key,
  Type.Object(
    {
      external: Type.Literal(true),
      name: Texts,
      /** FEEL over `input`: what scenarios get in place of a worker's result; missing = null. */
      simulate: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    },
    closed,
  ),
);
export type ConnectorsFile = Static<typeof ConnectorsFile>;

/** A file of a bundle on its way in or out: path relative to the bundle, content as text (JSON, XML) . */
export const BundleFile = Type.Object({ path: Type.String({ maxLength: 300 }), content: Type.String() }, closed);
export type BundleFile = Static<typeof BundleFile>;
