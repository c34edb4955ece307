import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { DossierPage, DossierRow, DocumentRow, TimeLimitView } from '../../engine/contract/dossier.ts';
import type { Page as Rows } from '../../engine/contract/page.ts';
import { as, complete, EXAMINER, fileApplication, FORMALITIES, RECEPTION, taskOf } from './cases.ts';
import { eventually } from './eventually.ts';
import { enter } from './people.ts';

const CASHIER = 'carla.diaz';
/** One grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** A demo case in a state. */
async function demoCase(state: string): Promise<DossierRow> {
  const { items } = await (await as(EXAMINER)).get<Rows<DossierRow>>(`dossiers?state=${state}&limit=1`);
  const [row] = items;
  assert.ok(row, `the demo has a case in state ${state}`);
  return row;
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

describe('a case', function () {
  this.timeout(60_000);

  it('shows the certificate of a registered mark as pages and as text', async () => {
    const { id, registrationNumber } = await demoCase('REGISTERED');
    const page = await enter(EXAMINER, `cases/${id}?tab=documents`);
    await page.getByRole('tabpanel').getByRole('button', { name: 'Certificate' }).click();

    const pages = page.getByRole('region', { name: 'Pages of the document' });
    await pages.locator('.text-layer span').first().waitFor();
    const text = (await pages.locator('.text-layer').first().innerText()).replaceAll(/\s+/g, ' ');

    assert.match(text, /certificate/i);
    assert.ok(text.includes(registrationNumber ?? '?'), `${registrationNumber} in: ${text.slice(0, 400)}`);
  });

  it('takes a document and gives back the same bytes', async () => {
    const { id } = await demoCase('PUBLISHED');
    const page = await enter(EXAMINER, `cases/${id}?tab=documents`);
    await page.getByRole('button', { name: 'Add document' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add document' });
    await dialog.getByRole('button', { name: 'File document' }).click();
    await dialog.getByText('Choose the file to add.').waitFor();
    await dialog.getByLabel(/^File/).setInputFiles({ name: 'grey <b>.png', mimeType: 'image/png', buffer: PIXEL });
    await dialog.getByLabel('Kind of document').selectOption({ label: 'Evidence' });
    await dialog.getByLabel(/^Title/).fill('Use in commerce');
    await dialog.getByRole('button', { name: 'File document' }).click();

    await page.getByRole('img', { name: 'Use in commerce' }).waitFor();
    assert.equal(
      await page
        .getByRole('img', { name: 'Use in commerce' })
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
      1,
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^grey .*\.png$/);
    assert.deepEqual(await readFile(await download.path()), PIXEL);
    const { items } = await (await as(EXAMINER)).get<Rows<DocumentRow>>(`dossiers/${id}/documents`);
    const filed = items.find((one) => one.title['en'] === 'Use in commerce');
    assert.equal(filed?.sha256, createHash('sha256').update(PIXEL).digest('hex'));
  });

  it('explains each time limit by its arithmetic', async () => {
    const { id } = await demoCase('PUBLISHED');
    const { items } = await (await as(EXAMINER)).get<Rows<TimeLimitView>>(`dossiers/${id}/time-limits`);
    const running = items.find(({ state }) => state === 'running');
    assert.ok(running, 'a time limit runs');
    const page = await enter(EXAMINER, `cases/${id}`);

    await page.getByRole('button', { name: 'Explain the date: Opposition period' }).click();
    await page.getByRole('dialog').getByText('Last day:').waitFor();
    await page.keyboard.press('Escape');
    await openTab(page, 'Time limits');
    const panel = page.getByRole('tabpanel');
    await panel.getByRole('heading', { name: 'Opposition period' }).waitFor();

    for (const line of running.explanation['en'] ?? []) assert.ok(await panel.getByText(line).isVisible(), line);
    assert.match((running.explanation['en'] ?? []).join('; '), /Counted from .*; 3 months: /);
  });

  it('shows in the diagram where it stands, with the mark of bpmn.io in sight', async () => {
    const { id } = await demoCase('EXAM');
    const { openTasks } = await (await as(EXAMINER)).get<DossierPage>(`dossiers/${id}`);
    const page = await enter(EXAMINER, `cases/${id}?tab=diagram`);
    await page.locator('.diagram-canvas').getByText('You are here').waitFor();
    const panel = page.getByRole('tabpanel');
    await panel.getByRole('heading', { name: 'You are here' }).waitFor();

    const here = await panel.locator('section', { hasText: 'You are here' }).getByRole('listitem').allInnerTexts();
    assert.deepEqual(
      here,
      openTasks.map(({ name }) => name['en']),
    );
    const steps = await panel.locator('ol').getByRole('listitem').allInnerTexts();
    assert.ok(steps.indexOf('Receive application') < steps.indexOf('Formal examination'), steps.join(', '));
    const mark = await page.locator('.bjs-powered-by').evaluate((link) => {
      link.scrollIntoView({ block: 'nearest' });
      const box = link.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const chain: number[] = [];
      for (let one: Element | null = link; one !== null; one = one.parentElement)
        chain.push(Number(getComputedStyle(one).opacity));
      return {
        isInside: box.x >= 0 && box.y >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.width > 30,
        isOnTop: link.contains(document.elementFromPoint(x, y)),
        opacity: Math.min(...chain),
        name: link.getAttribute('title') ?? link.textContent.trim(),
      };
    });
    assert.deepEqual(mark, { isInside: true, isOnTop: true, opacity: 1, name: mark.name });
    assert.match(mark.name, /bpmn\.io/i);
  });

  it('goes on when the arrival of a payment is recorded in it', async () => {
    const filed = await fileApplication({ markText: `PAID ROSE ${Date.now()}` });
    await complete(RECEPTION, filed.dossierId, 'reception', 'complete', { feePaid: 0 });
    const cashier = await as(CASHIER);
    const { name } = await eventually('the case waits for a payment', async () => {
      const { awaited } = await cashier.get<DossierPage>(`dossiers/${filed.dossierId}`);
      return awaited.find(({ message }) => message === 'payment-received');
    });
    const page = await enter(CASHIER, `cases/${filed.dossierId}`);
    await page.getByRole('button', { name: new RegExp(`^Record arrival\\s*: ${name['en']}$`) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Record arrival', exact: true }).click();
    await dialog.getByRole('alert').getByRole('link').first().waitFor();
    await dialog.locator('#field-amountPaid').fill('250');
    await dialog.locator('#field-paidOn').fill('20.1.2026');
    await dialog.getByRole('button', { name: 'Record arrival', exact: true }).click();

    await page.getByRole('status').getByText('Arrival recorded').waitFor();
    await page.getByRole('complementary').getByRole('link', { name: 'Formal examination' }).waitFor();
    assert.equal((await taskOf(FORMALITIES, filed.dossierId, 'formal-examination')).state, 'open');
  });

  it('is found by its number in several ways of writing it, and by the mark', async () => {
    const { number, title } = await demoCase('PUBLISHED');
    const [, year, serial] = /(\d{4})\/(\d{6})$/.exec(number ?? '') ?? [];
    const page = await enter(EXAMINER, 'inbox');
    const ways = [
      `XX/T/${year}/${serial}`,
      `xx t ${year} ${serial}`,
      `XXT${year}${serial}`,
      `${year}/${serial}`,
      serial,
    ];
    for (const way of [...ways, title.toLowerCase()]) {
      const box = page.getByRole('banner').getByRole('searchbox');
      await box.fill(way ?? '');
      await box.press('Enter');
      await page.waitForURL((url) => url.pathname.endsWith('/cases') && url.searchParams.get('q') === way);
      await page.getByRole('link', { name: number ?? '' }).waitFor();
    }
  });
});
