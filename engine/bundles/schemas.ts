import { Type, type TSchema } from '@sinclair/typebox';
import {
  BundleManifest,
  ConnectorsFile,
  IsoDate,
  Key,
  NumberingFile,
  OptionListFile,
  ParametersFile,
  ProcessTexts,
  RolesFile,
  StatesFile,
  StatusEventsFile,
  Texts,
} from '../contract/bundle.ts';
import { LetterTemplate } from '../contract/letter.ts';

const closed = { additionalProperties: false } as const;
const Roll = Type.Union([Type.Literal('next'), Type.Literal('previous'), Type.Literal('none')]);
const Duration = Type.String({ pattern: '^-?P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$' });
const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const system = Type.Union(
  [
    'gregory',
    'islamic-umalqura',
    'islamic-civil',
    'ethiopic',
    'buddhist',
    'persian',
    'coptic',
    'hebrew',
    'indian',
    'japanese',
    'roc',
  ].map((name) => Type.Literal(name)),
);

/** `time-limits.json`: the law's periods by key, each with the words that screens and letters use. */
const TimeLimitsFile = Type.Record(
  Key,
  Type.Object(
    {
      name: Texts,
      length: Duration,
      workingDays: Type.Optional(Type.Integer()),
      system: Type.Optional(system),
      roll: Type.Optional(Roll),
      extension: Type.Optional(Type.Object({ length: Duration, max: Type.Integer({ minimum: 1 }) }, closed)),
      abroadLength: Type.Optional(Duration),
      alternative: Type.Optional(
        Type.Object(
          {
            length: Duration,
            from: Type.String({ minLength: 1 }),
            pick: Type.Union([Type.Literal('later'), Type.Literal('earlier')]),
          },
          closed,
        ),
      ),
      grace: Type.Optional(
        Type.Object(
          { length: Duration, from: Type.Optional(Type.Union([Type.Literal('raw'), Type.Literal('expiry')])) },
          closed,
        ),
      ),
      dayBefore: Type.Optional(Type.Boolean()),
      legalBasis: Type.Optional(Type.String()),
      consequence: Type.Optional(Texts),
    },
    closed,
  ),
);

const Reason = Type.Union([Type.String(), Texts]);
const Days = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }));

/** `calendar.json`: the authority for every time limit (PCT Rule 80.5). */
const CalendarFile = Type.Object(
  {
    timeZone: Type.String({ minLength: 1 }),
    weekend: Type.Array(Type.Object({ from: IsoDate, days: Days }, closed), { minItems: 1 }),
    holidays: Type.Array(
      Type.Object({ on: IsoDate, name: Type.Optional(Texts), yearly: Type.Optional(Type.Boolean()) }, closed),
    ),
    closures: Type.Optional(
      Type.Array(
        Type.Object({ from: IsoDate, to: IsoDate, reason: Reason, channel: Type.Optional(Type.String()) }, closed),
      ),
    ),
    halfDays: Type.Optional(Type.Array(Type.Object({ on: IsoDate, until: Clock, name: Type.Optional(Texts) }, closed))),
    workingHours: Type.Optional(Type.Object({ from: Clock, to: Clock }, closed)),
    system: Type.Optional(system),
  },
  closed,
);

/** `texts/<language>.json`: words of the office by key. */
const OfficeTexts = Type.Record(Type.String({ minLength: 1 }), Type.String());

/** The schema of each kind of JSON file that has one of its own. */
export const fileSchemas = {
  manifest: BundleManifest,
  roles: RolesFile,
  'time-limits': TimeLimitsFile,
  numbering: NumberingFile,
  parameters: ParametersFile,
  'status-events': StatusEventsFile,
  connectors: ConnectorsFile,
  calendar: CalendarFile,
  'process-texts': ProcessTexts,
  letter: LetterTemplate,
  states: StatesFile,
  'option-list': OptionListFile,
  texts: OfficeTexts,
} as const satisfies Record<string, TSchema>;

/** Kinds of file that have a TypeBox schema. */
export type SchemaKind = keyof typeof fileSchemas;
