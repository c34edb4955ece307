import { addDays, dayOf } from '../../calendar/index.ts';
import { moveClock, readOffice } from '../../store/index.ts';
import type { Installation } from '../../wiring.ts';
import { niceSummaries, registerSample, type RegisterMark } from '../demoData.ts';
import { planOf } from './plans.ts';
import { Replay } from './replay.ts';

const PLAYED_UNTIL = '2020-12-31';

/**
 * Loads demo cases out of the register's sample: the same replay, each mark moved by whole weeks so that the latest act is yesterday, with the
 * clock at the real time again in the end.
 * @param present the real time
 */
export async function loadDemoCases(
  installation: Installation,
  office: string,
  count: number,
  say: (sentence: string) => void,
  present: () => Date = () => new Date(),
): Promise<void> {
  say(`Loading ${count} demo cases …`);
  const marks = chosen(await registerSample(office), count);
  const yesterday = addDays(dayOf(present().toISOString(), await timeZoneOf(installation, office)), -1);
  const movedBy = wholeWeeks(PLAYED_UNTIL, yesterday);
  // Applications still under examination are moved on to the last weeks, so that the desks hold fresh work; the one without a date in
  // the register is filed yesterday: the latest act.
  const plans = marks.map((mark) =>
    planOf(mark, {
      lateFiling: yesterday,
      movedBy:
        mark.status === 'Application under examination'
          ? wholeWeeks(mark.applicationDate, yesterday) - 7 * (Number(mark.applicationNumber) % 3)
          : movedBy,
    }),
  );
  const replay = new Replay(installation, {
    officeId: office.toUpperCase(),
    plans,
    until: yesterday,
    terms: await niceSummaries(office),
    say,
  });
  await replay.run();
  await replay.playUntil(present().toISOString());
  await installation.store.acrossOffices((trx) => moveClock(trx, present().toISOString()));
}

/** Of the office as it is deployed (IANA). */
async function timeZoneOf({ store, runtime }: Installation, office: string): Promise<string> {
  const officeId = office.toUpperCase();
  const standing = await store.acrossOffices((trx) => readOffice(trx, officeId));
  if (!standing?.deploymentId) throw new Error(`Nothing is deployed in office ${officeId}.`);
  return (await runtime.deployments.get(officeId, standing.deploymentId)).definitions.calendar.timeZone;
}

/** Days of the whole weeks between two dates. */
function wholeWeeks(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000)) * 7;
}

/** Some of every status, in the register's order, so that every desk of the office has work. */
function chosen(marks: readonly RegisterMark[], count: number): readonly RegisterMark[] {
  const wanted: Readonly<Record<string, number>> = {
    'Application under examination': 24,
    'Application published': 8,
    'Application opposed': 8,
    'Application withdrawn': 3,
    'Application refused': 1,
    'Appeal pending': 1,
    'Application filed': 1,
    'Registration cancellation pending': 1,
  };
  const taken = new Map<string, number>();
  const some = marks.filter((mark) => {
    const soFar = taken.get(mark.status) ?? 0;
    taken.set(mark.status, soFar + 1);
    return soFar < (wanted[mark.status] ?? 0);
  });
  const registered = marks.filter((mark) => mark.status === 'Registered' && mark.verbalElement !== '');
  return [...some, ...registered.slice(0, Math.max(0, count - some.length))];
}
