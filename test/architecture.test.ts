import assert from 'node:assert/strict';
import { environment, longFunctions, noAny, noCodeFromData, oneVoice, purity } from './support/architecture/code.ts';
import { designerArrows, doors, floors, packages } from './support/architecture/floors.ts';
import { readSources, sample, type Rule } from './support/architecture/sources.ts';
import {
  dataFolders,
  fileLength,
  logicalCss,
  migrations,
  noDrawers,
  noLeftovers,
  speaksOfItself,
  topLevel,
  twins,
} from './support/architecture/tree.ts';

/** A rule of the house with samples that break it: file and text. */
interface Tested {
  readonly sentence: string;
  readonly rule: Rule;
  readonly broken: readonly (readonly [file: string, text: string])[];
  readonly kept: readonly (readonly [file: string, text: string])[];
}

const RULES: readonly Tested[] = [
  {
    sentence: 'a file imports from its own folder and from lower floors',
    rule: floors,
    broken: [
      ['engine/feel/evaluate.ts', "import { x } from '../core/index.ts';"],
      ['engine/feel/evaluate.ts', "import type { X } from '../calendar/index.ts';"],
      ['engine/core/advance.ts', "export { x } from '../scenarios/run.ts';"],
      ['engine/http/app.ts', "const x = await import('../workers/jobs.ts');"],
      ['engine/queries/inbox.ts', "import { x } from '../core/index.ts';"],
      ['engine/store/tasks.ts', "import { x } from '../connectors/rest/index.ts';"],
      ['engine/commands/claimTask.ts', "import { x } from './completeTask.ts';"],
      ['engine/commands/shared/step.ts', "import { x } from '../completeTask.ts';"],
      ['engine/bundles/read.ts', "import { x } from '../../designer/main.ts';"],
      ['engine/odds/x.ts', "import { x } from './y.ts';"],
    ],
    kept: [
      ['engine/core/advance.ts', "import { x } from '../bpmn/index.ts'; import { y } from './state.ts';"],
      ['engine/commands/claimTask.ts', "import { x } from './shared/step.ts';"],
      ['engine/wiring.ts', "import { x } from './http/app.ts'; import { y } from './workers/jobs.ts';"],
    ],
  },
  {
    sentence: 'floors 0–3 take pure packages only, and every other package stays in the folder it belongs to',
    rule: packages,
    broken: [
      ['engine/core/advance.ts', "import { readFile } from 'node:fs/promises';"],
      ['engine/contract/task.ts', "import { BpmnModdle } from 'bpmn-moddle';"],
      ['engine/forms/validate.ts', "import { Ajv } from 'ajv';"],
      ['engine/forms/read.ts', "import { BpmnModdle } from 'bpmn-moddle';"],
      ['engine/http/routes/tasks.ts', "import knex from 'knex';"],
      ['engine/commands/claimTask.ts', "import type { Knex } from 'knex';"],
      ['engine/letters/render.ts', "import net from 'node:net';"],
    ],
    kept: [
      ['engine/store/pool.ts', "import knex from 'knex'; import { readFile } from 'node:fs/promises';"],
      ['engine/contract/task.ts', "import { Type } from '@sinclair/typebox';"],
    ],
  },
  {
    sentence: 'floors 0–3 have no clock, no chance and no I/O',
    rule: purity,
    broken: [
      ['engine/core/advance.ts', 'const at = Date.now();'],
      ['engine/core/advance.ts', 'const at = new Date();'],
      ['engine/feel/evaluate.ts', 'const n = Math.random();'],
      ['engine/calendar/add.ts', 'const at = Temporal.Now.instant();'],
      ['engine/access/may.ts', 'const x = process.env.OFFICE;'],
      ['engine/bpmn/read.ts', 'void fetch(url);'],
      ['engine/scenarios/run.ts', 'setTimeout(run, 10);'],
      ['engine/decisions/evaluate.ts', 'const id = crypto.randomUUID();'],
    ],
    kept: [
      ['engine/core/advance.ts', '// not Date.now()\nconst on = new Date(instant); const key = process.key;'],
      ['engine/forms/lint.ts', 'export function lint(document: Form) { return document.schema; }'],
      ['engine/store/pool.ts', 'const at = Date.now();'],
    ],
  },
  {
    sentence: 'folders with a door are entered through their index.ts only',
    rule: doors,
    broken: [
      ['engine/commands/completeTask.ts', "import { advance } from '../core/advance.ts';"],
      ['designer/areas/design/lint.ts', "import { lint } from '../../../engine/bpmn/lint.ts';"],
      ['engine/wiring.ts', "import { pool } from './store/pool.ts';"],
    ],
    kept: [
      ['engine/commands/completeTask.ts', "import { advance } from '../core/index.ts';"],
      ['engine/core/advance.ts', "import { x } from './behaviours/flows.ts';"],
    ],
  },
  {
    sentence: 'the designer sees floors 0–3, and its own arrows point one way',
    rule: designerArrows,
    broken: [
      ['designer/api/tasks.ts', "import { x } from '../../engine/store/index.ts';"],
      ['designer/areas/inbox/index.ts', "import { x } from '../admin/index.ts';"],
      ['designer/ui/Button.vue', '<script setup lang="ts">\nimport { x } from \'../api/tasks.ts\';\n</script>'],
      ['designer/forms/render.ts', "import { x } from '../diagram/view.ts';"],
      ['designer/main.ts', "import fs from 'node:fs';"],
    ],
    kept: [
      [
        'designer/areas/inbox/pages/TaskPage.vue',
        '<script setup lang="ts">\nimport X from \'../parts/X.vue\';\n</script>',
      ],
      ['designer/areas/inbox/useInbox.ts', "import { x } from '../../api/tasks.ts';"],
      ['designer/api/tasks.ts', "import type { Task } from '../../engine/contract/task.ts';"],
    ],
  },
  {
    sentence: 'only engine/config.ts reads the environment',
    rule: environment,
    broken: [['engine/http/app.ts', 'const port = process.env.PORT;']],
    kept: [['engine/config.ts', 'const port = process.env.PORT;']],
  },
  {
    sentence: 'in the designer only api/ speaks to the server',
    rule: oneVoice,
    broken: [
      ['designer/areas/inbox/useInbox.ts', "await fetch('/api/tasks');"],
      ['designer/session/stream.ts', "const s = new EventSource('/api/events');"],
    ],
    kept: [['designer/api/tasks.ts', "await fetch('/api/tasks');"]],
  },
  {
    sentence: 'nothing is typed any',
    rule: noAny,
    broken: [
      ['engine/core/advance.ts', 'const x = y as any;'],
      ['designer/ui/Table.vue', '<script setup lang="ts">\nconst x: any[] = [];\n</script>'],
    ],
    kept: [['engine/core/advance.ts', "const any = 'any';"]],
  },
  {
    sentence: 'data never becomes code or markup',
    rule: noCodeFromData,
    broken: [
      ['engine/feel/evaluate.ts', "eval('1');"],
      ['engine/feel/evaluate.ts', "const f = new Function('return 1');"],
      ['engine/feel/evaluate.ts', "import vm from 'node:vm';"],
      ['designer/ui/Text.vue', '<template>\n  <p v-html="text" />\n</template>'],
      ['designer/ui/text.ts', 'element.innerHTML = text;'],
    ],
    kept: [['designer/ui/Text.vue', '<template>\n  <p>{{ text }}</p>\n</template>']],
  },
  {
    sentence: 'a file of code has at most 300 lines',
    rule: fileLength,
    broken: [['engine/core/advance.ts', 'x;\n'.repeat(301)]],
    kept: [['engine/core/advance.ts', 'x;\n'.repeat(300)]],
  },
  {
    sentence: 'there is no drawer for odds and ends',
    rule: noDrawers,
    broken: [
      ['engine/core/utils/x.ts', ''],
      ['designer/ui/helpers.ts', ''],
      ['engine/store/shared/x.ts', ''],
    ],
    kept: [['engine/commands/shared/step.ts', '']],
  },
  {
    sentence: 'the top level shows the house and nothing else',
    rule: topLevel,
    broken: [['src/index.ts', '']],
    kept: [
      ['start.mjs', ''],
      ['engine/cli.ts', ''],
    ],
  },
  {
    sentence: 'processes, forms and offices hold no code',
    rule: dataFolders,
    broken: [
      ['forms/applicant/check.ts', ''],
      ['processes/a/a.bpmn', '<scriptTask scriptFormat="javascript" />'],
      ['offices/xx/seal.svg', '<svg><script>x</script></svg>'],
    ],
    kept: [['processes/a/a.bpmn', '<scriptTask scriptFormat="feel" />']],
  },
  {
    sentence: 'migrations are numbered without gaps',
    rule: migrations,
    broken: [
      ['migrations/0002_tasks.ts', ''],
      ['migrations/1_tasks.ts', ''],
    ],
    kept: [['migrations/0001_offices.ts', '']],
  },
  {
    sentence: 'every element, lint rule and connector has its twin test',
    rule: twins,
    broken: [
      ['engine/core/elements/userTask.ts', ''],
      ['engine/bpmn/rules/noStart.ts', ''],
      ['engine/connectors/rest/index.ts', ''],
    ],
    kept: [['engine/core/elements/index.ts', '']],
  },
  {
    sentence: 'no work is left undone in a comment',
    rule: noLeftovers,
    broken: [['engine/core/advance.ts', '// TO' + 'DO later']],
    kept: [['engine/core/advance.ts', '// done']],
  },
  {
    sentence: 'the repository speaks of itself alone',
    rule: speaksOfItself,
    broken: [
      ['docs/guide.md', 'see /wo' + 'rk/x'],
      ['package-lock.json', '"resolved": "https://example.org/x.tgz"'],
      ['README.md', 'from npmjs.' + 'org'],
    ],
    kept: [['docs/guide.md', 'the engine/workers/ folder']],
  },
  {
    sentence: 'style sheets give logical directions only',
    rule: logicalCss,
    broken: [
      ['designer/ui/base.css', '.a { margin-left: 1rem; }'],
      ['designer/ui/A.vue', '<style scoped>\n.a {\n  left: 0;\n  text-align: right;\n}\n</style>'],
      ['designer/ui/A.vue', '<template>\n  <p style="padding-right: 2px"></p>\n</template>'],
    ],
    kept: [
      ['designer/ui/base.css', '.a { margin-inline-start: 1rem; text-align: start; } /* left: right */'],
      ['designer/ui/A.vue', '<script setup lang="ts">\nconst a = { left: 1 };\n</script>'],
    ],
  },
];

describe('the architecture', () => {
  const files = readSources();

  for (const { sentence, rule } of RULES) {
    it(sentence, () => {
      const findings = rule(files);

      if (findings.length > 0) assert.fail(`${findings.length} found:\n${findings.join('\n')}`);
    });
  }

  it('raises an alarm, not an error, for functions over 50 lines', () => {
    const alarms = longFunctions(files);

    if (alarms.length > 0) console.log(`  alarm, functions over 50 lines:\n    ${alarms.join('\n    ')}`);
  });
});

describe('the rules of the architecture', () => {
  for (const { sentence, rule, broken, kept } of RULES) {
    it(`notice where it does not hold that ${sentence}`, () => {
      for (const [file, text] of broken) {
        const findings = rule(sample(file, text));

        assert.ok(findings.length > 0, `${file} passed: ${text.slice(0, 80)}`);
        assert.match(findings[0]!, /^[^:\s]+:\d+ \S/);
      }
      for (const [file, text] of kept) assert.deepEqual(rule(sample(file, text)), [], file);
    });
  }
});
