import { Type } from '@sinclair/typebox';
import { deploy } from '../../commands/deploy.ts';
import { Deploy, Deployed, DeploymentRow, DeploymentView, ListQuery } from '../../contract/instance.ts';
import { Id, Page } from '../../contract/page.ts';
import { deployments, deploymentView } from '../../queries/deployments.ts';
import { officeRoute, type Route } from '../route.ts';

/** A packed bundle's limit (data.md 6), as JSON. */
const BUNDLE_BYTES = 50 * 1024 * 1024;
const params = Type.Object({ id: Id });

/** Bundles that were put in force. */
export const deploymentRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/deployments',
    summary: 'What was deployed, latest first.',
    access: 'definition.view',
    query: ListQuery,
    response: Page(DeploymentRow),
    handle: async ({ look, query }) => ({ body: await deployments(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/deployments/{id}',
    summary: 'A deployment with every version it put in force.',
    access: 'definition.view',
    params,
    response: DeploymentView,
    handle: async ({ look, params: { id } }) => ({ body: await deploymentView(look, id) }),
  }),
  officeRoute({
    method: 'POST',
    path: '/deployments',
    summary: 'Put an office bundle in force, laid over the standard one; or only check it.',
    access: 'deployment.create',
    body: Deploy,
    bodyLimitBytes: BUNDLE_BYTES,
    response: Deployed,
    handle: async ({ services, call, body: { files, note, dryRun } }) => {
      const { runtime, standard } = services;
      const { changed, problems, ...answer } = await deploy(runtime, call, { standard, files, note, dryRun });
      return { body: { ...answer, changed: [...changed], problems: [...problems] } };
    },
  }),
];
