import * as z from 'zod';
import { type PublicJwk, publicJwk } from '../../../jws/device-key.ts';
import { type BundleKeys, bundleKeys } from '../../../protocol/bundle-keys.ts';
import type { ServerAddress } from '../server-address.ts';
import type { Database } from './database.ts';

const address = z.object({ host: z.string(), port: z.int(), pin: z.string().nullable().default(null) });

export function saveAddress(database: Database, value: ServerAddress): void {
  save(database, 'address', value);
}

export function findAddress(database: Database): ServerAddress | null {
  return find(database, 'address', address);
}

export function savePolicyKey(database: Database, key: PublicJwk): void {
  save(database, 'policy-key', key);
}

export function findPolicyKey(database: Database): PublicJwk | null {
  return find(database, 'policy-key', publicJwk);
}

export function saveBundleKeys(database: Database, keys: BundleKeys): void {
  save(database, 'bundle-keys', keys);
}

export function findBundleKeys(database: Database): BundleKeys | null {
  return find(database, 'bundle-keys', bundleKeys);
}

function save(database: Database, name: string, value: unknown): void {
  database.run(
    `INSERT INTO settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    name,
    JSON.stringify(value),
  );
}

function find<Schema extends z.ZodType>(
  database: Database,
  name: string,
  schema: Schema,
): z.infer<Schema> | null {
  const row = database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name);
  return row === undefined ? null : schema.parse(JSON.parse(row.value));
}
