import { JobFailure } from '../contract/jobFailure.ts';

const maxBytes = 5_000_000;
const maxPixels = 40_000_000;

const refuse = (found: string): JobFailure =>
  new JobFailure(
    `Expected the picture of the mark to be a PNG or JPEG of at most 5 MB and 40 megapixels, but ${found}.`,
    {
      retryable: false,
    },
  );

/** Width times height from the first frame header of a JPEG (ITU T.81, B.2.2). */
function jpegPixels(bytes: Buffer): number | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function pngPixels(bytes: Buffer): number | undefined {
  return bytes.length > 24 ? bytes.readUInt32BE(16) * bytes.readUInt32BE(20) : undefined;
}

/** The picture's bytes; throws `JobFailure` for other kinds (by their first bytes) and for pictures that are too large. */
export function readPicture(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > maxBytes) throw refuse(`it has ${bytes.length} bytes`);
  const head = bytes.subarray(0, 8).toString('latin1');
  const pixels =
    head === '\x89PNG\r\n\x1a\n' ? pngPixels(bytes) : head.startsWith('\xff\xd8\xff') ? jpegPixels(bytes) : undefined;
  if (pixels === undefined) throw refuse('it is of another kind');
  if (pixels > maxPixels) throw refuse(`it has ${pixels} pixels`);
  return bytes;
}
