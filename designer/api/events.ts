import { inOffice } from './call.ts';

/** Something changed in the office, for whoever shows it. */
export type LiveEvent =
  | { readonly type: 'task'; readonly taskId: string; readonly instanceId: string; readonly change: string }
  | { readonly type: 'dossier'; readonly dossierId: string }
  /** The stream is open (again): what was missed while it was not, nobody knows. */
  | { readonly type: 'open' }
  | { readonly type: 'lost' };

type Listener = (event: LiveEvent) => void;

const KINDS = ['task', 'dossier'] as const;

function parse(kind: (typeof KINDS)[number], text: string): LiveEvent | undefined {
  try {
    return { ...(JSON.parse(text) as object), type: kind } as LiveEvent;
  } catch {
    return undefined;
  }
}

function openStream(office: string, listener: Listener): () => void {
  const source = new EventSource(inOffice(office, 'events'));
  source.onopen = () => listener({ type: 'open' });
  source.onerror = () => listener({ type: 'lost' });
  for (const kind of KINDS) {
    source.addEventListener(kind, (message: MessageEvent<string>) => {
      const event = parse(kind, message.data);
      if (event !== undefined) listener(event);
    });
  }
  return () => source.close();
}

/**
 * Listens to the office's changes. Browsers allow six connections to a server over HTTP/1.1, so one window holds the stream
 * (whoever has the lock) and passes events on to the others; when it closes, the next one takes over.
 */
export function listen(office: string, listener: Listener): () => void {
  const name = `officina-events-${office}`;
  const channel = new BroadcastChannel(name);
  const end = new AbortController();
  channel.onmessage = (message: MessageEvent<LiveEvent>) => listener(message.data);
  const lead = () =>
    new Promise<void>((finish) => {
      const close = openStream(office, (event) => {
        listener(event);
        channel.postMessage(event);
      });
      end.signal.addEventListener('abort', () => {
        close();
        finish();
      });
    });
  // Locks exist in secure contexts only; elsewhere every window has a stream of its own.
  const locks = 'locks' in navigator ? (navigator as { locks?: LockManager }).locks : undefined;
  (locks === undefined ? lead() : locks.request(name, { signal: end.signal }, lead)).catch(() => undefined);
  return () => {
    end.abort();
    channel.close();
  };
}
