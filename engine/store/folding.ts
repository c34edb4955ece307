/** Letters that Unicode does not take apart into a base and a mark, but that searchers type without. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  // Arabic: forms of alif, ya and ta marbuta are written interchangeably.
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * A text as search compares it: lower case, without accents, vowel signs and elongation, one kind of digits, single spaces. Done by
 * the application, so that every database gives the same answer.
 */
export function foldText(text: string): string {
  return westernDigits(text.normalize('NFKC').toLowerCase())
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{Mn}\u0640\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A number as search compares it: letters and digits alone, upper case, so that any way of writing it is the same. */
export function numberKey(number: string): string {
  return westernDigits(number.normalize('NFKC'))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The first digit of each script's ten in use beside ours: Arabic-Indic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x0ed0, 0x1040, 0x17e0];

function westernDigits(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? character : String(code - zero);
  });
}
