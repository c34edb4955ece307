import type { CompiledExpression } from '../feel/index.ts';
import type { EventDefinition, LoopSpec, MessageDefinition } from './graphEvents.ts';

/** FEEL or a plain text: a value that starts with `=` in the model is FEEL, any other is taken as it stands. */
export type Text =
  | { readonly type: 'literal'; readonly value: string }
  | { readonly type: 'feel'; readonly expression: CompiledExpression };

/** One line of an input or output mapping: `target` gets the value of `source` (FEEL). */
export interface Mapping {
  readonly source: CompiledExpression;
  readonly target: string;
}

/** A data association that copies one variable into another. */
export interface Copy {
  readonly from: string;
  readonly to: string;
}

/** One way to complete a user task; the chosen value is written to `<elementId>.outcome` (data.md 1). */
export interface Outcome {
  readonly value: string;
  readonly style: 'primary' | 'normal' | 'danger';
  /** The outcome is offered only while this is true. */
  readonly when?: CompiledExpression;
  /** False: the form's data are not validated (e.g. "return to sender"). */
  readonly needsForm: boolean;
}

interface NodeBase {
  /** Position in `Graph.nodes`. */
  readonly index: number;
  readonly id: string;
  readonly name?: string;
  /** Index of the enclosing sub-process node, -1 for the process itself. */
  readonly scope: number;
  /** Flow indexes in document order. */
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
  /** Boundary events attached to this node. */
  readonly boundaries: readonly number[];
  readonly lane?: string;
  /** Neutral event recorded on the dossier when the element completes (event-vocabulary.json), for user tasks at completion too. */
  readonly statusEvent?: string;
  /** State the dossier takes when the element is entered (a key of the process's statuses). */
  readonly dossierState?: string;
  /** The activity is repeated. */
  readonly loop?: LoopSpec;
  /** Node index of the activity that undoes this one (association of its compensation boundary event). */
  readonly compensatedBy?: number;
  /** Runs only as compensation; no flow leads into it. */
  readonly forCompensation?: boolean;
  /** Variables of the activity's own, made when it begins (`officina:input`) and gone when it ends. */
  readonly locals?: readonly Mapping[];
  /** Data associations into the activity, when it begins, and out of it, when it ends (BPMN 2.0.2, 10.4.1). */
  readonly copiesIn?: readonly Copy[];
  readonly copiesOut?: readonly Copy[];
  /** Tokens that begin the activity together, and that it gives to each outgoing flow; missing = 1 (10.3.1). */
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
}

export interface StartEventNode extends NodeBase {
  readonly type: 'startEvent';
  readonly event: EventDefinition;
  /** Of the start event of an event sub-process; true elsewhere. */
  readonly interrupting: boolean;
  /** Form for staff: the start form of a process, or the form that records the arrival of the message. */
  readonly form?: string;
}
export interface EndEventNode extends NodeBase {
  readonly type: 'endEvent';
  readonly event: EventDefinition;
}
export interface CatchEventNode extends NodeBase {
  readonly type: 'intermediateCatchEvent';
  readonly event: EventDefinition;
  /** Form for staff who record the arrival of the message; its data are the payload. */
  readonly form?: string;
}
export interface ThrowEventNode extends NodeBase {
  readonly type: 'intermediateThrowEvent';
  readonly event: EventDefinition;
}
export interface BoundaryEventNode extends NodeBase {
  readonly type: 'boundaryEvent';
  readonly event: EventDefinition;
  readonly attachedTo: number;
  readonly interrupting: boolean;
  readonly form?: string;
}
export interface UserTaskNode extends NodeBase {
  readonly type: 'userTask';
  readonly form?: string;
  readonly assignee?: Text;
  /** Role keys; a literal is a comma-separated list. Missing = the role of the lane. */
  readonly candidateGroups?: Text;
  readonly candidateUsers?: Text;
  readonly priority?: Text;
  /** Office target, an ISO 8601 duration in working time. */
  readonly target?: string;
  /** Key of a legal time limit shown with the task. */
  readonly timeLimit?: string;
  /** Element id of the task whose completer may not complete this one. */
  readonly fourEyesWith?: string;
  /** Key of the letter whose draft is shown with this task. */
  readonly letter?: string;
  /** True: undo delay does not apply to what this task opens. */
  readonly immediate: boolean;
  readonly claimOnOpen: boolean;
  readonly skill?: string;
  /** Empty: one outcome, `complete`. */
  readonly outcomes: readonly Outcome[];
  readonly output: readonly Mapping[];
}
/** What a service or send task does: exactly one of the three. */
export type Work =
  | { readonly type: 'act'; readonly key: string }
  | { readonly type: 'connector'; readonly key: string }
  | { readonly type: 'letter'; readonly key: string }
  /** A send task with a message. */
  | { readonly type: 'message'; readonly definition: MessageDefinition };
