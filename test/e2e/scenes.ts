import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { DossierRow } from '../../engine/contract/dossier.ts';
import type { Page as Rows } from '../../engine/contract/page.ts';
import type { TaskPage, TaskRow } from '../../engine/contract/task.ts';
import { as, EXAMINER, FORMALITIES, RECEPTION, SUPERVISOR } from './cases.ts';
import { word, type Language } from './words.ts';

/** Something that people see: a page in one of its states. */
export interface Scene {
  readonly name: string;
  /** Nobody is signed in when left out. */
  readonly login?: string;
  readonly path: (places: Places) => string;
  /** The server refuses what is done here, which browsers write to their console. */
  readonly isRefused?: true;
  /** Present when the page is ready for the steps. */
  readonly shows: string;
  /** What a person does there first; `say` gives the words of the screen. */
  readonly steps?: (page: Page, say: (key: string) => string) => Promise<void>;
}

/** Ids of the tasks and cases on the screens. */
export interface Places {
  /** A task of the officer’s own, with nothing filled in. */
  readonly own: string;
  /** A task that nobody has. */
  readonly free: string;
  readonly published: string;
  readonly registered: string;
}

const click = (locator: Locator): Promise<void> => locator.first().click();
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const DIAGRAM = '.diagram-canvas .here';
const LETTER = '.text-layer span';

async function openDocument(page: Page): Promise<void> {
  await click(page.locator('[data-document]'));
  await page.locator(LETTER).first().waitFor();
}

const ownTask = ({ own }: Places): string => `inbox/tasks/${own}?view=mine`;
const caseTab =
  (tab: string) =>
  ({ published }: Places): string =>
    `cases/${published}?tab=${tab}`;

function taskScene(tab: string, ready: string): Scene {
  return {
    name: `task, ${tab}`,
    login: FORMALITIES,
    path: ownTask,
    shows: '.form-view',
    steps: async (page, say) => {
      await click(page.getByRole('tab', { name: say(`task.tab.${tab}`) }));
      if (tab === 'documents') await openDocument(page);
      await page.locator(ready).first().waitFor();
    },
  };
}

const ENTRY: readonly Scene[] = [
  { name: 'sign-in', path: () => '/sign-in', shows: '.demo button' },
  {
    name: 'sign-in, refused',
    path: () => '/sign-in',
    isRefused: true,
    shows: '.demo button',
    steps: async (page, say) => {
      await page.getByLabel(say('signIn.login'), { exact: true }).fill(`nobody-${Date.now()}`);
      await page.getByLabel(say('signIn.password'), { exact: true }).fill('nothing');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText(say('signIn.wrong')).waitFor();
    },
  },
  {
    name: 'set-up with errors',
    path: () => '/setup',
    shows: 'form',
    steps: async (page, say) => {
      await click(button(page, say('setup.create')));
      await page.locator('[aria-invalid=true]').first().waitFor();
    },
  },
];

const INBOX: readonly Scene[] = [
  { name: 'inbox', login: EXAMINER, path: () => 'inbox?view=groups', shows: '[role=row]' },
  { name: 'inbox, empty', login: RECEPTION, path: () => 'inbox?view=drafts', shows: '.list p' },
  { name: 'task, form', login: FORMALITIES, path: ownTask, shows: '.form-view .tick' },
  {
    name: 'task, form with errors',
    login: FORMALITIES,
    path: ownTask,
    shows: '.form-view .tick',
    steps: async (page) => {
      await click(page.locator('footer .button'));
      await page.getByRole('alert').getByRole('link').first().waitFor();
    },
  },
  taskScene('documents', LETTER),
  taskScene('timeline', 'time'),
  taskScene('diagram', DIAGRAM),
  {
    name: 'task nobody has',
    login: EXAMINER,
    path: ({ free }) => `inbox/tasks/${free}?view=groups`,
    shows: '.form-view',
  },
];

function pressed(key: string): NonNullable<Scene['steps']> {
  return async (page) => {
    await page.locator('#task-title').focus();
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
  };
}

