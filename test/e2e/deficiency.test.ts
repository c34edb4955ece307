import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Page as Rows } from '../../engine/contract/page.ts';
import type { DossierRow } from '../../engine/contract/dossier.ts';
import { as, caseInFormalExamination, FORMALITIES, RECEPTION, type Case } from './cases.ts';
import { eventually } from './eventually.ts';
import { choose, getsFocus, hasFocus, pick, press, tabTo, type } from './keyboard.ts';
import { PASSWORD } from './password.ts';
import { openWindow } from './people.ts';
import { formWord, stepWord, word, type Language } from './words.ts';

/** Signs in by keyboard and arrives in the inbox. */
async function signInByKeyboard(page: Page, language: Language, login: string): Promise<void> {
  await page.goto('/');
  await type(page, page.getByLabel(word(language, 'signIn.login'), { exact: true }), login);
  await type(page, page.getByLabel(word(language, 'signIn.password'), { exact: true }), PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: word(language, 'inbox.view.mine') }).waitFor();
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [
    language,
    language === 'ar' ? 'rtl' : 'ltr',
  ]);
}

/** Moves through the rows of “My groups” with `j` until the one with the mark has the focus, and opens it. */
async function openTask(page: Page, language: Language, markText: string, step: string): Promise<void> {
  await press(page, page.getByRole('button', { name: word(language, 'inbox.view.groups') }));
  const row = page.getByRole('row').filter({ hasText: markText });
  await row.waitFor();
  for (let turn = await page.getByRole('row').count(); turn > 0 && !(await hasFocus(row)); turn -= 1)
    await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await getsFocus(page, page.getByRole('heading', { level: 1, name: step }));
}

/** Claims with `c`; the buttons that end the task appear. */
async function claim(page: Page, outcome: string): Promise<void> {
  await page.keyboard.press('c');
  await page.getByRole('button', { name: outcome, exact: true }).waitFor();
}

/** Fills in formal examination as deficient, with two reasons. */
async function fillAsDeficient(page: Page, language: Language): Promise<void> {
  const text = (key: string): string => formWord(language, 'formal-examination', key);
  const group = (key: string) => page.getByRole('radiogroup', { name: text(`${key}.label`) });
  await choose(page, group('signatureCheck'), text('signatureCheck.deficient'));
  await choose(page, group('representativeCheck'), text('representativeCheck.deficient'));
  await choose(page, group('priorityCheck'), text('priorityCheck.not-applicable'));
  await choose(page, group('reproductionCheck'), text('reproductionCheck.in-order'));
  await choose(page, group('rulesCheck'), text('rulesCheck.not-applicable'));
  for (const reason of ['power-of-attorney-missing', 'signature-missing']) {
    await tabTo(page, page.getByRole('checkbox', { name: text(`deficiencyReasons.${reason}`) }));
    await page.keyboard.press('Space');
  }
  await type(page, page.getByLabel(text('deficiencyRemarks.label')), language === 'ar' ? 'يرجى الإرسال' : 'By post.');
}

/** From the inbox to the case: `g c`, search by mark, the number in the table. */
async function openCase(page: Page, language: Language, markText: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { level: 1, name: word(language, 'cases.title') }).waitFor();
  await type(page, page.getByRole('main').getByRole('searchbox'), markText);
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('row').filter({ hasText: markText }).getByRole('link'));
  await page.locator('#case-title').waitFor();
}

/** Moves along the tabs to the documents, opens the letter and reads what its pages say. */
async function readLetter(page: Page, language: Language, title: string): Promise<string> {
  const tab = page.getByRole('tab', { name: word(language, 'dossier.tab.documents') });
  await tabTo(page, page.getByRole('tab', { selected: true }));
  for (let turn = 5; turn > 0 && (await tab.getAttribute('aria-selected')) !== 'true'; turn -= 1)
    await page.keyboard.press(language === 'ar' ? 'ArrowLeft' : 'ArrowRight');
  const letter = page.getByRole('tabpanel').getByRole('button', { name: title });
  // It is written when the completion can no longer be undone, and appears by itself.
  await letter.waitFor({ timeout: 40_000 });
  await press(page, letter);
  await getsFocus(page, page.locator('#document-title'));
  const pages = page.getByRole('region', { name: word(language, 'pdf.pages') });
  await pages.locator('.text-layer span').first().waitFor();
  const ink = await pages
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return pixels.some((value, at) => at % 4 === 0 && value < 100 && (pixels[at + 3] ?? 0) > 200);
    });
  assert.ok(ink, 'the page is drawn');
  return pages.locator('.text-layer').first().innerText();
}

