import { type Reading, unknown } from '../facts/fact.ts';
import { type FactName, type FactValue, facts, type Readings } from '../facts/registry.ts';
import type { Probe } from './probe.ts';

/** By fact, the files and folders that the policy names for its probe to look at. */
export type PlacesToRead = Readonly<Partial<Record<FactName, readonly string[]>>>;

/** All facts, read side by side. A probe that hangs, throws or lies makes its own fact unknown and no other. */
export async function readFacts(probes: readonly Probe[], places: PlacesToRead = {}): Promise<Readings> {
  const entries = await Promise.all(
    probes.map(async (probe) => [probe.fact, await readWithin(probe, places[probe.fact] ?? [])] as const),
  );
  return Object.fromEntries(entries) as Readings;
}

async function readWithin(probe: Probe, places: readonly string[]): Promise<Reading<FactValue<FactName>>> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<Reading<never>>((resolve) => {
    timer = setTimeout(() => {
      // In this order: a probe that rejects when it is aborted must not be the first to answer.
      resolve(unknown('timed-out', undefined, `${probe.budgetMs} ms`));
      abort.abort();
    }, probe.budgetMs);
  });
  try {
    return checked(probe, await Promise.race([probe.read(abort.signal, places), outOfTime]));
  } catch (error) {
    return unknown('failed', undefined, error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** A value outside its declared shape must not be judged. */
function checked(probe: Probe, reading: Reading<FactValue<FactName>>): Reading<FactValue<FactName>> {
  if (reading.state !== 'known') return reading;
  const decoded = facts[probe.fact].value.safeParse(reading.value);
  if (decoded.success) return reading;
  return unknown('unparsable', reading.source, decoded.error.issues[0]?.message);
}
