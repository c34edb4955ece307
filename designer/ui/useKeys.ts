import { computed, onScopeDispose, shallowReactive, shallowRef } from 'vue';

/** A single-letter command: `keys` as `KeyboardEvent.key`, two letters with a space for a sequence (`g i`). */
export interface KeyCommand {
  readonly keys: readonly string[];
  /** Text key of what it does, for the list of keys. */
  readonly label: string;
  readonly run: () => void;
  /** Does it apply where the focus is now? Otherwise the key keeps its ordinary meaning. */
  readonly when?: () => boolean;
  /** Works also when single letters are switched off: Escape and the like. */
  readonly always?: boolean;
}

const SEQUENCE_MS = 1200;
const groups = shallowReactive<{ readonly label: string; readonly commands: readonly KeyCommand[] }[]>([]);
/** Single letters can be switched off (WCAG 2.1.4). */
const singleKeys = shallowRef(true);
let pending = '';
let pendingUntil = 0;

const TYPING =
  'input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [contenteditable=true]';
/** Widgets that use letters and arrows themselves. */
const OWN_KEYS = '[role=menu], [role=listbox], [role=tablist], dialog[open]';

/** Is the focus where letters are text or commands of a widget? */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${TYPING}, ${OWN_KEYS}`) !== null;
}

function commandFor(key: string, now: number): KeyCommand | 'started' | undefined {
  const sequence = pending !== '' && now < pendingUntil ? `${pending} ${key}` : key;
  pending = '';
  const all = groups
    .toReversed()
    .flatMap((group) => group.commands)
    .filter((command) => command.when?.() ?? true);
  const found = all.find((command) => command.keys.includes(sequence)) ?? all.find(({ keys }) => keys.includes(key));
  if (found !== undefined) return found;
  if (!all.some(({ keys }) => keys.some((one) => one.startsWith(`${key} `)))) return undefined;
  pending = key;
  pendingUntil = now + SEQUENCE_MS;
  return 'started';
}

function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector('dialog[open]') !== null) return;
  const command = commandFor(event.key, event.timeStamp);
  if (command === undefined) return;
  if (command === 'started' || singleKeys.value || command.always === true) event.preventDefault();
  if (command !== 'started' && (singleKeys.value || command.always === true)) command.run();
}

let isListening = false;

/** Adds commands while the component lives; later ones come before earlier ones. */
export function useKeys(label: string, commands: readonly KeyCommand[]): void {
  if (!isListening) {
    document.addEventListener('keydown', onKeydown);
    isListening = true;
  }
  const group = { label, commands };
  groups.push(group);
  onScopeDispose(() => {
    groups.splice(groups.indexOf(group), 1);
  });
}

/** Everything that works here now, for the list of keys, and the switch. */
export function useKeyList() {
  return { groups: computed(() => groups.filter((group) => group.commands.length > 0)), singleKeys };
}
