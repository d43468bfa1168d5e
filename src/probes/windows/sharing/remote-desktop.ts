import { readPolicyOver } from '../policy-value.ts';
import { readNumber } from '../registry-value.ts';
import { seenRunning, serviceRuns } from '../running-programs.ts';
import { type Finding, nothingFound, offered, type Scene, together, unreadOf } from './finding.ts';

export const policyKey = 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
const hive = 'HKLM';
export const desktopKey = 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
export const assistanceKey = 'SYSTEM\\CurrentControlSet\\Control\\Remote Assistance';

/** Windows' own doors for somebody else's eyes and hands. */
export async function findRemoteDesktop(scene: Scene): Promise<Finding> {
  return together(await Promise.all([findDesktop(scene), findAssistance(scene), findOffered(scene)]));
}

/** Off where nothing is set: fDenyTSConnections is true by default. */
async function findDesktop({ system, programs }: Scene): Promise<Finding> {
  const name = 'fDenyTSConnections';
  const denies = await readPolicyOver(
    system.registry,
    { hive, key: policyKey, name },
    { hive, key: desktopKey, name },
  );
  if (!denies.ok) return unreadOf('remote-desktop', denies.source, denies);
  if (denies.value !== 0) return nothingFound;
  return offered({
    kind: 'remote-desktop',
    name: 'Remote Desktop',
    reach: 'accounts',
    active: serviceRuns(programs, 'TermService') !== false,
    source: denies.source,
  });
}

/**
 * Windows allows its users to ask for help, from the start. That opens nothing by itself: somebody can come in while an
 * invitation is out, and then msra.exe waits for them.
 */
async function findAssistance({ system, programs }: Scene): Promise<Finding> {
  const name = 'fAllowToGetHelp';
  const allows = await readPolicyOver(
    system.registry,
    { hive, key: policyKey, name },
    { hive, key: assistanceKey, name },
  );
  if (!allows.ok) return unreadOf('remote-control', allows.source, allows);
  const waiting = seenRunning(programs, [], ['msra.exe']);
  if (!allows.value || waiting === undefined) return nothingFound;
  return assistance(`${allows.source}, ${waiting}`);
}

/** "Configure Offer Remote Assistance": helpers that policy names may come without being asked. */
async function findOffered({ system }: Scene): Promise<Finding> {
  const unsolicited = await readNumber(system.registry, { hive, key: policyKey, name: 'fAllowUnsolicited' });
  if (!unsolicited.ok) return unreadOf('remote-control', unsolicited.source, unsolicited);
  return unsolicited.value ? assistance(unsolicited.source) : nothingFound;
}

function assistance(source: string): Finding {
  return offered({
    kind: 'remote-control',
    name: 'Remote Assistance',
    reach: 'accounts',
    active: true,
    source,
  });
}
