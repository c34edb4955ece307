/** What the overview of a case shows of the data of a trade mark dossier; empty text where the data say nothing. */
export interface DossierSummary {
  readonly mark: Readonly<Record<MarkField, string>>;
  readonly parties: readonly Party[];
  readonly goods: readonly GoodsOfClass[];
  readonly priorities: readonly Priority[];
  readonly oppositions: readonly Opposition[];
  readonly fees: readonly { readonly key: FeeField; readonly amount: number }[];
  readonly receivedOn: string;
  readonly channel: string;
  readonly niceEdition: string;
  readonly viennaCodes: readonly string[];
  readonly publishedOn: string;
  readonly gazetteIssue: string;
}

const MARK_FIELDS = [
  'text',
  'feature',
  'category',
  'colours',
  'description',
  'transliteration',
  'translation',
  'disclaimer',
] as const;
type MarkField = (typeof MARK_FIELDS)[number];
const FEE_FIELDS = ['applicationDue', 'applicationPaid', 'publicationPaid', 'registrationPaid'] as const;
type FeeField = (typeof FEE_FIELDS)[number];

export interface Party {
  readonly role: 'applicant' | 'representative';
  readonly name: string;
  readonly otherName: string;
  readonly address: readonly string[];
  readonly countryCode: string;
  readonly email: string;
  readonly phone: string;
}

export interface GoodsOfClass {
  readonly number: number;
  readonly terms: string;
}

export interface Priority {
  readonly countryCode: string;
  readonly number: string;
  readonly date: string;
}

export interface Opposition {
  readonly number: string;
  readonly opponent: string;
  readonly filedOn: string;
  readonly outcome: string;
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function text(of: Fields, name: string): string {
  const value = of[name];
  return typeof value === 'string' ? value : '';
}

function party(of: Fields, role: Party['role']): Party {
  const town = [text(of, 'postalCode'), text(of, 'city')].filter((part) => part !== '').join(' ');
  return {
    role,
    name: text(of, 'name'),
    otherName: text(of, 'nameInOtherLanguage'),
    address: [...text(of, 'addressLine').split('\n'), town].filter((line) => line.trim() !== ''),
    countryCode: text(of, 'countryCode'),
    email: text(of, 'email'),
    phone: text(of, 'phone'),
  };
}

/** Reads the data by the names of `processes/dossiers/trademark/trademark.schema.json` (after WIPO ST.96 and ST.97). */
export function readDossier(data: unknown): DossierSummary {
  const all = fields(data);
  const [application, classification, fees, mark, publication] = [
    'application',
    'classification',
    'fees',
    'mark',
    'publication',
  ].map((name) => fields(all[name])) as [Fields, Fields, Fields, Fields, Fields];
  const parties = [
    ...list(all['applicants']).map((one) => party(one, 'applicant')),
    party(fields(all['representative']), 'representative'),
  ];
  return {
    mark: Object.fromEntries(MARK_FIELDS.map((name) => [name, text(mark, name)])) as DossierSummary['mark'],
    parties: parties.filter(({ name }) => name !== ''),
    goods: list(all['goodsServices'])
      .map((one) => ({ number: Number(one['classNumber']) || 0, terms: text(one, 'terms') }))
      .filter(({ number }) => number > 0)
      .toSorted((a, b) => a.number - b.number),
    priorities: list(all['priorities']).map((one) => ({
      countryCode: text(one, 'countryCode'),
      number: text(one, 'applicationNumber'),
      date: text(one, 'filingDate'),
    })),
    oppositions: list(all['oppositions']).map((one) => ({
      number: text(one, 'number'),
      opponent: text(one, 'opponentName'),
      filedOn: text(one, 'filedOn'),
      outcome: text(one, 'outcome'),
    })),
    fees: FEE_FIELDS.flatMap((key) => {
      const amount = fees[key];
      return typeof amount === 'number' ? [{ key, amount }] : [];
    }),
    receivedOn: text(application, 'receivedOn'),
    channel: text(application, 'channel'),
    niceEdition: text(classification, 'niceEdition'),
    viennaCodes: Array.isArray(classification['viennaCodes']) ? classification['viennaCodes'].map(String) : [],
    publishedOn: text(publication, 'publishedOn'),
    gazetteIssue: text(publication, 'gazetteIssue'),
  };
}
