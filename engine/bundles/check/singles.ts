import { checkRoles } from '../../access/index.ts';
import { checkCalendar, checkTimeLimitRule, type OfficeCalendar } from '../../calendar/index.ts';
import type {
  BundleManifest,
  ConnectorsFile,
  NumberingFile,
  OptionListFile,
  ParametersFile,
  RolesFile,
  StatusEventsFile,
} from '../../contract/bundle.ts';
import { checkParameters } from '../facts.ts';
import { checkNumbering } from '../numbers.ts';
import type { OfficeTimeLimit } from '../types.ts';
import type { Gathered } from './gather.ts';
import { needAllTexts } from './texts.ts';

/** The files of which a bundle has one each, empty where it has none. */
export interface Singles {
  readonly manifest: BundleManifest | undefined;
  readonly roles: RolesFile;
  readonly timeLimits: ReadonlyMap<string, OfficeTimeLimit>;
  readonly numbering: NumberingFile;
  readonly parameters: ParametersFile;
  readonly statusEvents: StatusEventsFile;
  readonly connectors: ReadonlyMap<string, ConnectorsFile[string]>;
  readonly calendar: OfficeCalendar | undefined;
  readonly optionLists: ReadonlyMap<string, OptionListFile>;
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Languages in which texts must be complete: the office's, else those of the manifest's title. */
  readonly languages: readonly string[];
}

/** Reads and checks the files of the bundle itself. */
export function readSingles(gathered: Gathered): Singles {
  const manifest = gathered.one<BundleManifest>('manifest');
  const languages = manifest?.office?.languages ?? Object.keys(manifest?.title ?? { en: '' });
  const singles: Singles = {
    manifest,
    roles: gathered.one<RolesFile>('roles') ?? { roles: {}, lanes: {} },
    timeLimits: new Map(Object.entries(gathered.one<Record<string, OfficeTimeLimit>>('time-limits') ?? {})),
    numbering: gathered.one<NumberingFile>('numbering') ?? { series: {} },
    parameters: gathered.one<ParametersFile>('parameters') ?? {},
    statusEvents: gathered.one<StatusEventsFile>('status-events') ?? {},
    connectors: new Map(Object.entries(gathered.one<ConnectorsFile>('connectors') ?? {})),
    calendar: gathered.one<OfficeCalendar>('calendar'),
    optionLists: new Map(gathered.all('option-list').map(({ key, value }) => [key, value as OptionListFile] as const)),
    texts: Object.fromEntries(
      gathered.all('texts').map(({ key, value }) => [key, value as Record<string, string>] as const),
    ),
    languages,
  };
  if (manifest === undefined && gathered.problems.every(({ file }) => file !== 'bundle.json')) {
    gathered.report('no-manifest', 'bundle.json', 'Expected a file bundle.json, but there is none.');
  }
  if (
    manifest?.office !== undefined &&
    gathered.all('calendar').length === 0 &&
    !hasProblem(gathered, 'calendar.json')
  ) {
    gathered.report('no-calendar', 'calendar.json', 'Expected the calendar of the office, but there is none.');
  }
  gathered.problems.push(
    ...checkRoles(singles.roles),
    ...checkNumbering(singles.numbering),
    ...checkParameters(singles.parameters),
  );
  checkTimes(gathered, singles);
  checkOptionLists(gathered, singles);
  for (const kind of ['manifest', 'roles', 'time-limits', 'status-events', 'connectors', 'option-list'] as const) {
    for (const { entry, value } of gathered.all(kind)) needAllTexts(gathered, value, languages, entry.path);
  }
  return singles;
}

function hasProblem(gathered: Gathered, file: string): boolean {
  return gathered.problems.some((problem) => problem.file === file);
}

function checkTimes(gathered: Gathered, { calendar, timeLimits }: Singles): void {
  for (const { pointer, sentence } of calendar === undefined ? [] : checkCalendar(calendar)) {
    gathered.report('calendar', 'calendar.json', sentence, { pointer });
  }
  for (const [key, rule] of timeLimits) {
    for (const { pointer, sentence } of checkTimeLimitRule(rule)) {
      gathered.report('time-limit', 'time-limits.json', sentence, { pointer: `/${key}${pointer}` });
    }
  }
}

function checkOptionLists(gathered: Gathered, { optionLists }: Singles): void {
  for (const [key, list] of optionLists) {
    const file = `option-lists/${key}.json`;
    if (list.key !== key)
      gathered.report('key', file, `Expected the key "${key}" of the file, but found "${list.key}".`, {
        pointer: '/key',
      });
    const values = list.options.map(({ value }) => value);
    const twice = values.find((value, at) => values.indexOf(value) !== at);
    if (twice !== undefined)
      gathered.report('option-list', file, `Expected each option once, but "${twice}" is there twice.`);
  }
}
