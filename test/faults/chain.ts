import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const offices = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'offices', 'xx');

/** Tasks of the chain, one after the other. */
export const LINKS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;
/** Key of the process. */
export const CHAIN = 'chain-of-tasks';

/** The office bundle of the demo office with one more process: five tasks in a row, each followed by a count. */
export function bundleWithChain(): readonly { path: string; content: string }[] {
  const files = readdirSync(offices, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json') && !file.startsWith('demo/'))
    .map((file) => ({ path: file, content: readFileSync(path.join(offices, file), 'utf8') }));
  const folder = `processes/${CHAIN}/${CHAIN}`;
  const texts = JSON.stringify({
    name: 'Chain of tasks',
    elements: Object.fromEntries(
      ['begin', ...LINKS.flatMap((link) => [link, `count-${link}`]), 'done'].map((id) => [id, { name: id }]),
    ),
  });
  return [
    ...files,
    { path: `${folder}.bpmn`, content: model() },
    { path: `${folder}.en.json`, content: texts },
    { path: `${folder}.ar.json`, content: texts },
  ];
}

function model(): string {
  const nodes = LINKS.flatMap((link) => [
    `<userTask id="${link}" name="${link}" officina:candidateGroups="formalities-officer"/>`,
    `<scriptTask id="count-${link}" name="count-${link}" scriptFormat="feel" officina:resultVariable="count"><script>count + 1</script></scriptTask>`,
  ]);
  const order = ['begin', ...LINKS.flatMap((link) => [link, `count-${link}`]), 'done'];
  const flows = order
    .slice(1)
    .map((id, index) => `<sequenceFlow id="flow-${index}" sourceRef="${order[index]}" targetRef="${id}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:officina="urn:officina:bpmn:1" id="chain-definitions" targetNamespace="urn:chain">
  <process id="${CHAIN}" name="Chain of tasks" isExecutable="true">
    <startEvent id="begin" name="begin"/>
    ${[...nodes, '<endEvent id="done" name="done"/>', ...flows].join('\n    ')}
  </process>
</definitions>`;
}
