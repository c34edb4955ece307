import assert from 'node:assert/strict';
import type { JsonObject } from '../../engine/contract/json.ts';
import type { LetterLanguage } from '../../engine/contract/letter.ts';
import { composeLetter } from '../../engine/letters/composeLetter.ts';
import type { LetterRequest } from '../../engine/letters/letterRequest.ts';
import { directStepper, runScenario, type Stepper } from '../../engine/scenarios/index.ts';
import { dayOf } from '../../engine/calendar/index.ts';
import { definitionsOfXx, officeXx, shippedScenarios } from './office.ts';
import { separateFeeScenarios } from './separateFees.ts';

interface Written {
  readonly letter: string;
  readonly en: LetterRequest;
  readonly ar: LetterRequest;
}

/** Takes each step as usual and writes every letter it asks for, in both languages. */
async function writing(written: Written[]): Promise<Stepper> {
  const { office, calendar, letters, optionLists } = await definitionsOfXx();
  return async (process, graph, instance, trigger, world) => {
    const step = await directStepper(process, graph, instance, trigger, world);
    if (step.type !== 'advanced') return step;
    for (const event of step.events) {
      if (event.type !== 'jobOpened' || event.kind !== 'letter') continue;
      const template = letters.get(event.key);
      assert.ok(template, `there is no letter ${event.key}`);
      const today = dayOf(world.now, calendar.timeZone);
      const dossier: JsonObject = { ...step.instance.dossier, state: step.instance.dossierState };
      const compose = (language: LetterLanguage): LetterRequest => {
        const composed = composeLetter(
          template,
          {
            ...{ office, timeZone: calendar.timeZone, number: 'L1', date: today, signatory: '' },
            applicant: { name: 'Terra Nova Foods Ltd', addressLines: ['12 Harbour Road'] },
            optionLists: Object.fromEntries(optionLists),
            values: {
              ...step.instance.variables,
              input: event.input,
              dossier,
              office: world.office,
              today,
              now: world.now,
            },
          },
          language,
        );
        assert.ok(composed.ok, composed.ok ? '' : JSON.stringify(composed.problems, null, 2));
        return composed.request;
      };
      written.push({ letter: event.key, en: compose('en'), ar: compose('ar') });
    }
    return step;
  };
}

const textOf = (request: LetterRequest): string => JSON.stringify(request.blocks).replaceAll(/[\u2066-\u2069]/g, '');

describe('letters of the standard bundle', () => {
  const written: Written[] = [];
  before(async () => {
    const stepper = await writing(written);
    for (const scenario of (await shippedScenarios()).values())
      await runScenario(scenario, await officeXx(), { stepper });
    const separate = await officeXx({ publicationFeeSeparate: true, registrationFeeSeparate: true });
    for (const scenario of separateFeeScenarios) await runScenario(scenario, separate, { stepper });
  });

  it('are all asked for by some scenario, and can be written in both languages whenever they are', async () => {
    const { letters } = await definitionsOfXx();
    assert.deepEqual([...new Set(written.map(({ letter }) => letter))].sort(), [...letters.keys()].sort());
    for (const { letter, en, ar } of written) {
      assert.equal(en.blocks.length, ar.blocks.length, letter);
      assert.match(textOf(ar), /[\u0600-\u06ff]/, letter);
    }
  });

  it('state amounts, days and reasons', () => {
    const of = (key: string): LetterRequest | undefined => written.find(({ letter }) => letter === key)?.en;
    const invitation = of('fee-invitation');
    assert.ok(invitation);
    assert.match(textOf(invitation), /Basic fee \(item 1\): EUR\s200\.00/);
    assert.match(textOf(invitation), /by 5 February 2026/);
    const deficiency = of('formal-deficiency');
    assert.ok(deficiency);
    assert.match(textOf(deficiency), /has not been signed/);
    const refusal = of('provisional-refusal');
    assert.ok(refusal);
    assert.match(textOf(refusal), /NOVA TERRA/);
    assert.match(textOf(refusal), /by 7 April 2026/);
  });

  it('make a certificate with mark, number and term', () => {
    const certificate = written.find(({ letter }) => letter === 'registration-certificate')?.en;
    assert.ok(certificate);
    assert.equal(certificate.layout, 'certificate');
    assert.equal(certificate.mark?.text, 'TERRA S NOVA');
    assert.match(textOf(certificate), /5 January 2036/);
  });
});
