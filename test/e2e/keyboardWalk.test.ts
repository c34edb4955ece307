import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openWindow, signIn } from './people.ts';
import { findPlaces, SCENES, show, type Places, type Scene } from './scenes.ts';

/** Where the focus is after a press of Tab. */
interface Stop {
  /** Number of the element among all that can have the focus, in the order of the document; -1 outside of them. */
  readonly at: number;
  readonly what: string;
  readonly hasRing: boolean;
  readonly isInSight: boolean;
}

/** Numbers everything that can be worked with; of a group of radio buttons only the one in the tab order. */
function numberAll(): readonly string[] {
  const radios = new Set<string>();
  const all = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [contenteditable=true], [tabindex]',
    ),
  ].filter((element) => {
    if (element.tabIndex < 0 || element.closest('[inert], [aria-hidden=true], [data-reka-focus-guard]') !== null)
      return false;
    if ((element as HTMLButtonElement).disabled || !element.checkVisibility({ visibilityProperty: true })) return false;
    const dialog = document.querySelector('dialog[open]');
    if (dialog !== null && !dialog.contains(element)) return false;
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(element.name)}"]`)];
    const stop = group.find((one) => one.checked) ?? group[0];
    if (radios.has(element.name) || element !== stop) return false;
    radios.add(element.name);
    return true;
  });
  for (const [at, element] of all.entries()) element.dataset['stop'] = String(at);
  return all.map((element) => {
    const name = element.getAttribute('aria-label') ?? element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 40);
    return `${element.tagName.toLowerCase()}${element.id === '' ? '' : `#${element.id}`} ${name}`;
  });
}

function readStop(): Stop | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const points = [0.5, 0.1, 0.9].flatMap((part) => [
    [box.x + box.width * part, box.y + box.height / 2],
    [box.x + box.width / 2, box.y + box.height * part],
    [box.x + Math.min(8, box.width / 2), box.y + box.height * part],
  ]);
  const label = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  return {
    at: Number((element as HTMLElement).dataset['stop'] ?? -1),
    what: element.outerHTML.slice(0, 120),
    hasRing: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
    isInSight: points.some(([x = 0, y = 0]) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && (element.contains(top) || label.some((one) => one.contains(top)));
    }),
  };
}

/** Presses Tab from the start of the page until it is through. */
async function walk(page: Page): Promise<{ readonly names: readonly string[]; readonly stops: readonly Stop[] }> {
  const names = await page.evaluate(numberAll);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
    // The next Tab starts where the page starts.
    const start = document.createElement('span');
    start.tabIndex = -1;
    (document.querySelector('dialog[open]') ?? document.body).prepend(start);
    start.focus();
    start.addEventListener('blur', () => start.remove(), { once: true });
  });
  const stops: Stop[] = [];
  for (let press = 0; press < names.length + 10; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(readStop);
    if (stop === null || stop.at === stops[0]?.at) break;
    stops.push(stop);
  }
  return { names, stops };
}

async function walkThrough(scene: Scene, places: Places): Promise<void> {
  const context = await openWindow({ reducedMotion: 'reduce' });
  if (scene.login !== undefined) await signIn(context, scene.login);
  const page = await context.newPage();
  await show(page, scene, places, 'en');
  const { names, stops } = await walk(page);
  const seen = new Set(stops.map(({ at }) => at));

  assert.deepEqual(
    names.filter((_, at) => !seen.has(at)),
    [],
    'Tab reaches everything',
  );
  assert.deepEqual(
    stops.filter(({ at }) => at < 0).map(({ what }) => what),
    [],
    'Tab stops only where there is something to do',
  );
  assert.deepEqual(
    stops.map(({ at }) => at),
    stops.map(({ at }) => at).toSorted((a, b) => a - b),
    'the order is that of the page',
  );
  assert.deepEqual(
    stops.filter(({ hasRing }) => !hasRing).map(({ what }) => what),
    [],
    'the focus has a ring of two pixels',
  );
  assert.deepEqual(
    stops.filter(({ isInSight }) => !isInSight).map(({ what }) => what),
    [],
    'nothing covers the focus',
  );
}

/** A menu is one stop: the arrow keys move in it, as in every menu. */
const WALKED = SCENES.filter(({ name }) => name !== 'menu of languages');

describe('Tab goes through everything, in order, in sight, with a ring:', function () {
  this.timeout(60_000);
  let places: Places;

  before(async () => {
    places = await findPlaces();
  });

  for (const scene of WALKED) it(scene.name, () => walkThrough(scene, places));
});
