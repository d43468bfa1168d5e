import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { signCompact } from '../../../src/agent/identity/jws.ts';
import type { Identity, OpenedIdentity } from '../../../src/agent/identity/opened-identity.ts';
import {
  createIdentity,
  fileProtector,
  keyFileName,
  openIdentity,
  withChip,
} from '../../../src/agent/identity.ts';
import { Chip } from '../chip.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function held(opened: OpenedIdentity): Identity {
  if (!opened.ok) throw new Error(opened.detail);
  return opened.identity;
}

async function verified(identity: Identity): Promise<string> {
  const jws = await signCompact(identity, { typ: 'test+jws', kid: 'x' }, '"工位"');
  const { payload } = await compactVerify(jws, await importJWK({ ...identity.publicJwk }, 'ES256'));
  return new TextDecoder().decode(payload);
}

function enrolled() {
  const [folder, chip] = [temporaryFolder(), new Chip()];
  return { folder, chip, protector: withChip(fileProtector, chip) };
}

const file = (folder: string): string => readFileSync(join(folder, keyFileName), 'utf8');

test('where there is a chip a new key is made in it, and signs from there after a restart too', async () => {
  const { folder, chip, protector } = enrolled();
  const made = held(await createIdentity(folder, protector));
  expect(made.protection).toBe('chip');
  expect(await verified(made)).toBe('"工位"');
  const again = held(await openIdentity(folder, protector));
  expect(again.publicJwk).toEqual(made.publicJwk);
  expect(await verified(again)).toBe('"工位"');
  expect(chip.keys.size).toBe(1);
});

test('on the disk is what the chip calls it and its public half, nothing private', async () => {
  const { folder, chip, protector } = enrolled();
  const { publicJwk } = held(await createIdentity(folder, protector));
  const [name] = chip.keys.keys();
  expect(JSON.parse(file(folder))).toEqual({ protection: 'chip', name, publicJwk });
});

test('without a chip, and where it makes no key, the key is kept as before', async () => {
  const { folder, chip, protector } = enrolled();
  chip.trouble = 'NCryptCreatePersistedKey: 0x80090029';
  expect(held(await createIdentity(folder, protector)).protection).toBe('file');
  expect(held(await createIdentity(folder, withChip(fileProtector, null))).protection).toBe('file');
});

test('a chip whose key signs for another one is not used, and keeps nothing', async () => {
  const { folder, chip, protector } = enrolled();
  const other = new Chip();
  await other.create('other');
  chip.sign = (_name, data) => other.sign('other', data);
  expect(held(await createIdentity(folder, protector)).protection).toBe('file');
  expect(chip.keys.size).toBe(0);
});

test('a key that was made before there was a chip stays what it is', async () => {
  const { folder, protector } = enrolled();
  const { publicJwk } = held(await createIdentity(folder, fileProtector));
  expect(held(await openIdentity(folder, protector))).toMatchObject({ protection: 'file', publicJwk });
});

test('a chip that was cleared, and one that has another key under the name, have lost it', async () => {
  const { folder, chip, protector } = enrolled();
  held(await createIdentity(folder, protector));
  const [name = ''] = chip.keys.keys();
  chip.keys.clear();
  expect(await openIdentity(folder, protector)).toMatchObject({
    reason: 'lost',
    detail: 'NCryptOpenKey: 0x80090016',
  });
  await chip.create(name);
  expect(await openIdentity(folder, protector)).toMatchObject({ reason: 'lost' });
});

test('whoever joins anew gets a new key, and the old one is forgotten', async () => {
  const { folder, chip, protector } = enrolled();
  const before = held(await createIdentity(folder, protector));
  const after = held(await createIdentity(folder, protector));
  expect(after.publicJwk).not.toEqual(before.publicJwk);
  expect([...chip.keys.keys()]).toEqual([(JSON.parse(file(folder)) as { name: string }).name]);
});

test('a chip that does not answer now costs no key: it signs when it does', async () => {
  const { folder, chip, protector } = enrolled();
  held(await createIdentity(folder, protector));
  chip.trouble = 'NCryptSignHash: 0x80090030';
  const opened = held(await openIdentity(folder, protector));
  await expect(verified(opened)).rejects.toThrow(
    'The security chip did not sign: NCryptSignHash: 0x80090030',
  );
  chip.trouble = null;
  expect(await verified(opened)).toBe('"工位"');
});

test('two agents on one computer have a key each', async () => {
  const chip = new Chip();
  const protector = withChip(fileProtector, chip);
  const keys = await Promise.all([0, 1].map(() => createIdentity(temporaryFolder(), protector)));
  expect(new Set(keys.map((opened) => held(opened).publicJwk.x)).size).toBe(2);
  expect(chip.keys.size).toBe(2);
});

test('a key in a chip that is not in reach is refused, and left as it is', async () => {
  const { folder, protector } = enrolled();
  const { publicJwk } = held(await createIdentity(folder, protector));
  expect(await openIdentity(folder, fileProtector)).toMatchObject({ reason: 'protected-elsewhere' });
  expect(held(await openIdentity(folder, protector)).publicJwk).toEqual(publicJwk);
});
