import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Permission } from '../../engine/access/index.ts';

/** One entry of the side rail. */
export interface NavigationEntry {
  /** Text key. */
  readonly label: string;
  readonly icon: Component;
  /** Name of the route it leads to; the entry is current on every route whose `meta.entry` is this name. */
  readonly route: string;
  /** Shown to those who have one of these; to everybody when empty. */
  readonly permissions: readonly Permission[];
}

/** A part of the app with its own pages. */
export interface Area {
  readonly id: string;
  readonly routes: readonly RouteRecordRaw[];
  readonly navigation: readonly NavigationEntry[];
}
