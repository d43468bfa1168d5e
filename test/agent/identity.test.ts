import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { signCompact } from '../../src/agent/identity/jws.ts';
import type { Identity } from '../../src/agent/identity/opened-identity.ts';
import {
  createIdentity,
  fileProtector,
  type KeyProtector,
  keyFileName,
  nameOfKey,
  openIdentity,
  thumbprint,
} from '../../src/agent/identity.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A key store that really changes the bytes, as an OS's does. */
function keyring(): KeyProtector {
  const pad = randomBytes(512);
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => byte ^ (pad[index % 512] ?? 0)));
  return { kind: 'os', protect: turn, unprotect: turn };
}

const broken: KeyProtector = {
  kind: 'os',
  protect: () => {
    throw new Error('the keyring is locked');
  },
  unprotect: () => {
    throw new Error('the keyring is locked');
  },
};

async function made(folder: string, protector: KeyProtector): Promise<Identity> {
  const created = await createIdentity(folder, protector);
  if (!created.ok) throw new Error(created.detail);
  return created.identity;
}

async function verified(identity: Identity): Promise<string> {
  const jws = await signCompact(identity, { typ: 'test+jws', kid: '设备' }, '{"text":"工位"}');
  const key = await importJWK({ ...identity.publicJwk }, 'ES256');
  const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['ES256'] });
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'test+jws', kid: '设备' });
  return new TextDecoder().decode(payload);
}

test('what it signs verifies with its public key, before and after a restart', async () => {
  const folder = temporaryFolder();
  const identity = await made(folder, fileProtector);
  expect(await verified(identity)).toBe('{"text":"工位"}');
  const opened = await openIdentity(folder, fileProtector);
  expect(opened.ok && opened.identity.publicJwk).toEqual(identity.publicJwk);
  expect(opened.ok && (await verified(opened.identity))).toBe('{"text":"工位"}');
});

test('its thumbprint is the one of RFC 7638', async () => {
  const { publicJwk } = await made(temporaryFolder(), fileProtector);
  expect(thumbprint(publicJwk)).toBe(await calculateJwkThumbprint({ ...publicJwk }));
});

test('a key that only a file guards is readable by its owner alone', async () => {
  const folder = temporaryFolder();
  expect((await made(folder, fileProtector)).protection).toBe('file');
  expect(statSync(join(folder, keyFileName)).mode & 0o777).toBe(0o600);
});

test('under the protection of the OS the key is nowhere in the file', async () => {
  const folder = temporaryFolder();
  await made(folder, fileProtector);
  const plain = (JSON.parse(readFileSync(join(folder, keyFileName), 'utf8')) as { key: string }).key;
  const protector = keyring();
  const opened = await openIdentity(folder, protector);
  expect(opened.ok && opened.identity.protection).toBe('os');
  expect(readFileSync(join(folder, keyFileName), 'utf8')).not.toContain(plain);
  const again = await openIdentity(folder, protector);
  expect(again.ok && again.identity.publicJwk).toEqual(opened.ok && opened.identity.publicJwk);
});

test('a keyring that fails while the key moves under it does not cost the key', async () => {
  const folder = temporaryFolder();
  const { publicJwk } = await made(folder, fileProtector);
  const opened = await openIdentity(folder, broken);
  expect(opened).toMatchObject({ ok: true, identity: { protection: 'file', publicJwk } });
});

test('a key that the desktop guards is refused where there is no desktop, and left as it is', async () => {
  const folder = temporaryFolder();
  const protector = keyring();
  const { publicJwk } = await made(folder, protector);
  expect(await openIdentity(folder, fileProtector)).toMatchObject({
    ok: false,
    reason: 'protected-elsewhere',
  });
  expect(await openIdentity(folder, protector)).toMatchObject({ ok: true, identity: { publicJwk } });
});

test('no key, a spoilt key and a locked keyring are told apart', async () => {
  const folder = temporaryFolder();
  expect(await openIdentity(folder, fileProtector)).toMatchObject({ ok: false, reason: 'none' });
  await made(folder, keyring());
  expect(await openIdentity(folder, broken)).toMatchObject({
    ok: false,
    reason: 'unreadable',
    detail: 'the keyring is locked',
  });
  writeFileSync(join(folder, keyFileName), '{"protection":"file","key":"AAAA"}');
  expect(await openIdentity(folder, fileProtector)).toMatchObject({ ok: false, reason: 'unreadable' });
});

test('the name of the key can be read by whoever may not use it, and a file of before tells none', async () => {
  const folder = temporaryFolder();
  expect(nameOfKey(folder)).toBeNull();
  const { publicJwk } = await made(folder, keyring());
  expect(nameOfKey(folder)).toBe(thumbprint(publicJwk));
  writeFileSync(join(folder, keyFileName), '{"protection":"file","key":"AAAA"}');
  expect(nameOfKey(folder)).toBeNull();
});
