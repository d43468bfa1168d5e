import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyServerOptions } from 'fastify';
import { buildApp } from './app.ts';
import { newSecret } from './people/secret.ts';
import { openSqliteStorage } from './storage/sqlite/sqlite-storage.ts';
import type { Storage } from './storage/storage.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Folder of everything that the endpoint keeps. */
  readonly data: string;
  readonly pageFolder: string;
  readonly logger?: FastifyServerOptions['logger'];
}

export interface RunningEndpoint {
  /** `http://host:port`. */
  readonly address: string;
  /** Makes the first administrator; null where there is one. */
  readonly setupLink: string | null;
  /** Resolves when every request that was under way has its answer and the storage is closed. */
  close(): Promise<void>;
}

/** A host that would carry reports and passwords over a network in the clear. */
export class NotLoopback extends Error {
  override readonly name = 'NotLoopback';
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

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

/** @throws NotLoopback, what `openData` throws, or Node's own error where the port is taken. */
export async function serve(options: ServeOptions): Promise<RunningEndpoint> {
  if (!loopback.has(options.host)) throw new NotLoopback(options.host);
  const storage = openData(options.data);
  try {
    return await start(options, storage);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function start(options: ServeOptions, storage: Storage): Promise<RunningEndpoint> {
  const { host, pageFolder, logger = false } = options;
  const setupCode = (await storage.hasUsers()) ? null : newSecret();
  const app = await buildApp({ storage, setupCode, pageFolder, logger });
  await app.listen({ host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  const shown = host === '::1' ? '[::1]' : host;
  await storage.saveAddress({ host: shown, port });
  const address = `http://${shown}:${port}`;
  return {
    address,
    setupLink: setupCode === null ? null : `${address}/#setup=${setupCode}`,
    close: async () => {
      await app.close();
      await storage.close();
    },
  };
}
