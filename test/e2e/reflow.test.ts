import assert from 'node:assert/strict';
import { openWindow, signIn } from './people.ts';
import { findPlaces, SCENES, show, type Places, type Scene } from './scenes.ts';

/** What may be wider than the window: pictures of two dimensions, which WCAG 1.4.10 excepts. */
const TWO_DIMENSIONS = '.diagram-canvas, .pages';

/** Everything that sticks out of the window or wants to be scrolled sideways. */
function tooWide(exceptions: string): readonly string[] {
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} pixels wide`] : [];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (element.closest(exceptions) !== null || element.closest('.visually-hidden, svg') !== null) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    if (style.clipPath !== 'none' || style.position === 'fixed') continue;
    const box = element.getBoundingClientRect();
    const clip = element.parentElement?.closest('.truncate')?.getBoundingClientRect();
    if (clip !== undefined && clip.right <= innerWidth && clip.left >= 0) continue;
    const isOut = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
    const scrolls = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    if (isOut || scrolls) {
      const where = `${element.tagName.toLowerCase()}.${element.className}`;
      found.push(`${where} ${isOut ? 'sticks out' : 'scrolls sideways'}: ${element.textContent.trim().slice(0, 40)}`);
    }
  }
  return found;
}

const SIZES = [
  { width: 320, height: 640, what: '320 pixels wide' },
  { width: 720, height: 450, what: 'at a zoom of 200 %' },
] as const;

async function look(scene: Scene, places: Places, language: 'en' | 'ar'): Promise<void> {
  const context = await openWindow({ language, reducedMotion: 'reduce', viewport: SIZES[0] });
  if (scene.login !== undefined) await signIn(context, scene.login);
  const page = await context.newPage();
  await show(page, scene, places, language);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    assert.deepEqual(await page.evaluate(tooWide, TWO_DIMENSIONS), [], `${scene.name} in ${language}, ${size.what}`);
  }
}

describe('nothing is scrolled sideways in a narrow window or at a zoom of 200 %:', function () {
  this.timeout(60_000);
  let places: Places;

  before(async () => {
    places = await findPlaces();
  });

  for (const scene of SCENES) {
    it(scene.name, async () => {
      await look(scene, places, 'en');
      await look(scene, places, 'ar');
    });
  }
});
