import { addDays, addDuration } from '../../calendar/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { RegisterMark } from '../demoData.ts';

/** What the people of the office do with a task: an outcome with data over the form's, or nothing (yet). */
export interface Deed {
  readonly outcome: string;
  readonly data?: JsonObject;
}

/** A message of the outside that arrives on a day. */
export interface Arrival {
  readonly on: string;
  readonly message: string;
  readonly payload: JsonObject;
  /** For a message to a called process whose key is not the dossier. */
  readonly toOpposition?: boolean;
}

/** What happens to one mark: the driver plays people only, so a plan has days, messages and outcomes, never a state. */
export interface Plan {
  readonly mark: RegisterMark;
  readonly filedOn: string;
  /** False: filed without what a filing date needs. */
  readonly isComplete: boolean;
  readonly arrivals: readonly Arrival[];
  /** Days on which somebody has something to do although nothing is due. */
  readonly days: readonly string[];
  /** Null: the task is left alone today. */
  deed(element: string, today: string): Deed | null;
}

const PUBLISHED_ON = '2020-10-15';
const LATE_FILING = '2020-12-14';
/** Where applications under examination stand: the register does not say at which desk, so every desk gets some. */
const desks = ['formal-examination', 'classification', 'substantive-examination', 'acceptance'];

const NOBODY: Readonly<Record<string, true>> = {};

interface Course {
  readonly publishOn: string | null;
  readonly arrivals: readonly Arrival[];
  readonly outcomes: Readonly<Record<string, Deed>>;
  /** Elements at which the case is left standing. */
  readonly left: Readonly<Record<string, true>>;
}

export interface PlanOptions {
  /** Plays one outcome differently than the register has it. */
  readonly wrong?: boolean;
  /** Day of filing where the register has none (no filing date accorded). */
  readonly lateFiling?: string;
  /** Days by which all dates are moved. */
  readonly movedBy?: number;
}

/** The course of a mark's proceedings from the facts of the register. */
export function planOf(mark: RegisterMark, options: PlanOptions = {}): Plan {
  const { wrong = false, movedBy = 0 } = options;
  const moved = (on: string): string => addDays(on, movedBy);
  const filedOn =
    mark.applicationDate === '' ? (options.lateFiling ?? moved(LATE_FILING)) : moved(mark.applicationDate);
  const course = courseOf(mark, filedOn, moved);
  const outcomes = wrong ? { ...course.outcomes, 'substantive-examination': objection } : course.outcomes;
  return {
    mark,
    filedOn,
    isComplete: mark.applicationDate !== '',
    arrivals: course.arrivals,
    days: [
      filedOn,
      ...(course.publishOn === null ? [] : [course.publishOn]),
      ...course.arrivals.map((arrival) => arrival.on),
    ],
    deed(element, today) {
      if (course.left[element]) return null;
      if (element === 'gazette-entry') return gazetteEntry(course.publishOn, today);
      return outcomes[element] ?? usual[element] ?? null;
    },
  };
}

/** The straight way. */
const usual: Readonly<Record<string, Deed>> = {
  reception: { outcome: 'complete' },
  'formal-examination': { outcome: 'ok' },
  classification: { outcome: 'agreed' },
  'substantive-examination': { outcome: 'accept' },
  acceptance: { outcome: 'complete' },
  admissibility: { outcome: 'admissible' },
  'appeal-admissibility': { outcome: 'admissible' },
};

const objection: Deed = {
  outcome: 'object',
  data: { refusalGrounds: ['descriptive'], examinerReasoning: 'The sign describes the goods.' },
};

function gazetteEntry(publishOn: string | null, today: string): Deed | null {
  if (publishOn === null || today < publishOn) return null;
  return {
    outcome: 'complete',
    data: { gazetteIssue: `${today.slice(0, 4)}/${today.slice(5, 7)}`, publicationDate: today },
  };
}

function courseOf(mark: RegisterMark, filedOn: string, moved: (on: string) => string): Course {
  const plain: Course = { publishOn: null, arrivals: [], outcomes: {}, left: NOBODY };
  const early = addDays(filedOn, 30);
  switch (mark.status) {
    case 'Registered':
    case 'Registration cancellation pending': {
      const publishOn = later(addDuration(moved(mark.registrationDate), '-P3M'), addDays(filedOn, 1));
      return {
        ...plain,
        publishOn,
        arrivals: mark.hasOpposition
          ? [opposition(addDays(publishOn, 10)), oppositionWithdrawn(addDays(publishOn, 40))]
          : [],
      };
    }
    case 'Application published':
      return { ...plain, publishOn: moved(PUBLISHED_ON) };
    case 'Application opposed':
      return {
        ...plain,
        publishOn: early,
        arrivals: [opposition(addDays(early, 10))],
        left: { 'opposition-decision': true },
      };
    case 'Application withdrawn':
      return mark.hasOpposition
        ? { ...plain, publishOn: early, arrivals: [opposition(addDays(early, 10)), withdrawal(addDays(early, 40))] }
        : { ...plain, arrivals: [withdrawal(addDays(filedOn, 60))], left: { 'substantive-examination': true } };
    case 'Application refused':
      return { ...plain, outcomes: { 'substantive-examination': objection } };
    case 'Appeal pending':
      return {
        ...plain,
        outcomes: { 'substantive-examination': objection, 're-examination': notOvercome },
        arrivals: [response(addDays(filedOn, 45)), appeal(addDays(filedOn, 75))],
        left: { 'interlocutory-revision': true, 'appeal-examination': true },
      };
    case 'Application under examination':
      return {
        ...plain,
        left: { [desks[Number(mark.applicationNumber) % desks.length] ?? 'substantive-examination']: true },
      };
    case 'Application filed':
      return plain;
    default:
      throw new Error(`The status “${mark.status}” of ${mark.applicationNumber} is not known.`);
  }
}

const notOvercome: Deed = {
  outcome: 'not-overcome',
  data: { examinerReasoning: 'The arguments do not overcome the objection.' },
};

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function opposition(on: string): Arrival {
  return {
    on,
    message: 'opposition-filed',
    payload: {
      opponentName: 'Earlier Marks SA',
      opponentAddress: '5 Market Square, Old Town',
      opposedOn: on,
      oppositionFeePaid: 35000,
      oppositionGrounds: ['similar-earlier-mark'],
    },
  };
}

function oppositionWithdrawn(on: string): Arrival {
  return { on, message: 'opposition-withdrawn', payload: {}, toOpposition: true };
}

function withdrawal(on: string): Arrival {
  return { on, message: 'withdrawal-requested', payload: { withdrawnOn: on, withdrawalDeclaredBy: 'the applicant' } };
}

function response(on: string): Arrival {
  return { on, message: 'office-action-response-received', payload: {} };
}

function appeal(on: string): Arrival {
  return {
    on,
    message: 'appeal-filed',
    payload: { appellantName: 'the applicant', appealedOn: on, appealFeePaid: 60000 },
  };
}
