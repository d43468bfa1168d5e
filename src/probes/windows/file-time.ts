/** FILETIME (minwinbase.h) counts 100 ns from 1601-01-01 UTC. */
const unixEpoch = 116_444_736_000_000_000n;
const ticksPerMs = 10_000n;

/** @returns milliseconds since 1970, UTC. */
export function fromFileTime(ticks: bigint): number {
  return Number((ticks - unixEpoch) / ticksPerMs);
}
