import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../engine/contract/json.ts';
import { definitionsOfXx, root, shipped } from './office.ts';

const readText = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');
const arabic = /[\u0600-\u06ff]/;

/** Forms whose choices are the values of an option list. */
const choices: readonly (readonly [form: string, field: string, list: string])[] = [
  ['formal-examination', 'deficiencyReasons', 'formal-deficiencies'],
  ['classification', 'deficiencyReasons', 'formal-deficiencies'],
  ['substantive-examination', 'refusalGrounds', 'refusal-grounds'],
  ['re-examination', 'refusalGrounds', 'refusal-grounds'],
  ['opposition-notice', 'oppositionGrounds', 'opposition-grounds'],
];

describe('content of the standard bundle and office XX', () => {
  it('is checked without a problem', async () => {
    assert.deepEqual((await shipped).problems, []);
  });

  it('offers in its forms exactly the reasons that its letters explain', async () => {
    const { forms, optionLists } = await definitionsOfXx();
    for (const [form, field, list] of choices) {
      const properties = forms.get(form)?.schema['properties'] as JsonObject;
      const items = (properties[field] as JsonObject)['items'] as JsonObject;
      assert.deepEqual(
        items['enum'],
        optionLists.get(list)?.options.map(({ value }) => value),
        `${form}.${field}`,
      );
    }
  });

  it('has the whole vocabulary of status events with its categories', async () => {
    const { statusEvents } = await definitionsOfXx();
    const { events } = JSON.parse(await readText('test/corpora/domain/event-vocabulary.json')) as {
      readonly events: readonly { readonly id: string; readonly categories: object }[];
    };
    assert.deepEqual(
      Object.entries(statusEvents).map(([id, { categories }]) => ({ id, categories })),
      events.map(({ id, categories }) => ({ id, categories })),
    );
  });

  it('speaks Arabic wherever it speaks English', async () => {
    const { processes, forms, states } = await wordsOfXx();
    for (const [where, word] of [...processes, ...forms, ...states]) assert.match(word, arabic, where);
  });

  it('says of every time limit what it rests on and what follows', async () => {
    const { timeLimits, processes } = await definitionsOfXx();
    const used = [...processes.values()].map(({ xml }) => xml).join();
    for (const [key, limit] of timeLimits) {
      assert.ok(limit.legalBasis, key);
      assert.ok(limit.consequence, key);
      assert.ok(used.includes(key), `no process uses ${key}`);
    }
    assert.equal(timeLimits.get('nat-opposition-tm')?.length, 'P3M');
    assert.equal(timeLimits.get('stlt-term')?.roll, 'none');
  });

  it('has demo people in every role, and only roles that exist', async () => {
    const { roles } = await definitionsOfXx();
    const { demo, people } = JSON.parse(await readText('offices/xx/demo/people.json')) as {
      readonly demo: boolean;
      readonly people: readonly { readonly login: string; readonly roles: readonly string[] }[];
    };
    assert.equal(demo, true);
    // The role of programs outside: a person in it would be a password for a program.
    const ofPeople = Object.keys(roles.roles).filter((role) => role !== 'outside-worker');
    assert.deepEqual([...new Set(people.flatMap((person) => person.roles))].sort(), ofPeople.sort());
    assert.equal(new Set(people.map(({ login }) => login)).size, people.length);
  });

  it('maps every status of the register’s sample to states that exist', async () => {
    const { dossierKinds } = await definitionsOfXx();
    const states = Object.keys(dossierKinds.get('trademark')?.states ?? {});
    const [, ...rows] = (await readText('offices/xx/demo/eutm-marks-sample.csv')).trim().split('\n');
    assert.equal(rows.length, 824);
    const table = [
      ...(await readText('offices/xx/demo/README.md')).matchAll(/^\| ([A-Z][a-z ]+) \| (\d+) \| (`[^|]+`) \|/gm),
    ];
    const marks = table.reduce((sum, [, , count = '0']) => sum + Number(count), 0);
    assert.equal(marks, 824);
    for (const [, status = '', count, mapped = ''] of table) {
      assert.equal(rows.filter((row) => row.includes(`,${status},`)).length, Number(count), status);
      for (const [, state = ''] of mapped.matchAll(/`([A-Z_]+)`/g)) assert.ok(states.includes(state), state);
    }
  });
});

async function wordsOfXx(): Promise<Record<'processes' | 'forms' | 'states', readonly (readonly [string, string])[]>> {
  const { processes, forms, dossierKinds } = await definitionsOfXx();
  const ofElement = ([id, words]: [string, object]): readonly (readonly [string, string])[] =>
    Object.values(words).flatMap((word: unknown) =>
      typeof word === 'string'
        ? [[id, word] as const]
        : Object.values(word as Record<string, string>).map((outcome) => [id, outcome] as const),
    );
  return {
    processes: [...processes.values()].flatMap(({ texts }) =>
      Object.entries(texts['ar']?.elements ?? {}).flatMap(ofElement),
    ),
    forms: [...forms.values()].flatMap(({ key, texts }) =>
      Object.entries(texts['ar'] ?? {}).map(([name, word]) => [`${key} ${name}`, word] as const),
    ),
    states: [...dossierKinds.values()].flatMap(({ states }) =>
      Object.entries(states).flatMap(([key, { name, publicName }]) =>
        [name['ar'], publicName['ar']].map((word) => [key, word ?? ''] as const),
      ),
    ),
  };
}
