import { rng } from '../corpora/attack/tools/random-bpmn.mjs';

/** A random process of nearly every element, as a model with what it calls. */
export interface RichProcess {
  readonly seed: number;
  readonly xml: string;
}

export interface Block {
  readonly first: string;
  readonly last: string;
}

/** Makes block-structured processes with timers, messages, errors, event sub-processes, calls and suspension. */
export class Writer {
  readonly #random: () => number;
  #out: string[] = [];
  #ids = 0;

  constructor(seed: number) {
    this.#random = rng(seed);
  }

  pick(n: number): number {
    return Math.floor(this.#random() * n);
  }

  id(prefix: string): string {
    return `${prefix}${++this.#ids}`;
  }

  add(xml: string): void {
    this.#out.push(xml);
  }

  flow(from: string, to: string, condition?: string): string {
    const id = this.id('f');
    const inner = condition === undefined ? '' : `<conditionExpression>${condition}</conditionExpression>`;
    this.add(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`);
    return id;
  }

  /** What is written meanwhile, apart from the rest. */
  inside(action: () => void): string {
    const around = this.#out;
    this.#out = [];
    action();
    const written = this.#out.join('');
    this.#out = around;
    return written;
  }

  /** Start, blocks in order, end; the end of a sub-process may terminate it. */
  scope(depth: number): void {
    const start = this.id('s');
    this.add(`<startEvent id="${start}"/>`);
    const { first, last } = this.sequence(depth);
    const end = this.id('e');
    const isTerminating = depth > 0 && this.pick(6) === 0;
    this.add(`<endEvent id="${end}">${isTerminating ? '<terminateEventDefinition/>' : ''}</endEvent>`);
    this.flow(start, first);
    this.flow(last, end);
    if (this.pick(3) === 0) this.eventSubProcess(depth);
  }

  sequence(depth: number): Block {
    const blocks = Array.from({ length: 1 + this.pick(3) }, () => this.block(depth));
    blocks.slice(1).forEach((block, index) => this.flow(blocks[index]!.last, block.first));
    return { first: blocks[0]!.first, last: blocks.at(-1)!.last };
  }

  block(depth: number): Block {
    const kinds = ['user', 'job', 'receive', 'catch', 'race', 'xor', 'and', 'sub', 'call', 'loop'] as const;
    const kind = kinds[this.pick(depth >= 3 ? 5 : kinds.length)]!;
    switch (kind) {
      case 'user':
        return this.activity('u', (id) => `<userTask id="${id}">${this.marker()}</userTask>`);
      case 'job':
        return this.activity(
          'j',
          (id) => `<serviceTask id="${id}" officina:connector="rest">${this.marker()}</serviceTask>`,
          true,
        );
      case 'receive':
        return this.activity(
          'r',
          (id) => `<receiveTask id="${id}" messageRef="m${this.pick(3)}">${this.marker()}</receiveTask>`,
        );
      case 'catch':
        return this.single('c', (id) => `<intermediateCatchEvent id="${id}">${this.timer()}</intermediateCatchEvent>`);
      case 'call':
        return this.activity(
          'k',
          (id) => `<callActivity id="${id}" calledElement="child">${this.marker()}</callActivity>`,
          true,
        );
      case 'sub':
        return this.activity(
          'p',
          (id) => `<subProcess id="${id}">${this.marker()}${this.inside(() => this.scope(depth + 1))}</subProcess>`,
          true,
        );
      case 'race':
        return this.race();
      case 'xor':
      case 'and':
        return this.branches(kind, depth);
      case 'loop':
        return this.loop(depth);
    }
  }

  /** Some activities are repeated, by a loop or as several instances. */
  marker(): string {
    if (this.pick(4) > 0) return '';
    if (this.pick(3) === 0) return '<standardLoopCharacteristics loopMaximum="2"/>';
    const enough =
      this.pick(2) === 0 ? '' : '<completionCondition>numberOfCompletedInstances = 2</completionCondition>';
    return `<multiInstanceLoopCharacteristics isSequential="${String(this.pick(2) === 0)}"><loopCardinality>${this.pick(4)}</loopCardinality>${enough}</multiInstanceLoopCharacteristics>`;
  }

  single(prefix: string, xml: (id: string) => string): Block {
    const id = this.id(prefix);
    this.add(xml(id));
    return { first: id, last: id };
  }

  /** An activity with some boundary events, whose ways come together behind it again or end. */
  activity(prefix: string, xml: (id: string) => string, mayFail = false): Block {
    const id = this.id(prefix);
    this.add(xml(id));
    const merge = this.id('x');
    this.add(`<exclusiveGateway id="${merge}"/>`);
    this.flow(id, merge);
    if (this.pick(2) === 0) this.boundary(id, this.timer(), this.pick(2) === 0, merge);
    if (this.pick(3) === 0)
      this.boundary(id, `<messageEventDefinition messageRef="m${this.pick(3)}"/>`, this.pick(2) === 0, merge);
    if (mayFail && this.pick(2) === 0)
      this.boundary(id, `<errorEventDefinition${this.pick(2) ? '' : ' errorRef="broken"'}/>`, true, merge);
    return { first: id, last: merge };
  }

  boundary(host: string, definition: string, interrupting: boolean, merge: string): void {
    const id = this.id('b');
    this.add(
      `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${String(interrupting)}">${definition}</boundaryEvent>`,
    );
    if (interrupting) this.flow(id, merge);
    else {
      const note = this.id('u');
      this.add(`<userTask id="${note}"/>`);
      this.flow(id, note);
    }
  }

  timer(): string {
    if (this.pick(2) === 0) return '<timerEventDefinition officina:timeLimit="reply"/>';
    return `<timerEventDefinition><timeDuration>P${1 + this.pick(9)}W</timeDuration></timerEventDefinition>`;
  }

  race(): Block {
    const [gateway, merge] = [this.id('g'), this.id('x')];
    this.add(`<eventBasedGateway id="${gateway}"/><exclusiveGateway id="${merge}"/>`);
    for (const definition of [
      this.timer(),
      '<messageEventDefinition messageRef="m0"/>',
      '<messageEventDefinition messageRef="m1"/>',
    ]) {
      const id = this.id('c');
      this.add(`<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>`);
      this.flow(gateway, id);
      this.flow(id, merge);
    }
    return { first: gateway, last: merge };
  }

  branches(kind: 'xor' | 'and', depth: number): Block {
    const tag = kind === 'and' ? 'parallelGateway' : 'exclusiveGateway';
    const [fork, join, rest] = [this.id('g'), this.id('g'), this.id('d')];
    const inside = Array.from({ length: 2 + this.pick(2) }, () => this.sequence(depth + 1));
    this.add(`<${tag} id="${fork}"${kind === 'xor' ? ` default="${rest}"` : ''}/><${tag} id="${join}"/>`);
    inside.forEach(({ first, last }, index) => {
      if (kind === 'xor' && index === 0)
        this.add(`<sequenceFlow id="${rest}" sourceRef="${fork}" targetRef="${first}"/>`);
      else this.flow(fork, first, kind === 'xor' ? `modulo(turn, ${inside.length}) = ${index}` : undefined);
      this.flow(last, join);
    });
    return { first: fork, last: join };
  }

  /** Goes round once or twice: the script counts turns. */
  loop(depth: number): Block {
    const [again, count, decide, out] = [this.id('x'), this.id('t'), this.id('x'), this.id('d')];
    const { first, last } = this.sequence(depth + 1);
    this.add(`<exclusiveGateway id="${again}"/><exclusiveGateway id="${decide}" default="${out}"/>`);
    this.add(
      `<scriptTask id="${count}" scriptFormat="feel" officina:resultVariable="turn"><script>turn + 1</script></scriptTask>`,
    );
    const done = this.id('x');
    this.add(`<exclusiveGateway id="${done}"/><sequenceFlow id="${out}" sourceRef="${decide}" targetRef="${done}"/>`);
    this.flow(again, first);
    this.flow(last, count);
    this.flow(count, decide);
    this.flow(decide, again, 'modulo(turn, 2) = 1');
    return { first: again, last: done };
  }

  eventSubProcess(depth: number): void {
    const [id, start] = [this.id('h'), this.id('s')];
    const isError = this.pick(3) === 0;
    const isInterrupting = isError || this.pick(2) === 0;
    const definition = isError ? '<errorEventDefinition/>' : `<messageEventDefinition messageRef="m${this.pick(3)}"/>`;
    const body = this.inside(() => {
      this.add(`<startEvent id="${start}" isInterrupting="${String(isInterrupting)}">${definition}</startEvent>`);
      const { first, last } = this.sequence(Math.max(depth + 1, 2));
      const end = this.id('e');
      this.add(`<endEvent id="${end}"/>`);
      this.flow(start, first);
      this.flow(last, end);
    });
    this.add(`<subProcess id="${id}" triggeredByEvent="true">${body}</subProcess>`);
  }

  suspension(): void {
    this.add(`<subProcess id="suspension" triggeredByEvent="true"><startEvent id="suspend" isInterrupting="false">
      <messageEventDefinition messageRef="suspend-message"/></startEvent>
      <serviceTask id="suspended" officina:act="suspendInstance"/><receiveTask id="pause" messageRef="resume-message"/>
      <serviceTask id="resumed" officina:act="resumeInstance"/>`);
    this.flow('suspend', 'suspended');
    this.flow('suspended', 'pause');
    this.flow('pause', 'resumed');
    this.add('</subProcess>');
  }
}

/** The random process of this seed: processes `p` and `child`, which `p` may call. */
export function richProcess(seed: number): RichProcess {
  return written(seed, new Writer(seed));
}

/** A random process as a writer makes it. */
export function written(seed: number, writer: Writer, roots = ''): RichProcess {
  const body = writer.inside(() => {
    writer.scope(0);
    if (writer.pick(2) === 0) writer.suspension();
  });
  const child = writer.inside(() => {
    writer.add(
      '<startEvent id="born"/><userTask id="work"/><exclusiveGateway id="outcome" default="fine"/><endEvent id="grown"/>',
    );
    writer.add('<endEvent id="broke"><errorEventDefinition errorRef="broken"/></endEvent>');
    writer.add('<sequenceFlow id="fine" sourceRef="outcome" targetRef="grown"/>');
    writer.flow('born', 'work');
    writer.flow('work', 'outcome');
    writer.flow('outcome', 'broke', 'isBroken');
  });
  return {
    seed,
    xml: `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:officina="urn:officina:bpmn:1" id="d" targetNamespace="urn:random"><message id="m0" name="m0"/>
      <message id="m1" name="m1"/><message id="m2" name="m2"/><message id="suspend-message" name="suspend"/>
      <message id="resume-message" name="resume"/><error id="broken" errorCode="BROKEN"/>${roots}
      <process id="p" isExecutable="true">${body}</process><process id="child" isExecutable="true">${child}</process></definitions>`,
  };
}
