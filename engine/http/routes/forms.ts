import { Type } from '@sinclair/typebox';
import { FormView } from '../../contract/instance.ts';
import { formInForce } from '../../queries/formInForce.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }) });

/** Forms in force, for starting processes and recording arrivals. */
export const formRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/forms/{key}',
    summary: 'A form in force and what it starts with.',
    access: ['definition.view', 'instance.start', 'task.work', 'message.send'],
    params,
    response: FormView,
    handle: ({ look, params: { key } }) => Promise.resolve({ body: formInForce(look, key) }),
  }),
];
