/**
 * One intervention in a running instance. `scope` is the token id of the enclosing sub-process, 0 = the process; it must be
 * said where several would do. `flow` names the flow by which a join is reached.
 */
export type Move =
  /** Ends the token with all that lies inside it and starts before another element. */
  | {
      readonly type: 'moveToken';
      readonly token: number;
      readonly to: string;
      readonly scope?: number;
      readonly flow?: string;
    }
  /** Goes on as if the element had been done, without its mappings; a task that has outcomes needs one, a race its flow. */
  | {
      readonly type: 'skip';
      readonly token: number;
      readonly outcome?: string;
      /** Taken in place of those that the conditions choose. */
      readonly flows?: readonly string[];
    }
  /** Puts one more token before an element. */
  | { readonly type: 'startBefore'; readonly element: string; readonly scope?: number; readonly flow?: string }
  /** Ends the token with all that lies inside it; something else must be left in its scope. */
  | { readonly type: 'cancelToken'; readonly token: number };
