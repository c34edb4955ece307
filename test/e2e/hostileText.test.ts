import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import type { DossierPage } from '../../engine/contract/dossier.ts';
import { applicationData, as, complete, documentOf, RECEPTION, taskOf, type Started } from './cases.ts';
import { enter } from './people.ts';

interface Corpus<Case> {
  readonly cases: readonly Case[];
}

function corpus<Case>(name: string): readonly Case[] {
  const file = new URL(`../corpora/attack/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as Corpus<Case>).cases;
}

const SCRIPTS = corpus<{ readonly id: string; readonly input: string }>('xss-strings');
const NAMES = corpus<{ readonly id: string; readonly value: string }>('names');
/** What no text of a case may bring into a page, and what one that ran would have left behind. */
const PLANTED =
  'script:not([src^="/assets/"]), iframe, object, embed, base, meta[http-equiv=refresh], form[action], marquee, [onload], [onerror], [onclick], [onfocus], [onmouseover], a[href^="javascript" i], a[href*="attacker"]';

interface Filed {
  readonly id: string;
  readonly text: string;
  readonly dossierId: string;
}

/** Hosts and paths that hostile texts try to reach. */
function watchRequests(context: BrowserContext): readonly string[] {
  const reached: string[] = [];
  context.on('request', (request) => {
    const { hostname, pathname } = new URL(request.url());
    if (hostname.includes('attacker') || pathname.includes('__xss')) reached.push(request.url());
  });
  return reached;
}

async function assertQuiet(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(
    (planted) => ({
      ran: '__xss' in window,
      planted: [...document.querySelectorAll(planted)].map((one) => one.outerHTML.slice(0, 200)),
      path: location.origin,
    }),
    PLANTED,
  );
  assert.deepEqual(found, { ran: false, planted: [], path: new URL(page.url()).origin }, where);
}

describe('hostile texts', function () {
  this.timeout(120_000);
  const filed: Filed[] = [];
  const refusals: { readonly id: string; readonly status: number; readonly body: string }[] = [];
  let packed = '';

  async function file(id: string, markText: string, applicant: string): Promise<void> {
    const answer = await (
      await as(RECEPTION)
    ).send('POST', 'instances', {
      process: 'trademark-registration',
      data: applicationData({ markText, applicant }),
    });
    if (answer.ok) {
      const { dossierId } = (await answer.json()) as Started;
      filed.push({ id, text: markText, dossierId: dossierId ?? '' });
    } else refusals.push({ id, status: answer.status, body: await answer.text() });
  }

  before(async () => {
    for (const { id, input } of SCRIPTS) await file(id, input, input);
    for (const { id, value } of NAMES) await file(id, value, value);
    const all = SCRIPTS.map(({ input }) => input.replaceAll('\u0000', '')).join('\n');
    const reception = await as(RECEPTION);
    const data = applicationData({ markText: '"><img src=x onerror=window.__xss=1>', applicant: all.slice(0, 250) });
    const { dossierId } = await reception.post<Started>('instances', {
      process: 'trademark-registration',
      data: { ...data, markDescription: all.slice(0, 2000), goodsServices: [{ classNumber: 30, terms: all }] },
    });
    packed = dossierId ?? '';
    await complete(RECEPTION, packed, 'reception', 'complete', { feePaid: 50_000 });
  });

  it('are kept as they were given, or refused with the place and a sentence', async () => {
    const reception = await as(RECEPTION);
    for (const { id, text, dossierId } of filed) {
      const { data } = await reception.get<DossierPage>(`dossiers/${dossierId}`);
      const { mark } = data as { readonly mark: { readonly text: string } };
      assert.equal(mark.text.normalize('NFC'), text.normalize('NFC'), id);
    }
    for (const { id, status, body } of refusals) {
      assert.ok(status === 400 || status === 422, `${id}: ${status} ${body}`);
      assert.match(body, /"(pointer|detail)":"[^"]/, id);
    }
    assert.ok(filed.length > refusals.length * 5, `${filed.length} kept, ${refusals.length} refused`);
  });

  it('are only read in the inbox and in the task', async () => {
    const page = await enter(RECEPTION, 'inbox?view=groups');
    const reached = watchRequests(page.context());
    const more = page.getByRole('button', { name: 'Show more' });
    await page.getByRole('row').first().waitFor();
    for (let turn = 0; turn < 5 && (await more.isVisible()); turn += 1) {
      const rows = await page.getByRole('row').count();
      await more.click();
      await page.waitForFunction((before) => document.querySelectorAll('[role=row]').length > before, rows);
    }
    assert.ok((await page.getByRole('row').count()) >= Math.min(filed.length, 150));
    await assertQuiet(page, 'the inbox');
    for (const { id, dossierId } of filed.filter((_, at) => at % 12 === 0)) {
      const task = await taskOf(RECEPTION, dossierId, 'reception');
      await page.goto(`/o/xx/inbox/tasks/${task.id}?view=groups`);
      await page.locator('.form-view').waitFor();
      await assertQuiet(page, `the task of ${id}`);
    }
    assert.deepEqual(reached, []);
  });

  it('are only read in the search, as what is found and as what is asked for', async () => {
    const page = await enter(RECEPTION, 'cases');
    const reached = watchRequests(page.context());
    const box = page.getByRole('banner').getByRole('searchbox');
    for (const { id, text } of filed.filter(({ text }) => text.trim() !== '' && text.length <= 200)) {
      const asked = text.replaceAll(/[\r\n]/g, ' ');
      await box.fill(asked);
      await box.press('Enter');
      await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, asked);
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      await assertQuiet(page, `the search for ${id}`);
    }
    assert.deepEqual(reached, []);
  });

  it('are only read in the case and in its letter', async () => {
    await documentOf(RECEPTION, packed, /receipt/i);
    const page = await enter(RECEPTION, `cases/${packed}`);
    const reached = watchRequests(page.context());
    for (const tab of ['Overview', 'Time line', 'Time limits', 'Diagram', 'Documents']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      await assertQuiet(page, tab);
    }
    await page.locator('[data-document]').first().click();
    await page.locator('.text-layer span').first().waitFor();
    await assertQuiet(page, 'the letter');
    const { href } = await documentOf(RECEPTION, packed, /receipt/i);
    const letter = await page.request.get(href ?? '');
    assert.equal(letter.headers()['content-type'], 'application/pdf');
    assert.equal(letter.headers()['x-content-type-options'], 'nosniff');
    assert.doesNotMatch((await letter.body()).toString('latin1'), /\/(JavaScript|JS|OpenAction|AA)\b/);
    for (const { id, dossierId } of filed.filter((_, at) => at % 12 === 5)) {
      await page.goto(`/o/xx/cases/${dossierId}`);
      await page.locator('#case-title').waitFor();
      await assertQuiet(page, `the case ${id}`);
    }
    assert.deepEqual(reached, []);
  });
});
