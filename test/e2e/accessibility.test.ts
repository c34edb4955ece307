import assert from 'node:assert/strict';
import { assertAccessible } from './axe.ts';
import { openWindow, signIn } from './people.ts';
import { findPlaces, SCENES, show, type Places, type Scene } from './scenes.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
] as const;

async function look(scene: Scene, places: Places): Promise<void> {
  for (const language of ['en', 'ar'] as const) {
    const context = await openWindow({ language, reducedMotion: 'reduce' });
    if (scene.login !== undefined) await signIn(context, scene.login);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    await show(page, scene, places, language);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await assertAccessible(page, `${scene.name}, ${language}, ${size.width} pixels wide`);
    }
    assert.deepEqual(
      errors.filter((one) => scene.isRefused !== true || !one.includes('401')),
      [],
      `the console of ${scene.name}`,
    );
  }
}

describe('axe and the console find nothing wrong, in light and dark, English and Arabic, wide and narrow:', function () {
  this.timeout(90_000);
  let places: Places;

  before(async () => {
    places = await findPlaces();
  });

  for (const scene of SCENES) it(scene.name, () => look(scene, places));
});
