import assert from 'node:assert/strict';
import { permissions } from '../../engine/access/permissions.ts';
import { refusedElements, supportedElements } from '../../engine/bpmn/index.ts';
import { rules } from '../../engine/bpmn/rules/index.ts';
import { CONFIG_KEYS, type ConfigKey } from '../../engine/config.ts';
import { refusalCodes } from '../../engine/contract/problem.ts';
import { assertWritten, document, table } from './documents.ts';

const code = (text: string): string => `\`${text}\``;

describe('what documents say of the code', () => {
  it('lists every key of the configuration in the administrator’s guide', () => {
    const keys: readonly ConfigKey[] = CONFIG_KEYS;
    const rows = keys.map(({ key, byDefault, unit, sentence }) => [
      code(key),
      byDefault === '' ? '–' : `${code(byDefault)}${unit === undefined ? '' : ` ${unit}`}`,
      sentence,
    ]);

    assertWritten('docs/guide/administrator.md', table(['Key', 'Default', 'What it is for'], rows), 'configuration');
  });

  it('lists every permission in the administrator’s guide', () => {
    const rows = Object.entries(permissions).map(([permission, sentence]) => [code(permission), sentence]);

    assertWritten(
      'docs/guide/administrator.md',
      table(['Permission', 'What it lets a person do'], rows),
      'permissions',
    );
  });

  it('lists every refusal in the guide to the API', () => {
    const rows = Object.entries(refusalCodes).map(([key, { status, title }]) => [String(status), code(key), title]);

    assertWritten('docs/guide/api.md', table(['Status', 'Code', 'Title'], rows), 'refusals');
  });

  it('lists what is executed and what is refused in docs/bpmn-support.md', () => {
    const executed = supportedElements.map(({ element, since, note }) => [code(element), since, note ?? '']);
    const refused = refusedElements.map(({ element, alternative }) => [code(element), alternative]);

    assertWritten(
      'docs/bpmn-support.md',
      `# BPMN support

Written by \`test/docs/written.test.ts\` from \`engine/bpmn/support.ts\`; \`test/bpmn/support.test.ts\` tries each line. Names are
those of the XML; an event is followed by its trigger.

## Executed

${table(['Element', 'Since', 'Note'], executed)}

A trigger in a place that this table does not list is refused as well. Pools, message flows, data objects, groups and text
annotations are documentation.

## Refused, and what to use instead

${table(['Element', 'Use instead'], refused)}
`,
    );
  });

  it('explains every lint rule in the analyst’s guide', () => {
    const guide = document('docs/guide/analyst.md');

    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !guide.includes(`| ${code(name)} |`)),
      [],
    );
  });
});
