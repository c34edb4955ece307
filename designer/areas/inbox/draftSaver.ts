import { isConflict } from '../../api/problem.ts';
import type { FormData, SavedDraft } from '../../api/tasks.ts';

/**
 * Saves what is typed, at most two seconds after the first key (features S7).
 *
 * clean → (change) → unsaved → (pause of 600 ms, or 1.5 s since the first change) → saving → saved, or back to unsaved when
 * something changed meanwhile. No answer → failed, tried again every 3 s. Another window saved a newer draft → conflict:
 * nothing more is sent until `restart`.
 */
export type DraftStatus = 'clean' | 'unsaved' | 'saving' | 'saved' | 'failed' | 'conflict';

export interface DraftState {
  readonly status: DraftStatus;
  /** Instant of the last save. */
  readonly savedAt: string | undefined;
}

export interface DraftClock {
  readonly now: () => number;
  /** Runs later; the answer cancels. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export interface DraftSaverOptions {
  readonly save: (draft: { revision: number; data: FormData }, isLeaving: boolean) => Promise<SavedDraft>;
  readonly clock: DraftClock;
  readonly onState: (state: DraftState) => void;
  /** Of the draft that the server has, 0 when none. */
  readonly revision: number;
  readonly savedAt?: string | undefined;
}

const PAUSE_MS = 600;
const LONGEST_WAIT_MS = 1500;
const RETRY_MS = 3000;

export interface DraftSaver {
  readonly change: (data: FormData) => void;
  /** Sends what is unsaved and waits for the answer; never throws. */
  readonly flush: (isLeaving?: boolean) => Promise<void>;
  /** Goes on from another draft of the server, or over it. */
  readonly restart: (revision: number) => void;
  readonly stop: () => void;
  /** What the server does not have yet. */
  readonly unsaved: () => FormData | undefined;
}

export function createDraftSaver({ save, clock, onState, ...start }: DraftSaverOptions): DraftSaver {
  let { revision } = start;
  let state: DraftState = { status: start.savedAt === undefined ? 'clean' : 'saved', savedAt: start.savedAt };
  let unsaved: FormData | undefined;
  let unsavedSince = 0;
  let cancel = (): void => undefined;
  let running: Promise<void> | undefined;
  let isStopped = false;

  function enter(status: DraftStatus, savedAt = state.savedAt): void {
    state = { status, savedAt };
    onState(state);
  }

  function schedule(ms: number): void {
    cancel();
    if (!isStopped) cancel = clock.after(ms, () => void send(false));
  }

  function send(isLeaving: boolean): Promise<void> {
    running ??= attempt(isLeaving).finally(() => {
      running = undefined;
    });
    return running;
  }

  async function attempt(isLeaving: boolean): Promise<void> {
    cancel();
    const data = unsaved;
    if (data === undefined || state.status === 'conflict') return;
    unsaved = undefined;
    enter('saving');
    try {
      const saved = await save({ revision, data }, isLeaving);
      revision = saved.revision;
      enter(unsaved === undefined ? 'saved' : 'unsaved', saved.savedAt);
      if (unsaved !== undefined) schedule(PAUSE_MS);
    } catch (error) {
      unsaved ??= data;
      enter(isConflict(error) ? 'conflict' : 'failed');
      if (!isConflict(error)) schedule(RETRY_MS);
    }
  }

  return {
    change(data) {
      if (unsaved === undefined) unsavedSince = clock.now();
      unsaved = data;
      if (state.status === 'conflict') return;
      if (running === undefined) enter(state.status === 'failed' ? 'failed' : 'unsaved');
      if (running === undefined && state.status !== 'failed') {
        schedule(Math.min(PAUSE_MS, Math.max(unsavedSince + LONGEST_WAIT_MS - clock.now(), 0)));
      }
    },
    async flush(isLeaving = false) {
      await running;
      await send(isLeaving);
    },
    restart(newRevision) {
      revision = newRevision;
      enter('unsaved');
      schedule(0);
    },
    unsaved: () => unsaved,
    stop() {
      isStopped = true;
      unsaved = undefined;
      cancel();
    },
  };
}
