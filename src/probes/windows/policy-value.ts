import { type Found, type Place, readNumber } from './registry-value.ts';
import type { Registry } from './system.ts';

/** A setting that group policy can fix: what policy says wins, even where it says the default. */
export async function readPolicyOver(
  registry: Registry,
  policy: Place,
  setting: Place,
): Promise<Found<number>> {
  const forced = await readNumber(registry, policy);
  if (!forced.ok || forced.value !== undefined) return forced;
  return readNumber(registry, setting);
}
