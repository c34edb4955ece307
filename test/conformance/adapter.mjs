// For the folder's own runner, whose worker threads read no TypeScript: node run.mjs --adapter …/test/conformance/adapter.mjs
import { register } from 'tsx/esm/api';

register();
export const { name, version, dialect, create } = await import('./adapter.ts');
