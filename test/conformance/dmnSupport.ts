import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../engine/packageRoot.ts';

/** How one case of the DMN TCK ended. */
export interface Outcome {
  readonly id: string;
  readonly level: string;
  /** The case expects null. */
  readonly isNull: boolean;
  readonly isPassed: boolean;
  readonly found: string;
}

/** What docs/dmn-support.md and the outcomes do not agree on. */
export function checkedMisses(outcomes: readonly Outcome[]): readonly string[] {
  const text = readFileSync(path.join(packageRoot, 'docs', 'dmn-support.md'), 'utf8');
  const listed = new Set([...text.matchAll(/^\| `([^`]+)` \|/gm)].map((found) => found[1] ?? ''));
  return outcomes.flatMap(({ id, isPassed, found }) => {
    if (isPassed) return listed.has(id) ? [`${id} is listed but passes`] : [];
    return listed.has(id) ? [] : [`${id} fails: ${found}`];
  });
}

/** Passed of all, and passed of those whose expected answer is not null, by level. */
export function countsTable(outcomes: readonly Outcome[]): string {
  const levels = [...new Set(outcomes.map(({ level }) => level))];
  return levels
    .map((name) => {
      const some = outcomes.filter(({ level }) => level === name);
      const valued = some.filter(({ isNull }) => !isNull);
      return `    DMN TCK ${name}: ${shareOf(some)}, of those with an answer ${shareOf(valued)}`;
    })
    .join('\n');
}

function shareOf(outcomes: readonly Outcome[]): string {
  const passed = outcomes.filter(({ isPassed }) => isPassed).length;
  return `${passed} of ${outcomes.length} (${((100 * passed) / Math.max(1, outcomes.length)).toFixed(2)} %)`;
}
