import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyServerOptions } from 'fastify';
import { isLoopback } from '../protocol/loopback.ts';
import { buildApp } from './app.ts';
import { ensureBundleKeys } from './bundle/bundle-keys.ts';
import { newSecret } from './people/secret.ts';
import { ensurePolicyKey, readPolicyKey } from './policy/policy-key.ts';
import { openSqliteStorage } from './storage/sqlite/sqlite-storage.ts';
import type { Storage } from './storage/storage.ts';
import { givenIdentity, ownIdentity, type TlsIdentity } from './tls/identity.ts';
import { inUrl, type ServerNames, serverNames } from './tls/server-names.ts';

export interface ServeOptions {
  readonly host: string;
  /** How devices are to find it; null: by `host`, or by this computer's address where that is every address. */
  readonly name?: string | null;
  /** IT's own certificate; else one is made at the first start. */
  readonly certificate?: { readonly certificateFile: string; readonly keyFile: string } | null;
  /** 0: a free one. */
  readonly port: number;
  /** Folder of everything that the endpoint keeps. */
  readonly data: string;
  readonly pageFolder: string;
  readonly logger?: FastifyServerOptions['logger'];
}

export interface RunningEndpoint {
  /** `https://host:port`; `http://…` on loopback. */
  readonly address: string;
  /** Null where it speaks plain HTTP. */
  readonly tls: TlsIdentity | null;
  /** Makes the first administrator; null where there is one. */
  readonly setupLink: string | null;
  /** Resolves when every request that was under way has its answer and the storage is closed. */
  close(): Promise<void>;
}

/**
 * Opens what the endpoint keeps, in a folder that only its owner can enter.
 * @throws StorageUnavailable where the file cannot be opened, Error where a later version wrote it.
 */
export function openData(folder: string): Storage {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'deskward.sqlite');
  const storage = openSqliteStorage(file);
  chmodSync(file, 0o600);
  return storage;
}

/** @throws UnusableCertificate, what `openData` throws, or Node's own error where the port is taken. */
export async function serve(options: ServeOptions): Promise<RunningEndpoint> {
  const { host, name = null } = options;
  const names = serverNames(host, name);
  // What is wrong with the certificate is said before anything is made.
  const given = givenTls(options, names);
  const storage = openData(options.data);
  try {
    await ensurePolicyKey(options.data, storage);
    await ensureBundleKeys(options.data, storage);
    const tls =
      given ?? (isLoopback(host) && name === null ? null : await ownIdentity(options.data, names.all));
    return await start(options, storage, names, tls);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

function givenTls({ certificate }: ServeOptions, { main }: ServerNames): TlsIdentity | null {
  return certificate == null ? null : givenIdentity(certificate.certificateFile, certificate.keyFile, main);
}

async function start(
  options: ServeOptions,
  storage: Storage,
  names: ServerNames,
  tls: TlsIdentity | null,
): Promise<RunningEndpoint> {
  const { host, pageFolder, logger = false } = options;
  const setupCode = (await storage.hasUsers()) ? null : newSecret();
  const policyKey = () => readPolicyKey(options.data);
  const app = await buildApp({ storage, setupCode, policyKey, pageFolder, logger, tls });
  await app.listen({ host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  const shown = inUrl(names.main);
  await storage.saveAddress({ host: shown, port, pin: tls?.pin ?? null });
  const address = `${tls === null ? 'http' : 'https'}://${shown}:${port}`;
  return {
    address,
    tls,
    setupLink: setupCode === null ? null : `${address}/#setup=${setupCode}`,
    close: async () => {
      await app.close();
      await storage.close();
    },
  };
}
