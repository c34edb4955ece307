import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The fonts that the layouts name: TTF files of packages pinned in package.json. */
const fontFiles = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  'noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf',
  'amiri/400Regular/Amiri_400Regular.ttf',
  'amiri/700Bold/Amiri_700Bold.ttf',
] as const;

const resolveInstalled = createRequire(import.meta.url).resolve;

/** Reads every font; throws with the name of the first that is missing. `resolve` gives the path of a package's file. */
export function readFonts(resolve: (specifier: string) => string = resolveInstalled): readonly Buffer[] {
  return fontFiles.map((file) => {
    try {
      return readFileSync(resolve(`@expo-google-fonts/${file}`));
    } catch (cause) {
      throw new Error(`Expected the font ${file} of @expo-google-fonts, but it cannot be read. Run npm install.`, {
        cause,
      });
    }
  });
}