export interface ServiceTaskNode extends NodeBase {
  readonly type: 'serviceTask' | 'sendTask';
  readonly work: Work;
  readonly input: readonly Mapping[];
  readonly output: readonly Mapping[];
  readonly retries: number;
  /** An act run as a job of its own. */
  readonly durable: boolean;
}
export interface ReceiveTaskNode extends NodeBase {
  readonly type: 'receiveTask';
  /** The process begins with its message. */
  readonly instantiate?: true;
  readonly event: MessageDefinition;
  readonly form?: string;
}
export interface ScriptTaskNode extends NodeBase {
  readonly type: 'scriptTask';
  readonly script: CompiledExpression;
  /** Variable that takes the value; missing when output mappings do. */
  readonly resultVariable?: string;
  /** `result` is the script's value in FEEL; with mappings only their targets are written. */
  readonly output?: readonly Mapping[];
}
export interface BusinessRuleTaskNode extends NodeBase {
  readonly type: 'businessRuleTask';
  readonly decision: string;
  readonly input: readonly Mapping[];
  /** `result` is the decision's value in FEEL. */
  readonly output: readonly Mapping[];
  /** Variable that takes the whole result; used when there is no output mapping. */
  readonly resultVariable: string;
}
/** Abstract task and manual task: done as soon as entered (BPMN 2.0.2, 13.3.3: not controlled by the engine). */
export interface PlainTaskNode extends NodeBase {
  readonly type: 'task' | 'manualTask';
  readonly output?: readonly Mapping[];
}
export interface GatewayNode extends NodeBase {
  readonly type: 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway';
}
/** Complex gateway: fires when the condition over `activationCount` is true, and again when it is reset (13.4.5). */
export interface ComplexGatewayNode extends NodeBase {
  readonly type: 'complexGateway';
  readonly activation?: CompiledExpression;
}
export interface EventBasedGatewayNode extends NodeBase {
  readonly type: 'eventBasedGateway';
  /** The process begins with it. */
  readonly instantiate: boolean;
  /** True: all of the events are needed before the process is complete, each takes its own way. */
  readonly parallel: boolean;
}
export interface SubProcessNode extends NodeBase {
  /** A transaction is compensated when it is cancelled (13.3.4, 10.7); an ad-hoc one has steps in any order (13.3.5). */
  readonly type: 'subProcess' | 'eventSubProcess' | 'transaction' | 'adHocSubProcess';
  /** Of an ad-hoc sub-process. */
  readonly adHoc?: {
    readonly sequential: boolean;
    /** Asked after each step; missing = complete when nothing runs any more after a step has run. */
    readonly completionCondition?: CompiledExpression;
    /** True: what runs still is ended when the condition is true. */
    readonly cancelRemaining: boolean;
  };
  /** The nodes taken on entering: the none start event, or those without incoming flow; of an ad-hoc one what may be started. */
  readonly starts: readonly number[];
  /** Event sub-processes directly inside. */
  readonly eventSubProcesses: readonly number[];
  /** Variables that begin and end with the sub-process: its data objects. */
  readonly dataObjects?: readonly string[];
  /** Evaluated inside, written outside, when it completes. */
  readonly output?: readonly Mapping[];
}
export interface CallActivityNode extends NodeBase {
  readonly type: 'callActivity';
  readonly calledProcess: string;
  readonly binding: 'latest' | 'deployment' | 'versionTag';
  readonly versionTag?: string;
  /** Empty: every variable is handed in. */
  readonly input: readonly Mapping[];
  /** FEEL over the child's variables; empty: none comes back. */
  readonly output: readonly Mapping[];
}

/** One node of the diagram as the core executes it. */
export type GraphNode =
  | StartEventNode
  | EndEventNode
  | CatchEventNode
  | ThrowEventNode
  | BoundaryEventNode
  | UserTaskNode
  | ServiceTaskNode
  | ReceiveTaskNode
  | ScriptTaskNode
  | BusinessRuleTaskNode
  | PlainTaskNode
  | GatewayNode
  | ComplexGatewayNode
  | EventBasedGatewayNode
  | SubProcessNode
  | CallActivityNode;
export type ElementType = GraphNode['type'];

/** A sequence flow. */
export interface GraphFlow {
  readonly index: number;
  readonly id: string;
  readonly name?: string;
  readonly source: number;
  readonly target: number;
  /** FEEL; missing = always. */
  readonly condition?: CompiledExpression;
  /** The source's default flow. */
  readonly isDefault: boolean;
  /** Not drawn: the jump from a throwing link event to the catching one of the same name. */
  readonly isLink?: true;
}

/** A checked process: immutable, indexed by integers, free of the XML it came from. */
export interface Graph {
  readonly process: string;
  readonly name?: string;
  readonly versionTag?: string;
  /** Kind of case the process stands for, for lists and reports. */
  readonly caseType?: string;
  /** Kind of dossier the process works on (a folder of `dossiers/`), e.g. `trademark`. */
  readonly dossierKind?: string;
  /** ISO 8601 duration after its end that an instance is kept; missing = for ever. */
  readonly historyTimeToLive?: string;
  readonly nodes: readonly GraphNode[];
  readonly flows: readonly GraphFlow[];
  /** By element id, and by the further places of an event with several definitions (`eventPlaces.ts`). */
  readonly byId: ReadonlyMap<string, number>;
  /** Top-level start nodes: none start events, or nodes without incoming flow when there is no start event. */
  readonly starts: readonly number[];
  /** Top-level start events that wait for a message, among others; `startPlaces` tells the definitions. */
  readonly messageStarts: readonly number[];
  readonly signalStarts: readonly number[];
  /** When they are due is kept outside the kernel. */
  readonly timerStarts: readonly number[];
  /** Event sub-processes directly in the process. */
  readonly eventSubProcesses: readonly number[];
  /** Element ids FEEL must know as names because they hold special characters (`formal-examination`). */
  readonly names: readonly string[];
}
