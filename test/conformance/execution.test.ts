import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../engine/packageRoot.ts';
import { home, openFolder, type Case } from './folder.ts';
import { play, type Complaints } from './run.ts';
import { variantsOf } from './variants.ts';

/** A part of an id or feature: only these cases are played, and compared with nothing. */
const only = process.env['CONFORMANCE_ONLY'];
/** A file that takes what every failed case says. */
const board = process.env['CONFORMANCE_REPORT'];

const folder = await openFolder();

describe('the conformance cases', function () {
  if (!folder) {
    it(`are not looked at: there is no folder ${home}`, () => assert.equal(folder, undefined));
    return;
  }
  this.timeout(90_000);
  const cases = folder.cases.filter(
    ({ id, features }) => only === undefined || id.includes(only) || features.some((feature) => feature.includes(only)),
  );
  const results = new Map<Case, Complaints>();

  before('play every case', async () => {
    for (const one of cases) results.set(one, await play(folder, one));
    if (board !== undefined) writeFileSync(board, boardText(results));
  });

  it('pass or fail alike with other ids, another order and another prefix', async () => {
    const different: string[] = [];
    for (const one of cases.filter(({ raw }) => raw !== true)) {
      const complaints = await play(folder, one, variantsOf);
      const before = results.get(one) ?? [];
      if ((complaints.length === 0) !== (before.length === 0))
        different.push(`${one.id}: ${complaints[0] ?? 'passes'}`);
    }

    assert.deepEqual(different, []);
  });

  it('pass, or are listed in docs/conformance.md with the reason', () => {
    const listed = listedCases();
    const failed = [...results].filter(([, complaints]) => complaints.length > 0);
    const unlisted = failed.filter(([{ id }]) => !listed.has(id));
    const passing = [...results].filter(([{ id }, complaints]) => complaints.length === 0 && listed.has(id));

    assert.deepEqual(
      [
        ...unlisted.map(([{ id }, complaints]) => `${id} fails: ${complaints[0] ?? ''}`),
        ...passing.map(([{ id }]) => `${id} is listed but passes`),
      ],
      [],
    );
  });
});

function listedCases(): ReadonlySet<string> {
  const text = readFileSync(path.join(packageRoot, 'docs', 'conformance.md'), 'utf8');
  return new Set([...text.matchAll(/^\| `([^`]+)` \|/gm)].map((found) => found[1] ?? ''));
}

function boardText(results: ReadonlyMap<Case, Complaints>): string {
  const lines = [...results].map(([one, complaints]) => ({ one, complaints }));
  const passed = (some: typeof lines): string =>
    `${some.filter(({ complaints }) => complaints.length === 0).length}/${some.length}`;
  const groups = (key: (one: Case) => readonly string[]): readonly string[] =>
    [...new Set(lines.flatMap(({ one }) => key(one)))]
      .sort()
      .map((name) => `${name.padEnd(36)} ${passed(lines.filter(({ one }) => key(one).includes(name)))}`);
  return [
    `all ${passed(lines)}`,
    ...groups(({ source }) => [source.suite]),
    ...groups(({ features }) => features),
    '',
    ...lines
      .filter(({ complaints }) => complaints.length > 0)
      .map(
        ({ one, complaints }) =>
          `${one.id} [${one.features.join(' ')}]\n    ${complaints
            .slice(0, 3)
            .map((each) => each.slice(0, 400))
            .join('\n    ')}`,
      ),
    '',
  ].join('\n');
}
