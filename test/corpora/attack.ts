import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One hostile or awkward model file of the attack corpus. */
export interface AttackModel {
  /** Path below `test/corpora/attack`. */
  readonly file: string;
  readonly what: string;
  /** `deploy`: refused or accepted when read; `run`: what happens is seen when it runs; XML attacks have none. */
  readonly phase: string;
  readonly expected: string;
  bytes(): Uint8Array;
}

interface Index {
  readonly files: readonly { readonly file: string; readonly what: string; readonly phase?: string; readonly expected: string }[];
}

const folder = new URL('attack/', import.meta.url);

function read(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(file, folder)));
}

function indexed(name: string): readonly AttackModel[] {
  const index = JSON.parse(readFileSync(new URL(`${name}/index.json`, folder), 'utf8')) as Index;
  return index.files.map((entry) => ({ phase: '', ...entry, bytes: () => read(entry.file) }));
}

/** Invalid, unsound and hostile BPMN models. */
export const attackModels: readonly AttackModel[] = indexed('bpmn-models');

/** XML attacks on the upload of a model. */
export const attackXml: readonly AttackModel[] = indexed('xml');

/** 10,000 user tasks with their drawing, 3.6 MB. */
export function bigModel(): Uint8Array {
  return new Uint8Array(gunzipSync(read('bpmn-models/big-10000.bpmn.gz')));
}

/** The model file of the corpus with this name, without folder and extension. */
export function attackModel(name: string): AttackModel {
  const model = attackModels.find((one) => one.file === `bpmn-models/${name}.bpmn`);
  if (model === undefined) throw new Error(`the attack corpus has no model ${name}`);
  return model;
}
