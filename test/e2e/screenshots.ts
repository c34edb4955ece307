// Writes the pictures of the guide: node --import tsx test/e2e/screenshots.ts (after npm test -- e2e, or npm start, has built the product).
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Page as Rows } from '../../engine/contract/page.ts';
import type { DossierRow } from '../../engine/contract/dossier.ts';
import type { TaskRow } from '../../engine/contract/task.ts';
import { launchBrowser } from '../support/browser.ts';
import { callAs, type Caller } from './caller.ts';
import { startDemoOffice } from './demoOffice.ts';
import { PASSWORD } from './password.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const EXAMINER = 'julia.weiss';
const OFFICER = 'farid.nasser';

interface Picture {
  readonly name: string;
  readonly login: string;
  readonly path: string;
  /** Present when the page is ready. */
  readonly shows: string;
  readonly language?: 'en' | 'ar';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

async function picturesOf(url: string): Promise<readonly Picture[]> {
  const examiner = await callAs(url, EXAMINER);
  const officer = await callAs(url, OFFICER);
  const exam = await busyDesk(examiner);
  const formal = await taskOf(officer, 'KEEP CALM');
  const published = await dossierOf(examiner, 'KLÖBER');
  const task = { login: OFFICER, path: `inbox/tasks/${formal.id}?view=groups`, shows: '#task-title' };
  const inbox = { login: EXAMINER, path: `inbox/tasks/${exam.id}?view=groups`, shows: '.form-view' };
  const dossier = { login: EXAMINER, path: `cases/${published.id}`, shows: '#case-title' };
  return [
    ...(['en', 'ar'] as const).flatMap((language) => [
      { name: `inbox-${language}`, language, ...inbox },
      { name: `task-${language}`, language, ...task, shows: '.form-view' },
      { name: `dossier-${language}`, language, ...dossier },
    ]),
    { name: 'dossier-dark-en', ...dossier, theme: 'dark' },
    { name: 'diagram-en', ...dossier, path: `${dossier.path}?tab=diagram`, shows: '.diagram-canvas .djs-shape' },
    { name: 'inbox-375-en', ...inbox, path: 'inbox?view=groups', shows: '[role=row]', width: 375, height: 812 },
  ];
}

/** A desk in the middle of a day: two tasks are the examiner's own. */
async function busyDesk(examiner: Caller): Promise<TaskRow> {
  const { items } = await examiner.get<Rows<TaskRow>>('tasks?view=groups&element=substantive-examination');
  const own = items.filter((row) => row.dossier?.title.startsWith('[') !== true).slice(0, 2);
  for (const row of own) {
    if (row.assignee === null) await examiner.post(`tasks/${row.id}/claim`, { revision: row.revision });
  }
  const [first] = own;
  if (first === undefined) throw new Error('Expected tasks at the examiner’s desk, but there are none.');
  return first;
}

async function taskOf(officer: Caller, mark: string): Promise<TaskRow> {
  const { items } = await officer.get<Rows<TaskRow>>('tasks?view=groups');
  const row = items.find(({ dossier }) => dossier?.title.startsWith(mark) === true);
  if (row === undefined) throw new Error(`Expected a task for ${mark}, but there is none.`);
  if (row.assignee === null) await officer.post(`tasks/${row.id}/claim`, { revision: row.revision });
  return row;
}

async function dossierOf(caller: Caller, mark: string): Promise<DossierRow> {
  const { items } = await caller.get<Rows<DossierRow>>(`dossiers?q=${encodeURIComponent(mark)}`);
  const [row] = items;
  if (row === undefined) throw new Error(`Expected the case ${mark}, but there is none.`);
  return row;
}

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { language = 'en', theme = 'light', width = 1440, height = 900 } = picture;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: language === 'ar' ? 'ar' : 'en-GB',
  });
  await context.addInitScript(
    (preferences) => localStorage.setItem('officina.preferences', preferences),
    JSON.stringify({ language, theme }),
  );
  await context.request.post('/api/session', { data: { login: picture.login, password: PASSWORD } });
  const page = await context.newPage();
  await page.goto(`/o/xx/${picture.path}`);
  await page.locator(picture.shows).first().waitFor();
  await settled(page);
  const file = `${FOLDER}${picture.name}.png`;
  await page.screenshot({ path: file });
  await context.close();
  console.log(`${picture.name}.png  ${Math.round(statSync(file).size / 1024)} kB`);
}

/** Nothing is loading any more, and no field shows a focus ring by chance. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  await page.evaluate(async () => {
    await document.fonts.ready;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

mkdirSync(FOLDER, { recursive: true });
const office = await startDemoOffice();
const browser = await launchBrowser();
try {
  for (const picture of await picturesOf(office.url)) await take(browser, office.url, picture);
} finally {
  await browser.close();
  await office.stop();
}