const open = { login: FORMALITIES, path: ownTask, shows: '.form-view .tick' };
const OVER_A_TASK: readonly Scene[] = [
  { name: 'keys', ...open, steps: pressed('?') },
  { name: 'outcomes', ...open, steps: pressed('e') },
  {
    name: 'giving a task to somebody',
    login: SUPERVISOR,
    path: ({ free }) => `inbox/tasks/${free}?view=all`,
    shows: '.form-view',
    steps: async (page, say) => {
      await pressed('a')(page, say);
      await page.getByRole('dialog').getByRole('combobox').waitFor();
    },
  },
  {
    name: 'preferences',
    ...open,
    steps: async (page, say) => {
      await click(page.getByRole('banner').getByRole('button', { name: say('shell.person') }));
      await click(page.getByRole('menuitem', { name: say('shell.preferences') }));
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'menu of languages',
    ...open,
    steps: async (page, say) => {
      await click(page.getByRole('banner').getByRole('button', { name: say('shell.language') }));
      await page.getByRole('menu').waitFor();
    },
  },
];

const CASES: readonly Scene[] = [
  { name: 'cases', login: EXAMINER, path: () => 'cases', shows: 'tbody tr' },
  { name: 'cases, none found', login: EXAMINER, path: () => 'cases?q=nowhere%20at%20all', shows: '.results p' },
  { name: 'case, overview', login: EXAMINER, path: caseTab('overview'), shows: '#case-title' },
  { name: 'case, time line', login: EXAMINER, path: caseTab('timeline'), shows: '[role=tabpanel] time' },
  {
    name: 'case, documents',
    login: EXAMINER,
    path: ({ registered }) => `cases/${registered}?tab=documents`,
    shows: '[data-document]',
    steps: openDocument,
  },
  { name: 'case, time limits', login: EXAMINER, path: caseTab('limits'), shows: '[role=tabpanel] details' },
  { name: 'case, diagram', login: EXAMINER, path: caseTab('diagram'), shows: DIAGRAM },
];

const OVER_A_CASE: readonly Scene[] = [
  {
    name: 'adding a document',
    login: EXAMINER,
    path: caseTab('documents'),
    shows: '[data-document]',
    steps: async (page, say) => {
      await click(button(page, say('document.upload')));
      await click(page.getByRole('dialog').getByRole('button', { name: say('document.fileIt') }));
      await page.getByRole('dialog').locator('[aria-invalid=true]').first().waitFor();
    },
  },
  {
    name: 'recording an arrival',
    login: EXAMINER,
    path: caseTab('overview'),
    shows: '.awaited button',
    steps: async (page) => {
      await click(page.locator('.awaited button'));
      await page.getByRole('dialog').locator('.form-view').waitFor();
    },
  },
  {
    name: 'a time limit explained',
    login: EXAMINER,
    path: caseTab('overview'),
    shows: '#case-title',
    steps: async (page, say) => {
      await click(page.getByRole('button', { name: say('timeLimit.explain').replace(/[:：].*/, '') }));
      await page.locator('.steps').waitFor();
    },
  },
];

const OTHERS: readonly Scene[] = [
  {
    name: 'new application with errors',
    login: RECEPTION,
    path: () => 'cases/new',
    shows: '.form-view .tick',
    steps: async (page, say) => {
      await click(page.locator('#field-applicants-add'));
      await click(page.locator('#field-goodsServices-add'));
      await click(page.locator('#field-priorities-add'));
      await click(button(page, say('start.file')));
      await page.getByRole('alert').getByRole('link').first().waitFor();
    },
  },
  { name: 'a page that does not exist', login: EXAMINER, path: () => 'nowhere', shows: 'h1' },
];

/** Every page of the staff’s screens, and what opens on it. */
export const SCENES: readonly Scene[] = [...ENTRY, ...INBOX, ...OVER_A_TASK, ...CASES, ...OVER_A_CASE, ...OTHERS];

/** Finds the tasks and cases of the demo that the scenes show; the officer takes one of the tasks. */
export async function findPlaces(): Promise<Places> {
  const [own, free, published, registered] = await Promise.all([
    takenTask(),
    freeTask(),
    caseIn('PUBLISHED'),
    caseIn('REGISTERED'),
  ]);
  return { own: own.id, free: free.id, published: published.id, registered: registered.id };
}

async function takenTask(): Promise<TaskRow> {
  const officer = await as(FORMALITIES);
  const { items } = await officer.get<Rows<TaskRow>>('tasks?view=groups&q=KEEP%20CALM');
  const [row] = items;
  if (row === undefined) {
    const mine = await officer.get<Rows<TaskRow>>('tasks?view=mine&q=KEEP%20CALM');
    assert.ok(mine.items[0], 'the demo has KEEP CALM in formal examination');
    return mine.items[0];
  }
  await officer.post(`tasks/${row.id}/claim`, { revision: row.revision });
  return (await officer.get<TaskPage>(`tasks/${row.id}`)).task;
}

async function freeTask(): Promise<TaskRow> {
  const { items } = await (await as(EXAMINER)).get<Rows<TaskRow>>('tasks?view=groups&element=substantive-examination');
  assert.ok(items[0], 'the examiners have work');
  return items[0];
}

async function caseIn(state: string): Promise<DossierRow> {
  const { items } = await (await as(EXAMINER)).get<Rows<DossierRow>>(`dossiers?state=${state}&limit=1`);
  assert.ok(items[0], `the demo has a case in state ${state}`);
  return items[0];
}

/** Shows the scene from the start. */
export async function show(page: Page, scene: Scene, places: Places, language: Language): Promise<void> {
  const path = scene.path(places);
  await page.goto(path.startsWith('/') ? path : `/o/xx/${path}`);
  await page.locator(scene.shows).first().waitFor();
  await scene.steps?.(page, (key) => word(language, key));
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}
