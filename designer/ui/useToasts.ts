import { shallowReactive } from 'vue';

/** A success that can be taken back for a while. Errors are no toasts: they stay where they belong. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const DEFAULT_MS = 6000;
const toasts = shallowReactive<Toast[]>([]);
const timers = new Map<number, number>();
let lastId = 0;

function dismiss(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
  window.clearTimeout(timers.get(id));
  timers.delete(id);
}

function show(text: string, options: { action?: Toast['action']; forMs?: number } = {}): number {
  const id = ++lastId;
  toasts.push({ id, text, ...(options.action === undefined ? {} : { action: options.action }) });
  timers.set(
    id,
    window.setTimeout(() => dismiss(id), options.forMs ?? DEFAULT_MS),
  );
  return id;
}

/** The one list of toasts of the window. */
export function useToasts() {
  return { toasts, show, dismiss };
}
