/** How large a model may be (data.md 6). */
export interface ModelLimits {
  /** UTF-8 bytes; of a text its UTF-16 length is compared. */
  readonly bytes: number;
  /** Elements of the diagram: events, tasks, gateways, sub-processes; also references in one element, e.g. of a lane. */
  readonly elements: number;
  /** XML elements, the diagram part included. */
  readonly tags: number;
  /** XML nesting. */
  readonly depth: number;
  /** Attributes of one XML element, namespace declarations included. */
  readonly attributes: number;
  /** Characters of a name. */
  readonly name: number;
  /** Characters of an id. */
  readonly id: number;
}

/** The limits in force when the caller gives none. */
export const defaultLimits: ModelLimits = {
  bytes: 8 * 1024 * 1024,
  elements: 20_000,
  tags: 200_000,
  depth: 200,
  attributes: 200,
  name: 1_000,
  id: 255,
};
