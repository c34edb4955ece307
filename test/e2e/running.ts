import assert from 'node:assert/strict';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startDemoOffice, type DemoOffice } from './demoOffice.ts';

const START_MS = 240_000;

let office: DemoOffice | undefined;
let browser: Browser | undefined;
const windows = new Set<BrowserContext>();
/** What no page may do, whatever it is tested for: throw, or be stopped by the content-security policy. */
const offences: string[] = [];

/** Address of the demo office of this run. */
export function officeUrl(): string {
  assert.ok(office, 'The demo office runs from the first test on.');
  return office.url;
}

export function theBrowser(): Browser {
  assert.ok(browser, 'The browser runs from the first test on.');
  return browser;
}

/** Watches a window; it is closed after the test that opened it. */
export function watch(context: BrowserContext): void {
  windows.add(context);
  context.on('weberror', (error) => offences.push(error.error().stack ?? String(error.error())));
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) offences.push(message.text());
  });
  context.on('dialog', (dialog) => {
    offences.push(`A page opened a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

before(async function () {
  this.timeout(START_MS);
  [office, browser] = await Promise.all([startDemoOffice(), launchBrowser()]);
});

afterEach(async function () {
  if (this.currentTest?.isFailed() === true) await picture(this.currentTest.fullTitle());
  await Promise.all([...windows].map((context) => context.close()));
  windows.clear();
  assert.deepEqual(offences.splice(0), []);
});

after(async function () {
  this.timeout(30_000);
  await browser?.close();
  await office?.stop();
});

/** What the windows of a failed test showed, for whoever looks for the reason. */
async function picture(title: string): Promise<void> {
  const name = title.replaceAll(/[^\w]+/g, '-').slice(-80);
  const pages = [...windows].flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) await page.screenshot({ path: `test-results/${name}-${at}.png` });
}
