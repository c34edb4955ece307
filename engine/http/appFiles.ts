import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Context, Next } from 'koa';

/** Addresses of the app; everything else that is no file is nothing. */
const PAGES = /^\/(|o|o\/[\w./-]*|sign-in|setup)$/;

/**
 * Serves the built app: files under their hashed names for ever, and its page for every address of the app, so that a reload in the
 * middle of it works.
 */
export function appFiles(folder: string) {
  const root = path.resolve(folder);
  return async function appFilesMiddleware(ctx: Context, next: Next): Promise<void> {
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || ctx.path.startsWith('/api/')) {
      await next();
      return;
    }
    const wanted = fileOf(root, ctx.path);
    const file =
      wanted !== null && (await isFile(wanted)) ? wanted : PAGES.test(ctx.path) ? path.join(root, 'index.html') : null;
    if (file === null || !(await isFile(file))) {
      await next();
      return;
    }
    ctx.type = path.extname(file);
    ctx.set(
      'Cache-Control',
      file.startsWith(path.join(root, 'assets') + path.sep) ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    ctx.body = createReadStream(file);
  };
}

/** The file of a path within the folder, null when the path leads out of it or cannot be decoded. */
function fileOf(root: string, urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  // Dot files and source maps are nobody's business.
  if (decoded.split('/').some((part) => part.startsWith('.')) || decoded.endsWith('.map')) return null;
  const file = path.join(root, decoded);
  return file.startsWith(root + path.sep) ? file : null;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
