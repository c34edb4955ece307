import { translateCall } from './calledProcesses.ts';
import { translateExpressions } from './conditions.ts';
import { translateDefinition, translateRoot, translateSubscriptions } from './events.ts';
import { translateHumanTask, translateRules, translateWorkItem } from './jbpm.ts';
import { dropLeftovers } from './leftovers.ts';
import { processesOfGlobalTasks } from './globalTasks.ts';
import { translateLoop } from './loops.ts';
import { translateMappings } from './mappings.ts';
import { originOf } from './origin.ts';
import { translateForm, translateProcess, translateStart, translateVariables } from './processes.ts';
import {
  declareMissing,
  nameMessageFlows,
  nameReceiveTask,
  withoutTypes,
  withoutWrongDirections,
} from './references.ts';
import type { ImportReport, Origin } from './report.ts';
import { translateScript } from './scripts.ts';
import { gatewaysBehindStarts } from './startGateways.ts';
import { Translation } from './translation.ts';
import { translateUserTask } from './userTasks.ts';
import { translateDecision, translateWork } from './work.ts';
import {
  attribute,
  bpmnNamespace,
  everyElement,
  isBpmn,
  readXml,
  writeXml,
  XmlRefused,
  type XmlElement,
} from './xmlTree.ts';

/** A model in our dialect with the report, or the sentence that says why there is none. */
export type ImportResult =
  | { readonly ok: true; readonly xml: string; readonly report: ImportReport }
  | { readonly ok: false; readonly sentence: string };

/**
 * Translates a BPMN model of another engine into our dialect: vendors' attributes and elements become ours or are dropped,
 * expressions become FEEL, the drawing stays. What cannot be translated is noted as open and left so that deployment refuses
 * it. Never throws for what the file holds.
 */
export function importModel(source: string | Uint8Array, from: Origin | 'auto' = 'auto'): ImportResult {
  try {
    const root = readXml(decode(source));
    if (!isBpmn(root) || root.local !== 'definitions')
      return refused(`Expected a BPMN file with the root element <definitions> of “${bpmnNamespace}”.`);
    const origin = from === 'auto' ? originOf(root) : from;
    const translation = new Translation(root, origin, idsOf(root));
    translateAll(translation);
    return { ok: true, xml: writeXml(root), report: { origin, entries: translation.entries.inOrder(root) } };
  } catch (error) {
    if (error instanceof XmlRefused) return refused(error.message);
    throw error;
  }
}

/** Messages first, because their keys go to the events; then each element, then what is left of the vendors. */
function translateAll(translation: Translation): void {
  const { root, origin } = translation;
  processesOfGlobalTasks(translation);
  const all = [...everyElement(root)].filter(isBpmn);
  for (const element of all) if (rootKinds.has(element.local)) translateRoot(translation, element);
  if (origin !== 'plain') {
    for (const element of all) if (origin !== 'camunda8') declareMissing(translation, element);
    withoutWrongDirections(translation);
    if (origin === 'camunda7' || origin === 'flowable') gatewaysBehindStarts(translation);
  }
  withoutTypes(translation);
  nameMessageFlows(translation);
  for (const element of all) translate(translation, element);
  for (const element of all) dropLeftovers(translation, element);
}

const rootKinds = new Set(['message', 'signal', 'error', 'escalation']);

function translate(translation: Translation, element: XmlElement): void {
  translateExpressions(translation, element);
  translateSubscriptions(translation, element);
  if (/EventDefinition$/.test(element.local)) translateDefinition(translation, element);
  if (/LoopCharacteristics$/.test(element.local)) translateLoop(translation, element);
  switch (element.local) {
    case 'process':
      translateProcess(translation, element);
      translateVariables(translation, element);
      break;
    case 'startEvent':
      translateStart(translation, element);
      translateForm(translation, element);
      break;
    case 'userTask':
      if (translation.origin === 'jbpm') translateHumanTask(translation, element);
      translateUserTask(translation, element);
      break;
    case 'task':
      translateWorkItem(translation, element);
      break;
    case 'serviceTask':
    case 'sendTask':
      translateWork(translation, element);
      break;
    case 'businessRuleTask':
      if (translation.origin === 'jbpm') translateRules(translation, element);
      translateDecision(translation, element);
      break;
    case 'receiveTask':
      nameReceiveTask(translation, element);
      break;
    case 'scriptTask':
      translateScript(translation, element);
      break;
    case 'callActivity':
      translateCall(translation, element);
      break;
    default:
      break;
  }
  translateMappings(translation, element);
}

function idsOf(root: XmlElement): Map<string, XmlElement> {
  const ids = new Map<string, XmlElement>();
  for (const element of everyElement(root)) {
    const id = isBpmn(element) ? attribute(element, 'id') : undefined;
    if (id !== undefined && !ids.has(id)) ids.set(id, element);
  }
  return ids;
}

/** Reads the encodings that modelling tools write: by byte order mark, else by declaration, else UTF-8. @throws XmlRefused */
function decode(source: string | Uint8Array): string {
  if (typeof source === 'string') return source.replace(/^\uFEFF/, '');
  const mark =
    source[0] === 0xff && source[1] === 0xfe
      ? 'utf-16le'
      : source[0] === 0xfe && source[1] === 0xff
        ? 'utf-16be'
        : undefined;
  const head = new TextDecoder('latin1').decode(source.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(mark ?? declared, { fatal: true }).decode(source);
  } catch {
    throw new XmlRefused(`The file cannot be read as “${mark ?? declared}”. Save it as UTF-8.`);
  }
}

function refused(sentence: string): ImportResult {
  return { ok: false, sentence };
}
