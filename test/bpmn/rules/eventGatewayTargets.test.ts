import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule event-gateway-targets', () => {
  testRule('event-gateway-targets', { elements: ['second'], says: /must be a catch event/ });

  it('wants two flows or more, each to an element of its own, and one kind of receiver', async () => {
    const catching = '<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>';
    const start = `<startEvent id="s"/><eventBasedGateway id="g"/>${flow('f', 's', 'g')}`;
    const message = '<message id="m" name="reply"/>';
    const sentences = async (rest: string): Promise<readonly string[]> =>
      (await problemsOf(processOf(start + rest, message))).map(
        ({ element, sentence }) => `${String(element)}: ${sentence}`,
      );

    assert.deepEqual(await sentences(`${catching}${flow('h', 'g', 'c')}`), [
      'g: An event-based gateway needs at least two outgoing flows.',
    ]);
    assert.deepEqual(
      await sentences(`${catching}<receiveTask id="r" messageRef="m"/>${flow('h', 'g', 'c')}${flow('i', 'g', 'r')}`),
      ['g: Receive tasks and message catch events may not follow the same event-based gateway. Use one kind.'],
    );
    assert.deepEqual(
      await sentences(
        `<receiveTask id="q" messageRef="m"/><receiveTask id="r" messageRef="m"/>
        ${flow('h', 'g', 'q')}${flow('i', 'g', 'r')}${flow('j', 'q', 'r')}`,
      ),
      ['r: The element follows the event-based gateway "g", so no other flow may lead to it.'],
    );
  });
});
