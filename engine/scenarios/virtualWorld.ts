import type { World } from '../core/index.ts';
import type { VirtualInstance } from './virtualOffice.ts';
import type { VirtualStep } from './virtualStep.ts';

/** What the kernel is given in a virtual step: the office's facts on the virtual day, numbers and ids that the step alone has taken. */
export function worldOf(step: VirtualStep, virtual: VirtualInstance): World {
  const { definitions, now } = step.office;
  const today = step.office.today();
  return {
    now,
    instanceId: virtual.id,
    called: virtual.parent !== null,
    businessKey: step.office.businessKey(virtual.id),
    office: definitions.facts(today),
    calendar: definitions.calendar,
    timeLimits: definitions.timeLimits,
    laneRoles: definitions.laneRoles,
    decide: (key, context) => definitions.decide(key, context),
    nextNumber(series) {
      const serial = (step.serials.get(series) ?? 0) + 1;
      step.serials.set(series, serial);
      return definitions.number(series, serial, today);
    },
    newId: () => `instance-${++step.ids}`,
  };
}
