import { Client } from 'pg';
import { fireDueTimers } from '../../engine/workers/timers.ts';
import type { WorkerServices } from '../../engine/workers/services.ts';
import { OFFICE, type TestOffice } from '../../test/commands/kit.ts';
import { timed, type Measured } from '../measure.ts';
import { waitingDeeds } from './waiting.ts';

export interface Drain {
  readonly idle: Measured;
  /** People's completions while timers fire. */
  readonly busy: Measured;
  readonly fired: number;
  readonly seconds: number;
}

/** As one process has it by default. */
const CONCURRENCY = 4;

/** Makes every timer but those of the people's tasks due at once and lets one process fire them while one person works. */
export async function drain(office: TestOffice, completions: number): Promise<Drain> {
  const deeds = await waitingDeeds(office, completions * 2);
  const one = (part: typeof deeds): Promise<Measured> => timed(part, 1, (deed) => deed.run(office.runtime));
  const idle = await one(deeds.slice(0, completions));
  await makeDue(office);
  const services = {
    runtime: office.runtime,
    log: { info: silent, warn: silent, error: (message: string, fields?: object) => console.error(message, fields) },
    settings: { name: 'bench', concurrency: CONCURRENCY, leaseSeconds: 30, minPauseMs: 200, maxPauseMs: 5000 },
  } as unknown as WorkerServices;
  let fired = 0;
  let isOver = false;
  const began = performance.now();
  const firing = (async () => {
    while (!isOver) {
      const { done } = await fireDueTimers(services);
      fired += done;
      if (done === 0) break;
    }
  })();
  const busy = await one(deeds.slice(completions));
  isOver = true;
  await firing;
  return { idle, busy, fired, seconds: (performance.now() - began) / 1000 };
}

async function makeDue(office: TestOffice): Promise<void> {
  const owner = new Client(office.database.owner);
  await owner.connect();
  // The people's own tasks keep their timers: a task that lapses in the middle would be refused rightly.
  await owner.query(
    `update timers m set due_at = '2026-01-01T00:00:00Z'::timestamptz + ('x' || substr(md5(m.instance_id::text), 1, 6))::bit(24)::integer * interval '1 millisecond'
     where m.office_id = $1 and not exists (select from tasks t join task_candidates c on c.office_id = t.office_id and c.task_id = t.id
       where t.office_id = m.office_id and t.instance_id = m.instance_id and c.candidate = 'examiner')`,
    [OFFICE],
  );
  await owner.query('vacuum analyze timers');
  await owner.end();
}

function silent(): void {
  // Nobody listens.
}
