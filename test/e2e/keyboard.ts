import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 250;

/** Presses Tab until the element has the focus: what cannot be reached this way cannot be used without a mouse. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.first().waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`Expected ${key} to reach ${String(target)}, but ${MOST_STOPS} stops later the focus is elsewhere.`);
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.first().evaluate((element) => element === document.activeElement);
}

/** Waits until the element has the focus without being told to take it. */
export async function getsFocus(page: Page, target: Locator): Promise<void> {
  const element = await target.first().elementHandle();
  await page.waitForFunction((one) => one === document.activeElement, element);
}

/** Goes to a button, link or tab by keyboard and presses it. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Goes to a field by keyboard and types into it, as people do: over what stands there. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Goes to a group of radio buttons and moves to the choice with the arrow keys. */
export async function choose(page: Page, group: Locator, label: string): Promise<void> {
  const radios = group.getByRole('radio');
  await tabToAnyOf(page, group);
  // None is chosen at first: Space takes the one that has the focus.
  await page.keyboard.press('Space');
  const wanted = group.getByRole('radio', { name: label, exact: true });
  for (let turn = await radios.count(); turn > 0 && !(await wanted.isChecked()); turn -= 1)
    await page.keyboard.press('ArrowDown');
  assert.ok(await wanted.isChecked(), `“${label}” is chosen`);
}

async function tabToAnyOf(page: Page, group: Locator): Promise<void> {
  await group.first().waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await group.first().evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Expected Tab to reach ${String(group)}, but it does not.`);
}

/** Goes to a list of choices and moves down to the one that begins like this. */
export async function pick(page: Page, select: Locator, label: string): Promise<void> {
  await tabTo(page, select);
  const [shown, size] = [() => chosenOf(select), await select.locator('option').count()];
  for (let turn = size; turn > 0 && !(await shown()).startsWith(label); turn -= 1)
    await page.keyboard.press('ArrowDown');
  assert.ok((await shown()).startsWith(label), `“${label}” is picked, not “${await shown()}”`);
}

function chosenOf(select: Locator): Promise<string> {
  return select.first().evaluate((element) => {
    const { selectedOptions } = element as HTMLSelectElement;
    return selectedOptions[0]?.textContent.trim() ?? '';
  });
}
