import { z } from 'zod';
import type { Database } from './database.ts';

const address = z.object({ host: z.string(), port: z.int() });
type Address = z.infer<typeof address>;

export function saveAddress(database: Database, value: Address): void {
  database.run(
    `INSERT INTO settings (name, value) VALUES ('address', ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    JSON.stringify(value),
  );
}

export function findAddress(database: Database): Address | null {
  const row = database.get<{ value: string }>("SELECT value FROM settings WHERE name = 'address'");
  return row === undefined ? null : address.parse(JSON.parse(row.value));
}
