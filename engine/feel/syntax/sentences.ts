/** Why a text stops being FEEL, for an analyst: foreign notations (JavaScript, JUEL, spreadsheets) are named with FEEL's own. */
export function syntaxSentence(word: string, before: string, text: string): string {
  if (/^&&?|^\|\|?/.test(word)) return `“${word}” is not FEEL: write “and” or “or”.`;
  if (/[$#]\{/.test(text) || /\{\{/.test(text))
    return 'Placeholders such as {{…}} or $ with brackets are not FEEL: write the name alone.';
  if (word.startsWith("'")) return 'Texts stand in double quotation marks: "text".';
  if (word.startsWith('`')) return 'Names stand without quotation marks.';
  if (word.startsWith('"')) return 'A text is not closed: a double quotation mark is missing.';
  if (word === '==') return '“==” is not FEEL: write “=”.';
  if (word.startsWith('!')) return '“!” is not FEEL: write “not(…)” or “!=”.';
  if (word === '')
    return before === '' ? 'The expression is empty.' : `The expression is not finished after “${before}”.`;
  if (before === '') return `The expression cannot begin with “${word}”.`;
  return `“${word}” is not expected after “${before}”.`;
}
