import { known, unknown } from '../../facts/fact.ts';
import { type FoundPrograms, runningPrograms, softwareFact, unreadPrograms } from '../found-programs.ts';
import { KeptFiles } from '../kept-files.ts';
import type { Probe } from '../probe.ts';
import { type AppInfo, findApplications, readAppInfo } from './approved-software/applications.ts';
import { listProcesses } from './processes.ts';
import type { MacSystem } from './system.ts';

/** Every program on this Mac: the applications of everybody and of this user, and what runs. */
export function approvedSoftwareProbe(system: MacSystem): Probe<'approved-software'> {
  const kept = new KeptFiles<AppInfo>(readAppInfo);
  return {
    fact: 'approved-software',
    budgetMs: 8000,
    read: async (signal) => {
      const [applications, running] = await Promise.all([
        findApplications(system, kept),
        findRunning(system, signal),
      ]);
      if (!applications.there) return unknown('missing-source', '/Applications');
      return known(softwareFact([applications, running]), '/Applications, ps');
    },
  };
}

async function findRunning(system: MacSystem, signal: AbortSignal): Promise<FoundPrograms> {
  const list = await listProcesses(system, signal);
  if (!list.ok) return unreadPrograms(list.source, list.detail);
  const names = list.paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  return { programs: runningPrograms(names, 'ps'), unread: [] };
}
