import { locale } from './locale.ts';

/** ISO 3166-1 codes, which WIPO ST.3 takes over. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GI GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MS MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WS YE ZA ZM ZW'.split(
    ' ',
  );

/** Offices of several countries with codes of their own (WIPO ST.3), by the text key of their name. */
export const regionalOffices = ['AP', 'BX', 'EA', 'EM', 'EP', 'GC', 'IB', 'OA', 'XN'] as const;

const REGIONAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    AP: 'ARIPO',
    BX: 'Benelux (BOIP)',
    EA: 'Eurasian Patent Organization',
    EM: 'European Union (EUIPO)',
    EP: 'European Patent Organisation',
    GC: 'Gulf Cooperation Council',
    IB: 'WIPO International Bureau',
    OA: 'OAPI',
    XN: 'Nordic Patent Institute',
  },
  ar: {
    AP: 'الأريبو',
    BX: 'البنلوكس',
    EA: 'المنظمة الأوراسية للبراءات',
    EM: 'الاتحاد الأوروبي (EUIPO)',
    EP: 'المنظمة الأوروبية للبراءات',
    GC: 'مجلس التعاون الخليجي',
    IB: 'المكتب الدولي للويبو',
    OA: 'المنظمة الأفريقية للملكية الفكرية',
    XN: 'معهد البراءات لبلدان الشمال',
  },
};

/** Name of a country or regional office in the reader's language; the code itself when nobody knows it. */
export function countryName(code: string): string {
  const regional = REGIONAL[locale.language]?.[code];
  if (regional !== undefined) return regional;
  if (!/^[A-Z]{2}$/.test(code)) return code === '' ? '–' : code;
  return new Intl.DisplayNames(locale.language, { type: 'region', fallback: 'code' }).of(code) ?? code;
}

/** Every code with its name, in the order of the reader's alphabet. */
export function allCountries(): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(locale.language, { type: 'region', fallback: 'code' });
  const order = new Intl.Collator(locale.language);
  return [
    ...COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code })),
    ...regionalOffices.map((code) => ({ code, name: REGIONAL[locale.language]?.[code] ?? code })),
  ].toSorted((a, b) => order.compare(a.name, b.name));
}
