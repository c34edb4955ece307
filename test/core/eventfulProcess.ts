import { Writer, written, type Block, type RichProcess } from './richProcess.ts';

const signals = ['<signalEventDefinition signalRef="g0"/>', '<signalEventDefinition signalRef="g1"/>'] as const;
const escalations = ['<escalationEventDefinition escalationRef="l0"/>', '<escalationEventDefinition/>'] as const;
const message = '<messageEventDefinition messageRef="m0"/>';
const compensation = '<compensateEventDefinition/>';
const cancel = '<cancelEventDefinition/>';
const kinds = ['throw', 'catch', 'undoable', 'undo', 'transaction', 'link', 'boundaries', 'scope'] as const;

/** Makes block-structured processes with every kind of event, among the blocks of the other writer. */
class EventWriter extends Writer {
  /** Inside an event sub-process no signal is thrown that might start it again without end. */
  #isQuiet = false;

  override block(depth: number): Block {
    if (this.pick(3) === 0) return super.block(depth);
    const kind = kinds[this.pick(depth >= 3 ? 4 : kinds.length)]!;
    switch (kind) {
      case 'throw':
        return this.single('q', (id) => `<intermediateThrowEvent id="${id}">${this.thrown()}</intermediateThrowEvent>`);
      case 'catch':
        return this.waiting();
      case 'undoable':
        return this.undoable();
      case 'undo': {
        const waits = String(this.pick(3) > 0);
        const definition = `<compensateEventDefinition waitForCompletion="${waits}"/>`;
        return this.single('z', (id) => `<intermediateThrowEvent id="${id}">${definition}</intermediateThrowEvent>`);
      }
      case 'transaction':
        return this.transaction(depth);
      case 'link':
        return this.link();
      case 'boundaries':
        return this.guarded((id) => `<userTask id="${id}"/>`);
      case 'scope':
        return this.guarded((id) => `<subProcess id="${id}">${this.inside(() => this.scope(depth + 1))}</subProcess>`);
    }
  }

  thrown(): string {
    const escalation = '<escalationEventDefinition escalationRef="l0"/>';
    return this.#isQuiet || this.pick(2) === 0 ? escalation : signals[this.pick(2)]!;
  }

  condition(): string {
    return `<conditionalEventDefinition><condition>level > ${1 + 2 * this.pick(2)}</condition></conditionalEventDefinition>`;
  }

  /** What may be waited for; a cycle fires twice. */
  awaited(): string {
    const cycle = '<timerEventDefinition><timeCycle>R2/P1W</timeCycle></timerEventDefinition>';
    return [signals[0], signals[1], this.condition(), message, this.timer(), cycle][this.pick(6)]!;
  }

  /** One thing, or several of which one or all are needed. */
  several(): { readonly definitions: string; readonly attribute: string } {
    if (this.pick(3) > 0) return { definitions: this.awaited(), attribute: '' };
    const definitions = `${this.awaited()}${this.awaited()}`;
    return { definitions, attribute: this.pick(2) === 0 ? '' : 'parallelMultiple="true"' };
  }

  waiting(): Block {
    const { definitions, attribute } = this.several();
    return this.single(
      'c',
      (id) => `<intermediateCatchEvent id="${id}" ${attribute}>${definitions}</intermediateCatchEvent>`,
    );
  }

  undoable(): Block {
    const [id, on, undo] = [this.id('u'), this.id('b'), this.id('n')];
    const loop =
      this.pick(3) === 0
        ? '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'
        : '';
    this.add(
      `<userTask id="${id}">${loop}</userTask><boundaryEvent id="${on}" attachedToRef="${id}">${compensation}</boundaryEvent>`,
    );
    const tag = this.pick(2) === 0 ? 'userTask' : 'task';
    this.add(`<${tag} id="${undo}" isForCompensation="true"/>`);
    this.add(`<association id="${this.id('a')}" sourceRef="${on}" targetRef="${undo}"/>`);
    return { first: id, last: id };
  }

  transaction(depth: number): Block {
    const [id, on, merge] = [this.id('y'), this.id('b'), this.id('x')];
    const body = this.inside(() => {
      const [start, decide, end, stop] = [this.id('s'), this.id('x'), this.id('e'), this.id('e')];
      const rest = this.id('d');
      const { first, last } = this.sequence(depth + 1);
      this.add(
        `<startEvent id="${start}"/><exclusiveGateway id="${decide}" default="${rest}"/><endEvent id="${end}"/>`,
      );
      this.add(`<endEvent id="${stop}">${cancel}</endEvent>`);
      this.add(`<sequenceFlow id="${rest}" sourceRef="${decide}" targetRef="${end}"/>`);
      this.flow(start, first);
      this.flow(last, decide);
      this.flow(decide, stop, `modulo(turn, 2) = ${this.pick(2)}`);
    });
    this.add(`<transaction id="${id}">${body}</transaction><exclusiveGateway id="${merge}"/>`);
    this.add(`<boundaryEvent id="${on}" attachedToRef="${id}">${cancel}</boundaryEvent>`);
    this.flow(id, merge);
    this.flow(on, merge);
    return { first: id, last: merge };
  }

  link(): Block {
    const [from, to] = [this.id('l'), this.id('l')];
    const definition = `<linkEventDefinition name="${from}"/>`;
    this.add(`<intermediateThrowEvent id="${from}">${definition}</intermediateThrowEvent>`);
    this.add(`<intermediateCatchEvent id="${to}">${definition}</intermediateCatchEvent>`);
    return { first: from, last: to };
  }

  /** An activity with boundary events of every kind. */
  guarded(xml: (id: string) => string): Block {
    const block = this.activity('w', xml);
    for (let n = this.pick(3); n > 0; n--) {
      const definition = this.pick(3) === 0 ? escalations[this.pick(2)]! : this.awaited();
      this.boundary(block.first, definition, this.pick(2) === 0, block.last);
    }
    return block;
  }

  override eventSubProcess(depth: number): void {
    const options = [
      signals[0],
      this.condition(),
      escalations[this.pick(2)]!,
      this.timer(),
      compensation,
      this.several().definitions,
    ];
    const definition = options[this.pick(options.length)]!;
    if (this.pick(3) === 0 || (definition === compensation && depth === 0)) return super.eventSubProcess(depth);
    const [id, start, end] = [this.id('h'), this.id('s'), this.id('e')];
    const interrupting = definition === compensation || this.pick(2) === 0;
    const wasQuiet = this.#isQuiet;
    this.#isQuiet = true;
    const body = this.inside(() => {
      this.add(`<startEvent id="${start}" isInterrupting="${String(interrupting)}">${definition}</startEvent>`);
      const { first, last } = this.sequence(Math.max(depth + 1, 3));
      this.add(`<endEvent id="${end}">${this.pick(3) === 0 ? compensation : ''}</endEvent>`);
      this.flow(start, first);
      this.flow(last, end);
    });
    this.#isQuiet = wasQuiet;
    this.add(`<subProcess id="${id}" triggeredByEvent="true">${body}</subProcess>`);
  }
}

/** The random process of this seed with every kind of event. */
export function eventfulProcess(seed: number): RichProcess {
  const roots = '<signal id="g0" name="g0"/><signal id="g1" name="g1"/><escalation id="l0" escalationCode="L0"/>';
  return written(seed, new EventWriter(seed), roots);
}
