/** How often the event streams do what. */
export interface EventRhythm {
  /** Between two looks at the history, while somebody listens. */
  readonly pollMilliseconds: number;
  /** Between two comments that keep proxies from closing a silent stream. */
  readonly heartbeatMilliseconds: number;
  /** Between two checks that the session still lives and what the person may see. */
  readonly recheckMilliseconds: number;
  /** Entries of the history that one look takes. */
  readonly entriesPerLook: number;
  /** Streams of one person on this node at most. */
  readonly streamsPerPerson: number;
}

export const defaultRhythm: EventRhythm = {
  pollMilliseconds: 1000,
  heartbeatMilliseconds: 15_000,
  recheckMilliseconds: 30_000,
  entriesPerLook: 1000,
  streamsPerPerson: 6,
};
