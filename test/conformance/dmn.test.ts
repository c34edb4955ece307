import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  evaluateDecision,
  evaluateService,
  readDecisions,
  type DecisionModel,
  type DecisionResult,
} from '../../engine/decisions/index.ts';
import { home, tckCases, type TckCase } from './dmnCases.ts';
import { contextOf, expectedOf, isSame } from './dmnValues.ts';
import { checkedMisses, countsTable, type Outcome } from './dmnSupport.ts';

/** The clock of the cases: those that ask for it only want to see a date and a time. */
const clock = { today: '2026-01-15', now: '2026-01-15T10:00:00Z' };
const models = new Map<string, Promise<DecisionModel | string>>();

const cases = tckCases(home);

describe('the DMN TCK', function () {
  if (!cases) {
    it(`is not run: there is no folder ${home}`);
    return;
  }
  this.timeout(120_000);
  const outcomes: Outcome[] = [];

  before('run every case', async () => {
    for (const one of cases) outcomes.push(await outcomeOf(one));
    console.log(countsTable(outcomes));
  });

  it('passes, but for the misses that docs/dmn-support.md lists with the reason', () => {
    assert.deepEqual(checkedMisses(outcomes), []);
  });

  it('passes as a whole at level 2', () => {
    const missed = outcomes.filter(({ level, isPassed }) => level === 'compliance-level-2' && !isPassed);
    assert.deepEqual(
      missed.map(({ id }) => id),
      [],
    );
  });
});

async function outcomeOf(one: TckCase): Promise<Outcome> {
  const expected = expectedOf(one.result);
  const model = await modelOf(one);
  const result: DecisionResult = typeof model === 'string' ? { ok: false, sentence: model } : ask(model, one);
  const found = result.ok ? partOf(result, one) : undefined;
  return {
    id: one.id,
    level: one.level,
    isNull: expected === null,
    isPassed: found !== undefined && isSame(found, expected),
    found: result.ok ? JSON.stringify(found) : result.sentence,
  };
}

function ask(model: DecisionModel, { service, result, inputs }: TckCase): DecisionResult {
  const context = { ...clock, ...contextOf(inputs) };
  const name = service ?? result.attributes['name'] ?? '';
  const elements = [...(service === undefined ? model.decisions : model.services).values()];
  const key = elements.find((element) => element.name === name)?.key ?? name;
  return service === undefined ? evaluateDecision(model, key, context) : evaluateService(model, key, context);
}

/** A service of several decisions answers with all of them; the case looks at one. */
function partOf({ value }: DecisionResult & { readonly ok: true }, { service, result }: TckCase): typeof value {
  const name = result.attributes['name'] ?? '';
  if (service === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return name in value ? ((value as Readonly<Record<string, typeof value>>)[name] ?? null) : value;
}

/** The model of a case, read once; the sentence of its first problem where it is refused. */
function modelOf({ model, others }: TckCase): Promise<DecisionModel | string> {
  const known = models.get(model) ?? readModel(model, others);
  models.set(model, known);
  return known;
}

async function readModel(model: string, others: readonly string[]): Promise<DecisionModel | string> {
  const imports = others.map((file) => readFileSync(file, 'utf8'));
  const read = await readDecisions(readFileSync(model, 'utf8'), { dialect: 'standard', imports });
  return read.ok ? read.model : (read.problems[0]?.sentence ?? 'It is refused.');
}
