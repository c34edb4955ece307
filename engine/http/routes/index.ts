import type { Route } from '../route.ts';
import { definitionRoutes } from './definitions.ts';
import { deploymentRoutes } from './deployments.ts';
import { documentRoutes } from './documents.ts';
import { dossierRoutes } from './dossiers.ts';
import { eventRoutes } from './events.ts';
import { formRoutes } from './forms.ts';
import { healthRoutes, openApiRoute } from './health.ts';
import { incidentRoutes } from './incidents.ts';
import { adHocRoutes } from './adHoc.ts';
import { instanceRoutes } from './instances.ts';
import { jobRoutes } from './jobs.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { operationRoutes } from './operations.ts';
import { outsideJobRoutes } from './outsideJobs.ts';
import { sessionRoutes } from './session.ts';
import { signalRoutes } from './signals.ts';
import { taskRoutes } from './tasks.ts';
import { timerRoutes } from './timers.ts';

/** The version of the interface, not of the program. */
const API_VERSION = '1.0.0';

const described: readonly Route[] = [
  ...healthRoutes,
  ...sessionRoutes,
  ...taskRoutes,
  ...definitionRoutes,
  ...formRoutes,
  ...instanceRoutes,
  ...adHocRoutes,
  ...operationRoutes,
  ...messageRoutes,
  ...signalRoutes,
  ...jobRoutes,
  ...outsideJobRoutes,
  ...timerRoutes,
  ...incidentRoutes,
  ...dossierRoutes,
  ...documentRoutes,
  ...memberRoutes,
  ...deploymentRoutes,
  ...eventRoutes,
];

/** Every route there is. */
export const routes: readonly Route[] = [...described, openApiRoute(described, API_VERSION)];
