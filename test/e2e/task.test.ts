import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { caseInFormalExamination, complete, FORMALITIES, as, OTHER_FORMALITIES, type Case } from './cases.ts';
import type { TaskPage } from '../../engine/contract/task.ts';
import { assertAccessible } from './axe.ts';
import { getsFocus } from './keyboard.ts';
import { enter } from './people.ts';

type Prepared = Case & { readonly taskId: string };

const IN_ORDER = {
  signatureCheck: 'in-order',
  representativeCheck: 'in-order',
  priorityCheck: 'not-applicable',
  reproductionCheck: 'in-order',
  rulesCheck: 'not-applicable',
};
const GROUPS = {
  signatureCheck: 'Signature',
  representativeCheck: 'Representative and power of attorney',
  priorityCheck: 'Priority claim and document',
  reproductionCheck: 'Reproduction of the mark',
  rulesCheck: 'Rules of collective or certification mark',
} as const;

const rowOf = (page: Page, { taskId }: Prepared): Locator => page.locator(`[role=row][data-task="${taskId}"]`);
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Opens the task as the officer and takes it. */
async function openAndTake(login: string, { taskId }: Prepared): Promise<Page> {
  const page = await enter(login, `inbox/tasks/${taskId}?view=groups`);
  await button(page, 'Take this task').click();
  await button(page, 'Accept formalities').waitFor();
  return page;
}

async function taskPage({ taskId }: Prepared): Promise<TaskPage> {
  return (await as(FORMALITIES)).get<TaskPage>(`tasks/${taskId}`);
}

async function fillInOrder(page: Page): Promise<void> {
  for (const name of Object.values(GROUPS))
    await page.getByRole('radiogroup', { name }).getByRole('radio', { name: 'In order' }).check();
}

describe('a task', function () {
  this.timeout(60_000);
  const marks = ['UNDO TULIP', 'DRAFT TULIP', 'WRONG TULIP', 'RACE TULIP', 'LIVE TULIP', 'TAKEN TULIP'] as const;
  const cases = new Map<string, Prepared>();

  before(async () => {
    const filed = await Promise.all(
      marks.map(async (markText) => [markText, await caseInFormalExamination({ markText })] as const),
    );
    for (const [mark, prepared] of filed) cases.set(mark, prepared);
  });

  const caseOf = (mark: (typeof marks)[number]): Prepared => {
    const found = cases.get(mark);
    assert.ok(found, `${mark} is prepared`);
    return found;
  };

  it('is completed, leaves the list, and comes back by “Undo” in the toast', async () => {
    const page = await openAndTake(FORMALITIES, caseOf('UNDO TULIP'));
    await fillInOrder(page);
    await button(page, 'Accept formalities').click();
    const toast = page.getByRole('status').filter({ hasText: 'Next: Classification' });
    await toast.waitFor();
    await rowOf(page, caseOf('UNDO TULIP')).waitFor({ state: 'detached' });
    // To the next row, never to nowhere.
    await page.waitForFunction(() => document.activeElement?.matches('[role=row]'));

    await toast.getByRole('button', { name: 'Undo' }).click();

    await getsFocus(page, page.getByRole('heading', { level: 1, name: 'Formal examination' }));
    await button(page, 'Accept formalities').waitFor();
    assert.equal((await taskPage(caseOf('UNDO TULIP'))).task.state, 'open');
  });

  it('keeps what was typed as a draft, also over a reload', async () => {
    const page = await openAndTake(FORMALITIES, caseOf('DRAFT TULIP'));
    await page.getByRole('textbox', { name: 'Transliteration' }).fill('zanbaq');
    await page.getByText(/^Draft saved \d/).waitFor();

    await page.reload();

    await button(page, 'Accept formalities').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Transliteration' }).inputValue(), 'zanbaq');
    await page.getByRole('button', { name: 'Drafts' }).click();
    await rowOf(page, caseOf('DRAFT TULIP')).getByText('Draft', { exact: true }).waitFor();
  });

  it('says what is wrong at each field, leads to it from a summary, and focuses the first', async () => {
    const page = await openAndTake(FORMALITIES, caseOf('WRONG TULIP'));
    await button(page, 'Accept formalities').click();
    const summary = page.getByRole('alert').filter({ hasText: '5 fields need your attention' });
    await summary.waitFor();

    const focused = await page.evaluate(() => document.activeElement?.closest('[role=radiogroup]')?.id);
    assert.equal(focused, 'field-signatureCheck');
    for (const key of Object.keys(GROUPS)) {
      const said = await page.locator(`#field-${key}`).evaluate((group) => ({
        invalid: group.getAttribute('aria-invalid'),
        words: (group.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent.trim())
          .join(' '),
      }));
      assert.equal(said.invalid, 'true', key);
      assert.match(said.words, /\w{3}/, key);
    }
    await summary.getByRole('link').filter({ hasText: GROUPS.rulesCheck }).click();
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('[role=radiogroup]')?.id),
      'field-rulesCheck',
    );

    await fillInOrder(page);
    await summary.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.form-view [aria-invalid=true]').count(), 0);
  });

  it('is not completed twice: who comes second is told, and keeps what was typed', async () => {
    const { taskId } = caseOf('RACE TULIP');
    const page = await openAndTake(FORMALITIES, caseOf('RACE TULIP'));
    await page.getByRole('textbox', { name: 'Disclaimer' }).fill('No exclusive right in TULIP.');
    await page.getByText(/^Draft saved \d/).waitFor();
    await fillInOrder(page);
    // The news of the other completion is on its way while the button is pressed.
    const held: (() => void)[] = [];
    await page.route(`**/tasks/${taskId}`, (route) => {
      held.push(() => void route.continue());
    });
    const { revision } = (await taskPage(caseOf('RACE TULIP'))).task;
    const officer = await as(FORMALITIES);
    await officer.post(`tasks/${taskId}/complete`, { revision, outcome: 'ok', data: IN_ORDER });
    await button(page, 'Accept formalities').click();

    await page.getByText(/changed in the meantime|not possible now/).waitFor();
    await page.unroute(`**/tasks/${taskId}`);
    for (const release of held) release();
    assert.equal(await page.getByRole('textbox', { name: 'Disclaimer' }).inputValue(), 'No exclusive right in TULIP.');
    await page.getByText('Completed', { exact: true }).waitFor();
    await button(page, 'Accept formalities').waitFor({ state: 'detached' });
  });

  it('turns grey in the list of a colleague when it is completed elsewhere', async () => {
    const colleague = await enter(OTHER_FORMALITIES, 'inbox?view=groups');
    const row = rowOf(colleague, caseOf('LIVE TULIP'));
    await row.waitFor();

    await complete(FORMALITIES, caseOf('LIVE TULIP').dossierId, 'formal-examination', 'ok', IN_ORDER);

    await row.getByText('Completed').waitFor();
    assert.match((await row.getAttribute('class')) ?? '', /\bgone\b/);
    await assertAccessible(colleague, 'a row that is greyed');
  });

  it('shows at once who has taken it', async () => {
    const colleague = await enter(OTHER_FORMALITIES, `inbox/tasks/${caseOf('TAKEN TULIP').taskId}?view=groups`);
    await button(colleague, 'Take this task').waitFor();

    await openAndTake(FORMALITIES, caseOf('TAKEN TULIP'));

    await colleague.getByText('Farid Nasser has this task').waitFor();
    await rowOf(colleague, caseOf('TAKEN TULIP')).getByText('Farid Nasser').waitFor();
    await button(colleague, 'Take this task').waitFor({ state: 'detached' });
  });
});
