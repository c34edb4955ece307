import { createHash } from 'node:crypto';
import { Value } from '@sinclair/typebox/value';
import { may } from '../access/index.ts';
import {
  bundleFiles,
  bundleHash,
  checkBundle,
  layerBundles,
  readBundleFiles,
  type Bundle,
  type OfficeDefinitions,
} from '../bundles/index.ts';
import type { BundleFile } from '../contract/bundle.ts';
import { Refusal, type ModelProblem } from '../contract/problem.ts';
import { Scenario } from '../contract/scenario.ts';
import { checkThroughHost, runBothWays } from '../host/index.ts';
import { lintLetter } from '../letters/lintLetter.ts';
import {
  insertDeployment,
  now,
  readAnswer,
  readDefinition,
  saveOffice,
  type DefinitionWrite,
  type Transaction,
} from '../store/index.ts';
import { answeredBefore } from './shared/answered.ts';
import { uuidv7 } from './shared/ids.ts';
import { once } from './shared/once.ts';
import { actorRecord, type Call, type Runtime } from './shared/runtime.ts';
import { scenarioOffice } from './shared/scenarioOffice.ts';
import { startsOf, type Starts } from './shared/starts.ts';

/** What is to be deployed: an office bundle, laid over the standard one. */
export interface DeployInput {
  readonly standard: Bundle;
  readonly files: readonly BundleFile[];
  readonly note?: string | undefined;
  /** Checks everything and puts nothing in force. */
  readonly dryRun?: boolean | undefined;
}

export interface DeployAnswer {
  readonly ok: true;
  readonly deploymentId: string | null;
  readonly number: number | null;
  readonly changed: readonly { readonly kind: string; readonly key: string; readonly version: number }[];
  /** Warnings; with an error nothing is deployed. */
  readonly problems: readonly ModelProblem[];
}

/**
 * Puts an office bundle in force: every file is checked, every process loaded by bpmn-engine with our kernel and the bundle's
 * scenarios run both ways, then definitions and active versions change in one transaction. Running instances stay on theirs.
 * @throws Refusal FORBIDDEN, INVALID_INPUT with all problems
 */
export async function deploy(runtime: Runtime, call: Call, input: DeployInput): Promise<DeployAnswer> {
  if (!may(call.actor, 'deployment.create')) throw new Refusal('FORBIDDEN', 'You may not deploy.');
  const before = await answeredTo(runtime, call);
  if (before) return before;
  const bundle = layerBundles(input.standard, readBundleFiles(input.files));
  const checked = await checkBundle(bundle, { lintLetter });
  const { definitions } = checked;
  const at = await runtime.store.transaction(call.officeId, now);
  const starts = definitions ? startsOf(definitions, at) : undefined;
  const problems = [
    ...checked.problems,
    ...(starts?.problems ?? []),
    ...(definitions ? await checkTags(runtime, call, definitions) : []),
    ...(definitions ? await checkScenarios(runtime, bundle, definitions) : []),
  ];
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (!definitions || !starts || errors.length > 0) {
    throw new Refusal('INVALID_INPUT', `The bundle has ${errors.length} errors; nothing was deployed.`, { problems });
  }
  if (definitions.office.code.toUpperCase() !== call.officeId) {
    throw new Refusal(
      'INVALID_INPUT',
      `The bundle is of office “${definitions.office.code}”, not of “${call.officeId.toLowerCase()}”.`,
    );
  }
  if (input.dryRun) return { ok: true, deploymentId: null, number: null, changed: [], problems };
  return once(runtime, call, 'deploy', async (trx) => ({
    ...(await putInForce(trx, call, { bundle, definitions, starts, note: input.note })),
    problems,
  }));
}

/** The answer given before under the same key, so that the checks need not run again. */
async function answeredTo(runtime: Runtime, call: Call): Promise<DeployAnswer | undefined> {
  const { officeId, idempotencyKey: key } = call;
  if (key === undefined) return undefined;
  const request = { actorId: actorRecord(call.actor).id, key };
  const answered = await runtime.store.transaction(officeId, (trx) => readAnswer(trx, officeId, request));
  return answeredBefore(answered, 'deploy') as DeployAnswer | undefined;
}

/** Every version tag that a call activity names must have been deployed, now or before. */
async function checkTags(
  runtime: Runtime,
  call: Call,
  { processes }: OfficeDefinitions,
): Promise<readonly ModelProblem[]> {
  const problems: ModelProblem[] = [];
  for (const [key, { graph }] of processes) {
    for (const node of graph.nodes) {
      if (node.type !== 'callActivity' || node.binding !== 'versionTag') continue;
      const { calledProcess, versionTag: tag = '' } = node;
      if (processes.get(calledProcess)?.graph.versionTag === tag) continue;
      const asked = { kind: 'process', key: calledProcess, binding: { type: 'versionTag', tag } } as const;
      if (await runtime.store.transaction(call.officeId, (trx) => readDefinition(trx, call.officeId, asked))) continue;
      problems.push({
        rule: 'called-process',
        severity: 'error',
        file: `processes/${key}/${key}.bpmn`,
        element: node.id,
        sentence: `No version of “${calledProcess}” has the tag “${tag}”: give it officina:versionTag, or call another one.`,
      });
    }
  }
  return problems;
}

