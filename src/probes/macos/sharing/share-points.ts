import * as z from 'zod';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';

/** A folder that is set up for others, whether or not file sharing is on. */
export interface SharePoint {
  readonly name: string;
  readonly shared: boolean;
  readonly guests: boolean;
}

export interface SharePoints {
  readonly ok: true;
  readonly points: readonly SharePoint[];
}

export const sharePointsSource = 'sharing -l';

export async function readSharePoints(system: MacSystem, signal: AbortSignal): Promise<SharePoints | Unread> {
  const result = await system.run('/usr/sbin/sharing', ['-l', '-f', 'json'], { signal });
  if (!result.ok) return silent(result, sharePointsSource);
  const points = parseSharePoints(result.stdout);
  if (points === undefined)
    return unread('unparsable', sharePointsSource, firstWords(result.stdout || result.stderr));
  return { ok: true, points };
}

const flag = z.union([z.literal(0), z.literal(1)]);
/** Record name → its attributes; a record that nobody shares over SMB has no SMB attributes. */
const listing = z.record(
  z.string(),
  z.object({
    smb_name: z.string().optional(),
    smb_shared: flag.default(0),
    smb_guest_access: flag.default(0),
  }),
);

/** `sharing -l -f json` (sharing(1)), whose keys are no words of a language. */
export function parseSharePoints(output: string): SharePoint[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch {
    return undefined;
  }
  const decoded = listing.safeParse(json);
  if (!decoded.success) return undefined;
  return Object.entries(decoded.data).map(([record, point]) => ({
    name: point.smb_name ?? record,
    shared: point.smb_shared === 1,
    guests: point.smb_guest_access === 1,
  }));
}
