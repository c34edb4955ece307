/** Order in which the forms of a plural message are written, separated by ` | ` (CLDR). */
const ORDER: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The plural forms of a language in the order of its messages: English one | other, Arabic all six. */
export function pluralForms(language: string): readonly Intl.LDMLPluralRule[] {
  const known = new Set(new Intl.PluralRules(language).resolvedOptions().pluralCategories);
  return ORDER.filter((form) => known.has(form));
}

/** Rule for vue-i18n: which of the forms of a message fits a number. */
export function pluralRule(language: string): (choice: number, forms: number) => number {
  const rules = new Intl.PluralRules(language);
  const order = pluralForms(language);
  return (choice, forms) => Math.min(Math.max(order.indexOf(rules.select(choice)), 0), forms - 1);
}
