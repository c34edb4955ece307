/** What the overview of a case shows of the dossier's data. The data are the office's: what is missing is left out. */
export interface DossierSummary {
  readonly mark: {
    readonly text: string;
    readonly kind: string;
    readonly description: string;
    readonly colours: string;
  };
  readonly parties: readonly Party[];
  readonly goods: readonly GoodsOfClass[];
  readonly priorities: readonly Priority[];
  readonly receivedOn: string | undefined;
  readonly publishedOn: string | undefined;
}

export interface Party {
  readonly role: 'applicant' | 'representative' | 'other';
  readonly name: string;
  readonly address: readonly string[];
  readonly country: string;
  readonly email: string;
}

export interface GoodsOfClass {
  readonly number: number;
  readonly terms: readonly string[];
}

export interface Priority {
  readonly office: string;
  readonly number: string;
  readonly date: string;
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly Fields[] {
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(fields);
}

/** The first of these members that says something. */
function text(of: Fields, ...names: readonly string[]): string {
  for (const name of names) {
    const value = of[name];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
    if (Array.isArray(value) && value.length > 0) return value.map(String).join(', ');
  }
  return '';
}

function lines(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split('\n').filter((line) => line.trim() !== '');
  if (Array.isArray(value)) return value.flatMap(lines);
  const { lines: own, street, postcode, postalCode, city, region } = fields(value);
  const town = [postcode ?? postalCode, city].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return [...lines(own ?? []), ...lines(street ?? []), ...lines(town), ...lines(region ?? [])];
}

function party(of: Fields, role: Party['role']): Party {
  const address = fields(of['address']);
  return {
    role,
    name:
      text(of, 'name', 'fullName', 'organization') || [text(of, 'givenName'), text(of, 'familyName')].join(' ').trim(),
    address: lines(of['addressLines'] ?? of['address']),
    country: text(of, 'country', 'countryCode') || text(address, 'country', 'countryCode'),
    email: text(of, 'email') || text(fields(of['contact']), 'email'),
  };
}

function roleOf(of: Fields): Party['role'] {
  const role = text(of, 'role');
  if (/^(applicant|owner|holder)/.test(role)) return 'applicant';
  return /^(representative|agent|attorney)/.test(role) ? 'representative' : 'other';
}

function goods(of: Fields): GoodsOfClass {
  const terms = of['terms'] ?? of['text'] ?? of['specification'] ?? of['description'];
  return {
    number: Number(text(of, 'class', 'classNumber', 'number', 'niceClass')) || 0,
    terms: Array.isArray(terms) ? terms.map(String) : typeof terms === 'string' && terms !== '' ? [terms] : [],
  };
}

/** Reads the data of a trade mark dossier (names follow WIPO ST.96 and ST.97). */
export function readDossier(data: unknown): DossierSummary {
  const all = fields(data);
  const mark = fields(all['mark']);
  const application = fields(all['application']);
  const parties = [
    ...list(all['applicants'] ?? all['applicant']).map((one) => party(one, 'applicant')),
    ...list(all['representatives'] ?? all['representative']).map((one) => party(one, 'representative')),
    ...list(all['parties']).map((one) => party(one, roleOf(one))),
  ];
  return {
    mark: {
      text: text(mark, 'text', 'verbalElement', 'wordMark'),
      kind: text(mark, 'kind', 'feature', 'category'),
      description: text(mark, 'description'),
      colours: text(mark, 'colours', 'colors', 'colourClaim'),
    },
    parties: parties.filter(({ name }) => name !== ''),
    goods: list(all['goodsServices'] ?? all['goods'] ?? all['classes'])
      .map(goods)
      .filter(({ number }) => number > 0)
      .toSorted((a, b) => a.number - b.number),
    priorities: list(all['priorities'] ?? all['priority']).map((one) => ({
      office: text(one, 'office', 'country', 'countryCode'),
      number: text(one, 'number', 'applicationNumber'),
      date: text(one, 'date', 'filingDate', 'filedOn', 'on'),
    })),
    receivedOn: text(application, 'receivedOn') || undefined,
    publishedOn: text(fields(all['publication']), 'publishedOn') || undefined,
  };
}
