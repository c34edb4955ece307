import { sendMessage } from '../../commands/sendMessage.ts';
import { ListQuery, MessageRow, MessageSent, SendMessage } from '../../contract/instance.ts';
import { Page } from '../../contract/page.ts';
import { checkMessageKey } from '../../queries/addressed.ts';
import { messages } from '../../queries/waiting.ts';
import { officeRoute, type Route } from '../route.ts';

/** What has arrived from outside. */
export const messageRoutes: readonly Route[] = [
  officeRoute({
    method: 'POST',
    path: '/messages',
    summary: 'Record that a message has arrived.',
    access: 'message.send',
    body: SendMessage,
    response: MessageSent,
    handle: async ({ services, call, look, body }) => {
      await checkMessageKey(look, body.key);
      return { body: await sendMessage(services.runtime, call, body) };
    },
  }),
  officeRoute({
    method: 'GET',
    path: '/messages',
    summary: 'Messages that wait for a receiver.',
    access: 'job.view',
    query: ListQuery,
    response: Page(MessageRow),
    handle: async ({ look, query }) => ({ body: await messages(look, query) }),
  }),
];