/** Lets bpmn-engine load every process, and runs every scenario with the kernel called directly and inside bpmn-engine. */
async function checkScenarios(
  runtime: Runtime,
  bundle: Bundle,
  definitions: OfficeDefinitions,
): Promise<readonly ModelProblem[]> {
  const problems: ModelProblem[] = [];
  for (const [key, { xml, graph }] of definitions.processes) {
    const found = await checkThroughHost(xml, [graph]);
    problems.push(...found.map((problem) => ({ ...problem, file: `processes/${key}/${key}.bpmn` })));
  }
  const office = scenarioOffice(definitions, runtime.validate);
  const sources = new Map([...definitions.processes].map(([key, process]) => [key, process.xml]));
  for (const { path: file, content } of bundleFiles(bundle)) {
    if (!/^processes\/[^/]+\/scenarios\/[^/]+\.json$/.test(file)) continue;
    const problem = (sentence: string): ModelProblem => ({ rule: 'scenario', severity: 'error', file, sentence });
    const scenario = parsed(content);
    // Reported with all other files that are no JSON.
    if (scenario === undefined) continue;
    if (!Value.Check(Scenario, scenario)) {
      problems.push(problem(`This is no scenario: ${firstError(scenario)}.`));
      continue;
    }
    const { direct, differences } = await runBothWays(scenario, office, sources);
    problems.push(...[...direct.failures.map((failure) => failure.sentence), ...differences].map(problem));
  }
  return problems;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function firstError(value: unknown): string {
  const error = Value.Errors(Scenario, value).First();
  return error ? `${error.path} ${error.message}` : 'unknown shape';
}

interface InForce {
  readonly bundle: Bundle;
  readonly definitions: OfficeDefinitions;
  readonly starts: Starts;
  readonly note: string | undefined;
}

async function putInForce(
  trx: Transaction,
  call: Call,
  { bundle, definitions, starts, note }: InForce,
): Promise<Omit<DeployAnswer, 'problems'>> {
  const id = uuidv7();
  const encoder = new TextEncoder();
  const files = bundleFiles(bundle).map(({ path, content }) => ({
    path,
    sha256: sha256(content),
    content: encoder.encode(content),
  }));
  await saveOffice(trx, {
    code: call.officeId,
    name: definitions.office.name,
    languages: definitions.office.languages,
  });
  const deployed = await insertDeployment(trx, call.officeId, {
    id,
    name: definitions.manifest.name,
    version: definitions.manifest.version,
    hash: bundleHash(bundle),
    note: note ?? null,
    manifest: { title: definitions.manifest.title },
    by: actorRecord(call.actor).name,
    at: await now(trx),
    files,
    definitions: definitionsOf(files, definitions),
    messageStarts: starts.messageStarts,
    signalStarts: starts.signalStarts,
    timerStarts: starts.timerStarts,
  });
  const changed = deployed.definitions
    .filter((each) => each.isNew)
    .map(({ kind, key, version }) => ({ kind, key, version }));
  return { ok: true, deploymentId: id, number: deployed.number, changed };
}

const kinds: Readonly<Record<string, string>> = {
  processes: 'process',
  forms: 'form',
  decisions: 'decision',
  letters: 'letter',
  dossiers: 'dossier',
};

/** A definition per key with the hash over its files: equal files keep their version. */
function definitionsOf(
  files: readonly { readonly path: string; readonly sha256: string }[],
  { processes }: OfficeDefinitions,
): readonly DefinitionWrite[] {
  const groups = new Map<string, { kind: string; key: string; parts: { path: string; sha256: string }[] }>();
  for (const { path, sha256: hash } of files) {
    const [folder = '', name = ''] = path.split('/');
    const kind = kinds[folder];
    if (kind === undefined) continue;
    const key = name.replace(/\.dmn$/, '');
    const group = groups.get(`${kind}/${key}`) ?? { kind, key, parts: [] };
    group.parts.push({ path, sha256: hash });
    groups.set(`${kind}/${key}`, group);
  }
  return [...groups.values()].map(({ kind, key, parts }) => ({
    kind,
    key,
    versionTag: kind === 'process' ? (processes.get(key)?.graph.versionTag ?? null) : null,
    hash: sha256(parts.map((part) => `${part.path} ${part.sha256}\n`).join('')),
    content: { files: parts.map((part) => part.path) },
  }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
