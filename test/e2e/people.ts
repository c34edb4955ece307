import assert from 'node:assert/strict';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from './password.ts';
import { officeUrl, theBrowser, watch } from './running.ts';

export interface WindowOptions extends BrowserContextOptions {
  readonly language?: 'en' | 'ar';
  readonly theme?: 'light' | 'dark' | 'system';
}

/** A window in which nobody is signed in. */
export async function openWindow({
  language = 'en',
  theme = 'light',
  ...options
}: WindowOptions = {}): Promise<BrowserContext> {
  const context = await theBrowser().newContext({
    baseURL: officeUrl(),
    locale: language === 'ar' ? 'ar' : 'en-GB',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  watch(context);
  context.setDefaultTimeout(15_000);
  await context.addInitScript((preferences) => {
    // An empty page has no storage.
    if (location.origin === 'null') return;
    if (localStorage.getItem('officina.preferences') === null)
      localStorage.setItem('officina.preferences', preferences);
  }, JSON.stringify({ language, theme }));
  return context;
}

/** Signs a demo person in without the page; the sign-in page has tests of its own. */
export async function signIn(context: BrowserContext, login: string): Promise<void> {
  const answer = await context.request.post('/api/session', { data: { login, password: PASSWORD } });
  assert.equal(answer.status(), 200, `${login} is signed in`);
}

/** A window of a demo person, at a path of the office. */
export async function enter(login: string, path = 'inbox', options: WindowOptions = {}): Promise<Page> {
  const context = await openWindow(options);
  await signIn(context, login);
  const page = await context.newPage();
  await page.goto(`/o/xx/${path}`);
  await page.locator('h1').first().waitFor();
  return page;
}
