import type { Static } from '@sinclair/typebox';
import type { DiagramView } from '../../engine/contract/dossier.ts';
import type { InstanceStarted, MessageSent, SendMessage, StartInstance } from '../../engine/contract/instance.ts';
import { call, inOffice } from './call.ts';

export type Diagram = DiagramView;
export type Started = Static<typeof InstanceStarted>;
export type Sent = Static<typeof MessageSent>;

export function startInstance(office: string, body: StartInstance, intent: string): Promise<Started> {
  return call('POST', inOffice(office, 'instances'), { body, intent });
}

export function getDiagram(office: string, instanceId: string): Promise<DiagramView> {
  return call('GET', inOffice(office, 'instances', instanceId, 'diagram'));
}

/** Records that something has arrived for which a dossier waits. */
export function sendMessage(office: string, body: SendMessage, intent: string): Promise<Sent> {
  return call('POST', inOffice(office, 'messages'), { body, intent });
}
