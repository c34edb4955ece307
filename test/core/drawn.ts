/** Sequence flows from each element to the next. */
export function way(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="${ids[index]}-${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`)
    .join('');
}

/** User tasks. */
export function users(...ids: readonly string[]): string {
  return ids.map((id) => `<userTask id="${id}" officina:candidateGroups="examiner"/>`).join('');
}

/** An event with its definitions. */
export function event(tag: string, id: string, definitions = '', attributes = ''): string {
  return `<${tag} id="${id}" ${attributes}>${definitions}</${tag}>`;
}

/** A boundary event with its definitions. */
export function boundary(id: string, host: string, definitions: string, interrupting = true): string {
  return event('boundaryEvent', id, definitions, `attachedToRef="${host}" cancelActivity="${String(interrupting)}"`);
}

/** An event sub-process that begins with an event and holds one user task. */
export function eventSubProcess(id: string, definitions: string, interrupting = true, inside = ''): string {
  const start = event('startEvent', `${id}-start`, definitions, `isInterrupting="${String(interrupting)}"`);
  const body = inside === '' ? `${users(`${id}-task`)}${way(`${id}-start`, `${id}-task`)}` : inside;
  return `<subProcess id="${id}" triggeredByEvent="true">${start}${body}</subProcess>`;
}

export const signal = '<signalEventDefinition signalRef="sg"/>';
export const other = '<signalEventDefinition signalRef="sg2"/>';
export const message = '<messageEventDefinition messageRef="m"/>';
export const escalation = '<escalationEventDefinition escalationRef="es"/>';
export const anyEscalation = '<escalationEventDefinition/>';
export const compensation = '<compensateEventDefinition/>';
export const timer = (text: string, kind = 'timeDuration'): string =>
  `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${text}</${kind}></timerEventDefinition>`;
export const condition = (feel: string): string =>
  `<conditionalEventDefinition><condition xsi:type="tFormalExpression"><![CDATA[${feel}]]></condition></conditionalEventDefinition>`;

/** What the definitions above refer to. */
export const roots = `<message id="m" name="reply"/><signal id="sg" name="news"/><signal id="sg2" name="other"/>
  <escalation id="es" escalationCode="LATE"/><error id="er" errorCode="BROKEN"/>`;
