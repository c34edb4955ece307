import { type Static, Type } from '@sinclair/typebox';
import { Key, Texts } from './bundle.ts';

const closed = { additionalProperties: false } as const;

/** `template.json` of a connector: how the designer presents it as a ready-made step. */
export const ElementTemplate = Type.Object(
  {
    /** The connector's key, written to `officina:connector`. */
    connector: Key,
    name: Texts,
    description: Texts,
    /** Name of an icon in the designer's set. */
    icon: Type.String(),
    appliesTo: Type.Array(Type.Union([Type.Literal('bpmn:ServiceTask'), Type.Literal('bpmn:SendTask')]), {
      minItems: 1,
    }),
    /** Input mappings of the step: each becomes an `officina:input` whose value is FEEL. */
    inputs: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          label: Texts,
          help: Type.Optional(Texts),
          required: Type.Boolean(),
          /** FEEL put in when the step is placed. */
          value: Type.Optional(Type.String()),
          /** The FEEL values to choose from, when only these make sense. */
          choices: Type.Optional(Type.Array(Type.String())),
        },
        closed,
      ),
    ),
    /** What an output mapping may read of the result. */
    outputs: Type.Array(Type.Object({ name: Type.String(), label: Texts }, closed)),
  },
  closed,
);
export type ElementTemplate = Static<typeof ElementTemplate>;

/** `simulator.json` of a connector: what a scenario gets in place of a call. FEEL over the name `input`. */
export const ConnectorSimulator = Type.Object(
  {
    connector: Key,
    result: Type.String({ description: 'FEEL: the result for this input' }),
    /** FEEL: null, or a context with message, retryable and code for inputs that the outside would refuse. */
    fail: Type.Optional(Type.String()),
  },
  closed,
);
export type ConnectorSimulator = Static<typeof ConnectorSimulator>;
