import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { publicJwk } from '../jws/device-key.ts';
import type { KeyChip } from '../probes/key-chip.ts';
import { replaceFile } from './files/durable-file.ts';
import { chipKey, createInChip, openInChip } from './identity/chip-identity.ts';
import type { Identity, OpenedIdentity, PublicJwk } from './identity/opened-identity.ts';
import { describeError } from './log.ts';

/** How the private key lies on disk. `os`: only this user's session can open it. `file`: permissions alone guard it. */
export interface KeyProtector {
  readonly kind: 'os' | 'file';
  /** @throws where the system's key store does not answer. */
  protect(plain: Buffer): Buffer;
  /** @throws where the stored bytes are not this user's. */
  unprotect(stored: Buffer): Buffer;
  /** Where a new key is made, if it can be: what never leaves it needs no protection on the disk. */
  readonly chip?: KeyChip;
}

/** No protection beyond the file's mode, 0600. */
export const fileProtector: KeyProtector = {
  kind: 'file',
  protect: (plain) => plain,
  unprotect: (stored) => stored,
};

/** The same, with the chip of this computer where it has one. */
export function withChip(protector: KeyProtector, chip: KeyChip | null): KeyProtector {
  return chip === null ? protector : { ...protector, chip };
}

export const keyFileName = 'device-key.json';
/** `publicJwk` is missing in a file of an earlier version. */
const softwareKey = z.object({
  protection: z.enum(['os', 'file']),
  key: z.base64(),
  publicJwk: publicJwk.optional(),
});
type SoftwareKey = z.infer<typeof softwareKey>;
const keyFile = z.discriminatedUnion('protection', [softwareKey, chipKey]);
type KeyFile = z.infer<typeof keyFile>;
const p256Jwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });
const signAsync = promisify(signBytes);

/** The key that was made at an earlier start. One that only a file guards moves under the OS's protection when there is one. */
export async function openIdentity(
  folder: string,
  protector: KeyProtector,
  file = keyFileName,
): Promise<OpenedIdentity> {
  let stored: KeyFile;
  try {
    stored = readKeyFile(folder, file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { ok: false, reason: missing ? 'none' : 'unreadable', detail: describeError(error) };
  }
  if (stored.protection === 'chip') {
    if (protector.chip !== undefined) return openInChip(protector.chip, stored);
    return { ok: false, reason: 'protected-elsewhere', detail: 'The security chip is not in reach.' };
  }
  if (stored.protection === 'os' && protector.kind === 'file')
    return { ok: false, reason: 'protected-elsewhere', detail: 'The desktop of this user guards the key.' };
  return unlock(join(folder, file), protector, stored);
}

/** A new key pair in place of any other: in the chip where there is one, else on the disk. */
export async function createIdentity(
  folder: string,
  protector: KeyProtector,
  file = keyFileName,
): Promise<OpenedIdentity> {
  const { chip } = protector;
  const before = keptInChip(folder, file);
  const path = join(folder, file);
  try {
    const identity = (chip && (await createWithChip(path, chip))) ?? (await createOnDisk(path, protector));
    if (before !== null) await chip?.remove(before);
    return { ok: true, identity };
  } catch (error) {
    return {
      ok: false,
      reason: 'unreadable',
      detail: `The key could not be stored: ${describeError(error)}`,
    };
  }
}

async function createWithChip(path: string, chip: KeyChip): Promise<Identity | null> {
  const made = await createInChip(chip);
  if (made === null) return null;
  await writeKeyFile(path, made.stored);
  return made.identity;
}

async function createOnDisk(path: string, protector: KeyProtector): Promise<Identity> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return identityOf(privateKey, await store(path, protector, privateKey));
}

/** No key is left, in the chip or on the disk. @throws the error of the file system, or of the chip. */
export async function removeIdentity(
  folder: string,
  protector: KeyProtector,
  file = keyFileName,
): Promise<void> {
  await forgetInChip(folder, protector, file);
  rmSync(join(folder, file), { force: true });
}

/** What its file names is in the chip no more. @throws the error of the chip. */
export async function forgetInChip(
  folder: string,
  { chip }: KeyProtector,
  file = keyFileName,
): Promise<void> {
  const name = keptInChip(folder, file);
  if (name !== null) await chip?.remove(name);
}

/** @returns what the chip calls the key that is to be replaced. */
function keptInChip(folder: string, file: string): string | null {
  try {
    const stored = readKeyFile(folder, file);
    return stored.protection === 'chip' ? stored.name : null;
  } catch {
    return null;
  }
}

/** @throws where there is none, or none that can be understood. */
function readKeyFile(folder: string, file: string): KeyFile {
  return keyFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

function writeKeyFile(path: string, content: KeyFile): Promise<void> {
  return replaceFile(path, JSON.stringify(content));
}

/** @returns the thumbprint of the key in this folder, whoever may use it; null where there is none, or its file does not tell. */
export function nameOfKey(folder: string, file = keyFileName): string | null {
  try {
    const { publicJwk: own } = readKeyFile(folder, file);
    return own === undefined ? null : thumbprint(own);
  } catch {
    return null;
  }
}

/** @returns base64url of the SHA-256 thumbprint (RFC 7638): the same key always has the same one. */
export function thumbprint(jwk: PublicJwk): string {
  const members = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
  return createHash('sha256').update(members).digest('base64url');
}

async function unlock(path: string, protector: KeyProtector, stored: SoftwareKey): Promise<OpenedIdentity> {
  try {
    const bytes = Buffer.from(stored.key, 'base64');
    const plain = stored.protection === 'os' ? protector.unprotect(bytes) : bytes;
    const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
    if (stored.protection === protector.kind) return { ok: true, identity: identityOf(key, protector.kind) };
    return { ok: true, identity: identityOf(key, await moveUnder(path, protector, key)) };
  } catch (error) {
    return { ok: false, reason: 'unreadable', detail: describeError(error) };
  }
}

/** A key store that fails now must not cost the key: it stays as it was. */
async function moveUnder(
  path: string,
  protector: KeyProtector,
  key: KeyObject,
): Promise<KeyProtector['kind']> {
  try {
    return await store(path, protector, key);
  } catch {
    return 'file';
  }
}

async function store(path: string, protector: KeyProtector, key: KeyObject): Promise<KeyProtector['kind']> {
  const plain = key.export({ format: 'der', type: 'pkcs8' });
  await writeKeyFile(path, {
    protection: protector.kind,
    key: protector.protect(plain).toString('base64'),
    publicJwk: publicHalf(key),
  });
  return protector.kind;
}

function identityOf(privateKey: KeyObject, protection: KeyProtector['kind']): Identity {
  // ieee-p1363 is r and s side by side, what JWS wants; Node's default is DER.
  const options = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return {
    publicJwk: publicHalf(privateKey),
    protection,
    sign: (data) => signAsync('sha256', data, options),
  };
}

function publicHalf(privateKey: KeyObject): PublicJwk {
  return p256Jwk.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
}
