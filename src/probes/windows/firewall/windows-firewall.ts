import type { Firewall } from '../../../facts/firewall.ts';
import { type RunningPrograms, serviceRuns } from '../running-programs.ts';
import type { WindowsSystem } from '../system.ts';
import { type NetworkSetting, readNetworks } from './networks.ts';

const name = 'Windows Firewall';
const service = 'mpssvc';
/** WSC_SECURITY_PROVIDER_HEALTH (wscapi.h). */
const healths = ['good', 'not monitored', 'poor', 'snoozed'] as const;

/**
 * Windows' own firewall: its settings and its service say together that it is on, and Security Center, which looks at all
 * three kinds of network (osquery/osquery#6256), must not say otherwise.
 */
export async function readWindowsFirewall(
  system: WindowsSystem,
  programs: RunningPrograms,
): Promise<Firewall> {
  const [networks, told] = await Promise.all([
    readNetworks(system.registry),
    system.securityHealth('firewall'),
  ]);
  const runs = serviceRuns(programs, service);
  const health = told.ok ? healths[told.value] : undefined;
  const source = sourceOf(runs, networks, health);
  if (runs !== true) return { name, state: runs === false ? 'off' : 'unknown', source };
  const isAllOn = networks.every(({ state }) => state === 'on');
  if (isAllOn && health === 'poor') return { name, state: 'unknown', doubt: 'conflicting', source };
  const states = networks.map(({ kind, state }) => [kind, state] as const);
  return { name, state: 'on', networks: Object.fromEntries(states) as Firewall['networks'], source };
}

/** What is as it should be is told in a word: an administrator wants to see what is not. */
function sourceOf(
  runs: boolean | undefined,
  networks: readonly NetworkSetting[],
  health: string | undefined,
): string {
  const told = { true: 'running', false: 'stopped', undefined: '?' }[String(runs)];
  const settings = networks.map(({ kind, state, source }) =>
    state === 'on' ? `${kind}: on` : `${kind}: ${state} (${source})`,
  );
  return [`service ${service}: ${told}`, ...settings, `Security Center: ${health ?? '?'}`].join(', ');
}