/** A new application through its form, as reception files it at the counter. */
async function fileByKeyboard(page: Page, language: Language, markText: string): Promise<void> {
  const text = (key: string): string => formWord(language, 'application', key);
  await press(page, page.getByRole('navigation').getByRole('link', { name: word(language, 'nav.new') }));
  const form = page.getByRole('article');
  const field = (key: string) => form.getByLabel(text(`${key}.label`), { exact: true });
  const group = (key: string) => form.getByRole('radiogroup', { name: text(`${key}.label`) });
  await type(page, form.locator('#field-receivedOn'), '5.1.2026');
  await choose(page, group('channel'), text('channel.counter'));
  await choose(page, group('language'), text(`language.${language}`));
  await tabTo(page, field('registrationRequested'));
  await page.keyboard.press('Space');
  await pick(page, form.locator('#field-markFeature'), text('markFeature.word'));
  await choose(page, group('markCategory'), text('markCategory.individual'));
  await type(page, form.locator('#field-markText'), markText);
  await tabTo(page, field('representationAttached'));
  await page.keyboard.press('Space');
  await press(page, form.locator('#field-applicants-add'));
  await type(page, form.locator('#field-applicants-0-name'), language === 'ar' ? 'شركة الزنبق' : 'Lily Ltd');
  await type(page, form.locator('#field-applicants-0-addressLine'), '12 Harbour Road');
  await type(page, form.locator('#field-applicants-0-city'), 'Port Xanadu');
  await type(page, form.locator('#field-applicants-0-email'), 'lily@example.test');
  await press(page, form.locator('#field-goodsServices-add'));
  await pick(page, form.locator('#field-goodsServices-0-classNumber'), '30');
  await type(page, form.locator('#field-goodsServices-0-terms'), language === 'ar' ? 'بن وشاي' : 'Coffee; tea.');
  await press(page, form.getByRole('button', { name: word(language, 'start.file'), exact: true }));
  await page.locator('#case-title').waitFor();
}

async function reachFormalExamination(dossier: Case): Promise<void> {
  const officer = await as(FORMALITIES);
  await eventually('formal examination is open', async () => {
    const { items } = await officer.get<Rows<unknown>>(`tasks?view=groups&dossierId=${dossier.dossierId}`);
    return items[0];
  });
}

describe('a deficiency, from sign-in to the letter, by keyboard alone', function () {
  this.timeout(120_000);

  it('is worked in English', async () => {
    const markText = `KEYBOARD LILY ${Date.now()}`;
    await caseInFormalExamination({ markText });
    const context = await openWindow();
    const page = await context.newPage();
    const outcome = stepWord('en', 'formal-examination', 'deficient');

    await signInByKeyboard(page, 'en', FORMALITIES);
    await openTask(page, 'en', markText, stepWord('en', 'formal-examination'));
    await claim(page, outcome);
    await fillAsDeficient(page, 'en');
    await press(page, page.getByRole('button', { name: outcome, exact: true }));
    await page.getByRole('status').getByText(stepWord('en', 'formal-deficiency-letter')).waitFor();
    await openCase(page, 'en', markText);
    const letter = await readLetter(page, 'en', 'Deficiency letter');

    assert.match(letter, /KEYBOARD LILY/);
    assert.match(letter, /power of attorney/i);
    assert.match(letter, /By post\./);
  });

  it('is worked in Arabic, from the application on', async () => {
    const markText = `زنبق المفاتيح ${Date.now()}`;
    const context = await openWindow({ language: 'ar' });
    const page = await context.newPage();

    await signInByKeyboard(page, 'ar', RECEPTION);
    await fileByKeyboard(page, 'ar', markText);
    const receipt = stepWord('ar', 'reception', 'complete');
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await openTask(page, 'ar', markText, stepWord('ar', 'reception'));
    await claim(page, receipt);
    await type(page, page.locator('#field-feePaid'), '300');
    await page.keyboard.press('Tab');
    await press(page, page.getByRole('button', { name: receipt, exact: true }));
    await page.getByRole('status').getByText(stepWord('ar', 'filing-receipt')).waitFor();
    await context.clearCookies();

    const { items } = await (await as(RECEPTION)).get<Rows<DossierRow>>(`dossiers?q=${encodeURIComponent(markText)}`);
    await reachFormalExamination({ dossierId: items[0]?.id ?? '', instanceId: '' });
    await signInByKeyboard(page, 'ar', FORMALITIES);
    await openTask(page, 'ar', markText, stepWord('ar', 'formal-examination'));
    const outcome = stepWord('ar', 'formal-examination', 'deficient');
    await claim(page, outcome);
    await fillAsDeficient(page, 'ar');
    // From a field a letter is text; Tab leads out of it first.
    await page.keyboard.press('Tab');
    await page.keyboard.press('e');
    await press(page, page.getByRole('dialog').getByRole('button', { name: outcome, exact: true }));
    await page.getByRole('status').getByText(stepWord('ar', 'formal-deficiency-letter')).waitFor();
    await openCase(page, 'ar', markText);
    const letter = await readLetter(page, 'ar', 'إشعار بالنواقص');

    assert.match(letter, /[\u0600-\u06FF]{3}/);
    assert.equal(
      await page
        .locator('bdi', { hasText: markText })
        .first()
        .evaluate((one) => getComputedStyle(one).direction),
      'rtl',
    );
  });
});
