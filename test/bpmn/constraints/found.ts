import { readProcesses } from '../../../engine/bpmn/index.ts';

/** A file with roots and a process that runs or is a drawing; no namespace of ours unless it is asked for. */
export function file(body: string, how: { roots?: string; executable?: boolean; ours?: boolean } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema"${how.ours === true ? ' xmlns:officina="urn:officina:bpmn:1"' : ''} id="definitions" targetNamespace="urn:test">
${how.roots ?? ''}<process id="p" isExecutable="${String(how.executable ?? true)}">${body}</process>
</definitions>`;
}

/** Rule and element of every error of that rule. */
export async function found(rule: string, xml: string): Promise<readonly string[]> {
  const { problems } = await readProcesses(xml);
  return problems
    .filter((problem) => problem.rule === rule && problem.severity === 'error')
    .map((problem) => problem.element ?? '');
}
