import type { EventOf } from '../../core/index.ts';
import { readDefinition } from '../../store/index.ts';
import type { Draft } from './draft.ts';
import type { DeployedOffice } from './runtime.ts';
import type { Session } from './session.ts';
import { StepIncident } from './stepIncident.ts';

/**
 * The deployment that a call activity calls from: the one in force, the caller's own, or the one that brought the latest version with a
 * tag (one more statement).
 * @throws StepIncident UNKNOWN_PROCESS
 */
export async function calledDeployment(
  session: Session,
  draft: Draft,
  call: EventOf<'callStarted'>,
): Promise<DeployedOffice> {
  const deployed = await bound(session, draft, call);
  if (deployed?.definitions.processes.has(call.process)) return deployed;
  const tag = call.binding === 'versionTag' ? ` with the version tag “${call.versionTag ?? ''}”` : '';
  throw new StepIncident(
    call.element,
    'UNKNOWN_PROCESS',
    `“${call.element}” calls the process “${call.process}”${tag}, which is not deployed.`,
  );
}

async function bound(
  session: Session,
  draft: Draft,
  call: EventOf<'callStarted'>,
): Promise<DeployedOffice | undefined> {
  switch (call.binding) {
    case 'latest':
      return session.inForce;
    case 'deployment':
      return draft.deployed;
    case 'versionTag': {
      const { officeId } = session.call;
      const binding = { type: 'versionTag', tag: call.versionTag ?? '' } as const;
      const found = await readDefinition(session.trx, officeId, { kind: 'process', key: call.process, binding });
      return found ? session.runtime.deployments.get(officeId, found.deploymentId) : undefined;
    }
  }
}
