import * as z from 'zod';
import { deviceSorts } from '../../protocol/fleet.ts';

/** Where a page of the device list ended: the sort keys of its last row, which are unique together. */
const cursor = z.object({
  sort: z.enum(deviceSorts),
  direction: z.enum(['asc', 'desc']),
  keys: z
    .array(z.union([z.string().max(300), z.int()]))
    .min(2)
    .max(3),
});
export type Cursor = z.infer<typeof cursor>;

const shapes = {
  hostname: z.tuple([z.string(), z.int()]),
  lastSeen: z.tuple([z.int(), z.int()]),
  standing: z.tuple([z.int(), z.string(), z.int()]),
} as const;

export function encodeCursor(value: Cursor): string {
  return Buffer.from(JSON.stringify([value.sort, value.direction, value.keys])).toString('base64url');
}

/** @returns null for a mark that was not made by `encodeCursor` for this very sort and direction. */
export function decodeCursor(
  text: string,
  { sort, direction }: Pick<Cursor, 'sort' | 'direction'>,
): Cursor | null {
  try {
    const [wasSort, wasDirection, keys]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    const parsed = cursor.safeParse({ sort: wasSort, direction: wasDirection, keys });
    if (!parsed.success || parsed.data.sort !== sort || parsed.data.direction !== direction) return null;
    return shapes[sort].safeParse(keys).success ? parsed.data : null;
  } catch {
    return null;
  }
}
