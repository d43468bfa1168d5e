import { eccKeyBlob } from './ecc-key-blob.ts';
import { Failure, resultFailure } from './failure.ts';
import { native } from './library.ts';
import { Fields, outNumber, outPointer, sizeOf } from './memory.ts';

const openProvider = native('ncrypt.dll', 'NCryptOpenStorageProvider', 'int32', [
  'void *',
  'str16',
  'uint32',
]);
const createKey = native('ncrypt.dll', 'NCryptCreatePersistedKey', 'int32', [
  'void *',
  'void *',
  'str16',
  'str16',
  'uint32',
  'uint32',
]);
const finalizeKey = native('ncrypt.dll', 'NCryptFinalizeKey', 'int32', ['void *', 'uint32']);
const openKey = native('ncrypt.dll', 'NCryptOpenKey', 'int32', [
  'void *',
  'void *',
  'str16',
  'uint32',
  'uint32',
]);
const exportKey = native('ncrypt.dll', 'NCryptExportKey', 'int32', [
  'void *',
  'void *',
  'str16',
  'void *',
  'void *',
  'uint32',
  'void *',
  'uint32',
]);
const signHash = native('ncrypt.dll', 'NCryptSignHash', 'int32', [
  'void *',
  'void *',
  'void *',
  'uint32',
  'void *',
  'uint32',
  'void *',
  'uint32',
]);
const deleteKey = native('ncrypt.dll', 'NCryptDeleteKey', 'int32', ['void *', 'uint32']);
const freeObject = native('ncrypt.dll', 'NCryptFreeObject', 'int32', ['void *']);

/** ncrypt.h: MS_PLATFORM_CRYPTO_PROVIDER, the TPM. */
const provider = 'Microsoft Platform Crypto Provider';
const algorithm = 'ECDSA_P256';
/** NCRYPT_SILENT_FLAG: nobody is asked anything. */
const silent = 0x40;
/** bcrypt.h: BCRYPT_ECCPUBLIC_BLOB, and its BCRYPT_ECDSA_PUBLIC_P256_MAGIC, "ECS1". */
const publicBlob = 'ECCPUBLICBLOB';
const p256Magic = 0x3153_4345;
/** Bytes of x and y, and of r and s: JWS wants the signature as Windows gives it (RFC 7518, 3.4). */
const pairLength = 64;

/** A key that never leaves the TPM, in the profile of this user. @returns x and y. */
export function createPlatformKey(name: string): Uint8Array {
  return withHandle(providerHandle, (keys) =>
    withHandle(
      () => handleOf('NCryptCreatePersistedKey', (out) => createKey(keys, out, algorithm, name, 0, 0)),
      (key) => {
        expectDone('NCryptFinalizeKey', finalizeKey(key, silent));
        return pointOf(key);
      },
    ),
  );
}

/** @returns r and s over the digest. */
export function signWithPlatformKey(name: string, digest: Uint8Array): Uint8Array {
  return withKey(name, (key) => {
    const signature = Buffer.alloc(pairLength);
    const length = outNumber();
    const hash = Buffer.from(digest);
    const done = signHash(key, null, hash, hash.length, signature, pairLength, length.memory, silent);
    expectDone('NCryptSignHash', done);
    if (length.value() !== pairLength) throw new Failure('failed', `a signature of ${length.value()} bytes`);
    return new Uint8Array(signature);
  });
}

export function removePlatformKey(name: string): void {
  withHandle(providerHandle, (keys) => {
    const key = keyHandle(keys, name);
    const result = Number(deleteKey(key, silent));
    // Only one that was deleted has no handle any more.
    if (result !== 0) freeObject(key);
    expectDone('NCryptDeleteKey', result);
  });
}

function pointOf(key: bigint): Uint8Array {
  const header = sizeOf(eccKeyBlob);
  const blob = Buffer.alloc(header + pairLength);
  const length = outNumber();
  expectDone(
    'NCryptExportKey',
    exportKey(key, null, publicBlob, null, blob, blob.length, length.memory, silent),
  );
  const said = new Fields(eccKeyBlob, blob);
  if (length.value() !== blob.length || said.number('dwMagic') !== p256Magic)
    throw new Failure('failed', 'the public key is none of P-256');
  return new Uint8Array(blob.subarray(header));
}

function withKey<T>(name: string, use: (key: bigint) => T): T {
  return withHandle(providerHandle, (keys) => withHandle(() => keyHandle(keys, name), use));
}

function providerHandle(): bigint {
  return handleOf('NCryptOpenStorageProvider', (out) => openProvider(out, provider, 0));
}

function keyHandle(keys: bigint, name: string): bigint {
  return handleOf('NCryptOpenKey', (out) => openKey(keys, out, name, 0, silent));
}

function withHandle<T>(open: () => bigint, use: (handle: bigint) => T): T {
  const handle = open();
  try {
    return use(handle);
  } finally {
    freeObject(handle);
  }
}

function handleOf(call: string, open: (out: Buffer) => ReturnType<typeof openKey>): bigint {
  const handle = outPointer();
  expectDone(call, open(handle.memory));
  if (handle.value() === 0n) throw new Failure('failed', `${call} opened nothing`);
  return handle.value();
}

function expectDone(call: string, result: ReturnType<typeof openKey>): void {
  if (Number(result) !== 0) throw resultFailure(call, Number(result));
}
