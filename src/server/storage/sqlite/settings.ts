import { z } from 'zod';
import type { ServerAddress } from '../storage.ts';
import type { Database } from './database.ts';

const address = z.object({ host: z.string(), port: z.int(), pin: z.string().nullable().default(null) });

export function saveAddress(database: Database, value: ServerAddress): void {
  database.run(
    `INSERT INTO settings (name, value) VALUES ('address', ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    JSON.stringify(value),
  );
}

export function findAddress(database: Database): ServerAddress | null {
  const row = database.get<{ value: string }>("SELECT value FROM settings WHERE name = 'address'");
  return row === undefined ? null : address.parse(JSON.parse(row.value));
}
