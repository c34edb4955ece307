import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { EXAMINER, FORMALITIES } from './cases.ts';
import { enter } from './people.ts';
import { findPlaces, SCENES, show, type Places } from './scenes.ts';

/** What moves or would move, with how long it takes. */
function moving(): readonly string[] {
  const running = document.getAnimations().map((animation) => `an animation ${animation.id} runs`);
  const styled = [...document.body.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
    const seconds = Math.max(...transitionDuration.split(',').map(Number.parseFloat));
    const isAnimated = animationName !== 'none' && Number.parseFloat(animationDuration) > 0;
    const where = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    return seconds > 0 || isAnimated ? [`${where} ${transitionDuration} ${animationName}`] : [];
  });
  return [...running, ...styled];
}

async function scene(page: Page, name: string, places: Places): Promise<void> {
  const found = SCENES.find((one) => one.name === name);
  assert.ok(found, name);
  await show(page, found, places, 'en');
}

describe('what a person has set on the device', function () {
  this.timeout(60_000);
  let places: Places;

  before(async () => {
    places = await findPlaces();
  });

  it('“reduce motion”: nothing moves', async () => {
    const page = await enter(FORMALITIES, 'inbox', { reducedMotion: 'reduce' });
    for (const name of ['task, form with errors', 'task, diagram', 'keys', 'menu of languages']) {
      await scene(page, name, places);
      assert.deepEqual(await page.evaluate(moving), [], name);
    }
  });

  it('forced colours: buttons, the current entry and the open task keep their outlines', async () => {
    const page = await enter(FORMALITIES, 'inbox', { forcedColors: 'active' });
    await scene(page, 'task, form', places);
    const outlined = await page.evaluate(() =>
      ['.bar .button', '.rail .current', '[role=row][aria-selected=true]', '.form-view input.control'].map(
        (selector) => {
          const element = document.querySelector(selector);
          if (element === null) return `${selector} is missing`;
          const { borderInlineStartWidth, borderInlineStartStyle, outlineStyle } = getComputedStyle(element);
          const hasBorder = borderInlineStartStyle !== 'none' && Number.parseFloat(borderInlineStartWidth) >= 1;
          return hasBorder || outlineStyle !== 'none' ? `${selector} is outlined` : `${selector} has no outline`;
        },
      ),
    );
    assert.deepEqual(
      outlined.filter((one) => !one.endsWith('is outlined')),
      [],
    );
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return [outlineStyle, Number.parseFloat(outlineWidth) >= 2];
    });
    assert.deepEqual(ring, ['solid', true]);
  });

  it('dark: the whole page is dark without being told', async () => {
    const page = await enter(EXAMINER, 'cases', { colorScheme: 'dark', theme: 'system' });
    const [ground, text] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color].map((one) => (one.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    });
    assert.ok(Math.max(...(ground ?? [255])) < 60, String(ground));
    assert.ok(Math.min(...(text ?? [0])) > 200, String(text));
  });
});
