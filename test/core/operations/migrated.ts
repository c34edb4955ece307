import assert from 'node:assert/strict';
import type { Migrated, TimerPolicy } from '../../../engine/core/index.ts';
import { Case } from '../kit.ts';
import { read } from '../office.ts';
import { migrateIn } from './migrating.ts';

/** A model of one process. */
export const model = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:officina="urn:officina:bpmn:1" id="d"
  targetNamespace="urn:test"><message id="m" name="reply"/><message id="n" name="note"/>
  <process id="p" isExecutable="true">${body}</process></definitions>`;

/** A timer at the border of `a`. */
export const timer = (id: string, spec: string, more = ''): string =>
  `<boundaryEvent id="${id}" attachedToRef="a" ${more}><timerEventDefinition ${spec}</boundaryEvent>`;
export const duration = (text: string): string => `><timeDuration>${text}</timeDuration></timerEventDefinition>`;
export const LIMIT = 'officina:timeLimit="reply"/>';
/** start → `a` → end; `late` is another end. */
export const line = (
  task: string,
  extra = '',
): string => `<startEvent id="s"/>${task}<endEvent id="e"/><endEvent id="late"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/>${extra}`;
export const A = '<userTask id="a" officina:candidateGroups="examiner"/>';
export const toLate = (id: string): string => `<sequenceFlow id="f-${id}" sourceRef="${id}" targetRef="late"/>`;

/** A case of a model, whatever the lint says of it. */
export async function begun(xml: string): Promise<Case> {
  const it = new Case(await read(xml, true), {});
  assert.equal(await it.begin(), null);
  return it;
}

/** Moves the case to a model. */
export async function moved(it: Case, xml: string, policy: TimerPolicy = 'keep', mapping = {}): Promise<Migrated> {
  const to = [...(await read(xml, true)).values()][0] ?? assert.fail();
  const { answer } = migrateIn(it.office, now(it), to, mapping, policy);
  return answer;
}

/** Why it cannot move. */
export function reasons(answer: Migrated): string {
  assert.equal(answer.type, 'refused');
  return answer.reasons.map(({ sentence }) => sentence).join(' ');
}

/** The case as it stands, whatever version it runs. */
export const now = (it: Case): Case['root'] => it.office.instances.get(it.root.id) ?? assert.fail();
