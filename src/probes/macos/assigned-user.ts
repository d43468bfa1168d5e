import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { type Sighting, together } from '../sightings.ts';
import { lastSource, readLastSignIns } from './assigned-user/last-sign-ins.ts';
import type { MacSystem } from './system.ts';

/** Who is signed in, and who was, by last(1). */
export function assignedUserProbe(system: MacSystem): Probe<'assigned-user'> {
  return { fact: 'assigned-user', budgetMs: 4000, read: (signal) => read(system, signal) };
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Reading<FactValue<'assigned-user'>>> {
  const last = await readLastSignIns(system, signal);
  const own: Sighting = { name: system.userName, at: null, now: true, source: 'getpwuid' };
  const people = together([own, ...(last.ok ? last.signIns : [])]);
  return known(
    {
      people: people.map(({ name, at, now, source }) => ({
        names: [name],
        anyCase: true,
        now,
        lastAt: at === null ? null : new Date(at).toISOString(),
        source,
      })),
      knownSince: last.ok ? new Date(last.since).toISOString() : null,
      comparedWith: null,
      unread: last.ok ? [] : [{ source: last.source, detail: last.detail ?? last.reason }],
    },
    lastSource,
  );
}
