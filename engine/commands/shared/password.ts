import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../../contract/problem.ts';

/**
 * Hashing takes a thread of Node's pool (four by default) for some 30 ms and 19 MB: a few at a time, so that a flood of sign-ins
 * leaves threads to files and memory to everybody.
 */
const AT_ONCE = 2;
const MOST_WAITING = 200;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) {
    running += 1;
  } else {
    if (waiting.length >= MOST_WAITING)
      throw new Refusal('TOO_MANY', 'Too many people sign in at this moment; try again.');
    // Whoever ends hands the turn on.
    await new Promise<void>((resume) => waiting.push(resume));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Argon2id in PHC form with the library's parameters: 19 MiB, 2 passes, 1 lane (OWASP's minimum of 2023). */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC')));
}

let nobody: Promise<string> | undefined;

/**
 * Is this the password? Without a hash (no such account, or one without a password) the same work is done for nothing, so that the
 * time of the answer tells nothing.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const stored = passwordHash ?? (await (nobody ??= hashPassword('nobody has this password')));
  const isRight = await inTurn(() => verify(stored, password.normalize('NFC')).catch(() => false));
  return isRight && passwordHash !== null;
}

/** Beginnings of what people type when a password must be long; compared without capitals. */
const COMMON = [
  'password',
  'passwort',
  'motdepasse',
  'qwerty',
  'azerty',
  'letmein',
  'welcome',
  'administrator',
  'iloveyou',
  'changeme',
  '1234567890',
  'abcdefghij',
  'officina',
  'trademark',
];

/**
 * Why a new password is refused, undefined when it is good: length is the contract's concern, here it is whether somebody would guess
 * it (ASVS 6.2: no rules of composition, but nothing common). Looked up offline.
 */
export function passwordProblem(
  password: string,
  person: { readonly login: string; readonly name: string },
): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase();
  const letters = plain.replaceAll(/[\s._\-!?*+#$%&/()=]+/g, '');
  const known = [...COMMON, person.login, ...person.name.split(/\s+/)].map((word) =>
    word.normalize('NFKC').toLowerCase(),
  );
  const rest = known.reduce((left, word) => (word.length < 4 ? left : left.replaceAll(word, '')), letters);
  // What remains besides common words must be worth guessing: not only the digits that follow them.
  if (rest.replaceAll(/\d/g, '').length < 6 && rest.length < 10)
    return 'Expected a password that is not made of common words and digits.';
  if (new Set(plain).size < 6) return 'Expected a password with more different characters.';
  return /^(.{1,8}?)\1+.?$/su.test(plain) ? 'Expected a password that does not repeat itself.' : undefined;
}
