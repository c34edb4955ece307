const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Names that reach into JavaScript's objects or belong to this folder; no expression may use them. */
export function isReservedName(name: string): boolean {
  return reserved.has(name) || name.startsWith('__');
}
