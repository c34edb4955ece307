import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Context, Next } from 'koa';

/**
 * Serves the built app: files under their hashed names for ever, and its page for every address that is no file, so that a
 * reload in the middle of the app works.
 */
export function appFiles(folder: string) {
  const root = path.resolve(folder);
  return async function appFilesMiddleware(ctx: Context, next: Next): Promise<void> {
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || ctx.path.startsWith('/api/')) return next();
    const wanted = fileOf(root, ctx.path);
    const file =
      wanted !== null && (await isFile(wanted))
        ? wanted
        : hasExtension(ctx.path)
          ? null
          : path.join(root, 'index.html');
    if (file === null || !(await isFile(file))) return next();
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

function hasExtension(urlPath: string): boolean {
  return path.extname(urlPath) !== '';
}
