import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
};
/** All that changes with the colours. */
const COLOURS: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  resultTypes: ['violations'],
};

type WithAxe = typeof globalThis & { readonly axe?: { run(options: RunOptions): Promise<AxeResults> } };

async function violations(page: Page, options: RunOptions): Promise<readonly string[]> {
  if (await page.evaluate(() => (globalThis as WithAxe).axe === undefined)) await page.evaluate(SOURCE);
  const found = await page.evaluate((asked) => (globalThis as WithAxe).axe?.run(asked), options);
  assert.ok(found, 'axe runs in the page');
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
  );
}

/** WCAG 2.0 to 2.2, levels A and AA, in light and in dark. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  const light = await violations(page, WCAG);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  const dark = await violations(page, COLOURS);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  assert.deepEqual([...light, ...dark.map((one) => `dark: ${one}`)], [], where);
}
