import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Texts } from '../contract/bundle.ts';
import { packageRoot } from '../packageRoot.ts';

const closed = { additionalProperties: false } as const;
const Person = Type.Object(
  {
    login: Type.String(),
    name: Texts,
    roles: Type.Array(Type.String()),
    unit: Type.Optional(Type.String()),
    password: Type.String(),
  },
  closed,
);
const PeopleFile = Type.Object({ demo: Type.Literal(true), people: Type.Array(Person) }, closed);

/** A person of the demo data set, whose password is no secret. */
export type DemoPerson = Static<typeof Person>;

/** `offices/<code>/demo/people.json`; empty when the office has no demo data. */
export async function demoPeople(office: string): Promise<readonly DemoPerson[]> {
  const file = path.join(packageRoot, 'offices', office, 'demo', 'people.json');
  if (!existsSync(file)) return [];
  return Value.Parse(PeopleFile, JSON.parse(await readFile(file, 'utf8'))).people;
}

/** One mark of the register's sample (public register facts); dates are ISO 8601, empty where the register has none. */
export interface RegisterMark {
  readonly applicationNumber: string;
  readonly applicationDate: string;
  readonly registrationDate: string;
  readonly expiryDate: string;
  readonly markFeature: string;
  readonly kindMark: string;
  readonly verbalElement: string;
  readonly niceClasses: readonly number[];
  readonly priorityClaims: number;
  readonly status: string;
  readonly hasOpposition: boolean;
}

/** The sample of the register that ships as demo facts. */
export async function registerSample(office: string): Promise<readonly RegisterMark[]> {
  const text = await readFile(path.join(packageRoot, 'offices', office, 'demo', 'eutm-marks-sample.csv'), 'utf8');
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = (head ?? '').split(',');
  return lines.map((line) => {
    const cells = cellsOf(line);
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return {
      applicationNumber: cell('applicationNumber'),
      applicationDate: cell('applicationDate'),
      registrationDate: cell('registrationDate'),
      expiryDate: cell('expiryDate'),
      markFeature: cell('markFeature'),
      kindMark: cell('kindMark'),
      verbalElement: cell('verbalElement'),
      niceClasses: cell('niceClasses')
        .split(' ')
        .filter((each) => each !== '')
        .map(Number),
      priorityClaims: Number(cell('priorityClaims')),
      status: cell('status'),
      hasOpposition: cell('hasOpposition') === 'Y',
    };
  });
}

const NiceFile = Type.Object({ classes: Type.Array(Type.Object({ class: Type.Integer(), summary: Type.String() })) });

/** A summary of each Nice class in words of our own: the demo's goods and services, which the register's sample does not hold. */
export async function niceSummaries(office: string): Promise<ReadonlyMap<number, string>> {
  const file = path.join(packageRoot, 'offices', office, 'demo', 'nice-classes.json');
  const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!Value.Check(NiceFile, parsed)) throw new Error(`Expected Nice classes in ${file}, but they are not.`);
  return new Map(parsed.classes.map((each) => [each.class, each.summary]));
}

/** Cells of a CSV line (RFC 4180). */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  const pattern = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
  for (const match of line.matchAll(pattern))
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
  return cells;
}
