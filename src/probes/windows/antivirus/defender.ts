import { fromFileTime } from '../file-time.ts';
import { readPolicyOver } from '../policy-value.ts';
import type { Found } from '../registry-value.ts';
import { type RunningPrograms, serviceRuns } from '../running-programs.ts';
import type { Claim } from '../security-center/agreement.ts';
import type { Registry, RegistryValue, WindowsSystem } from '../system.ts';

export const defenderName = 'Microsoft Defender Antivirus';
const settingsKey = 'SOFTWARE\\Microsoft\\Windows Defender';
const policyKey = 'SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const service = 'WinDefend';

/** What Defender's own service and settings tell. */
export interface DefenderState {
  /** Whether its service is registered, running or not. */
  readonly installed: boolean;
  readonly runs: boolean | undefined;
  readonly claims: readonly Claim[];
  /** When its signatures were made. */
  readonly signaturesAt: string | null;
  readonly source: string;
}

export async function readDefender(
  { registry }: WindowsSystem,
  programs: RunningPrograms,
): Promise<DefenderState> {
  const state = serviceRuns(programs, service);
  const [monitoring, disabled, passive, signaturesAt] = await Promise.all([
    readSetting(registry, '\\Real-Time Protection', 'DisableRealtimeMonitoring'),
    readSetting(registry, '', 'DisableAntiSpyware'),
    readSetting(registry, '', 'PassiveMode'),
    readSignatureTime(registry),
  ]);
  const runs = state ?? engineRuns(programs);
  return {
    installed: state !== undefined,
    runs,
    claims: claimsOf(runs, { monitoring, disabled, passive }),
    signaturesAt,
    source: `service ${service}`,
  };
}

function readSetting(registry: Registry, folder: string, name: string): Promise<Found<number>> {
  return readPolicyOver(
    registry,
    { hive: 'HKLM', key: policyKey + folder, name },
    { hive: 'HKLM', key: settingsKey + folder, name },
  );
}

/** A service that this user may not ask for is not in the list of services; its process is in that of processes. */
function engineRuns({ services, processes }: RunningPrograms): boolean | undefined {
  if (processes.ok && processes.value.has('msmpeng.exe')) return true;
  return services.ok && processes.ok ? false : undefined;
}

interface Settings {
  readonly monitoring: Found<number>;
  readonly disabled: Found<number>;
  readonly passive: Found<number>;
}

/** On guard is what a running service and settings that don't hold it back say together: two places. */
function claimsOf(runs: boolean | undefined, settings: Settings): Claim[] {
  if (runs === false) return [claim(`service ${service}`, 'off')];
  for (const setting of [settings.monitoring, settings.passive])
    if (setting.ok && setting.value) return [claim(setting.source, 'off')];
  const { disabled } = settings;
  // Newer versions ignore DisableAntiSpyware: while the service runs all the same, neither is believed.
  const unclear = [settings.monitoring, settings.passive, disabled].find(
    (setting) => !setting.ok || Boolean(setting.value),
  );
  if (unclear !== undefined) return [claim(unclear.source, 'unknown')];
  if (runs === undefined) return [claim(`service ${service}`, 'unknown')];
  return [claim(`service ${service}`, 'on'), claim(`HKLM\\${settingsKey}`, 'on')];
}

function claim(source: string, realTime: Claim['realTime']): Claim {
  return { source, realTime, signatures: 'unknown' };
}

/**
 * AVSignatureApplied is when the signatures in use were made, SignaturesLastUpdated when the last ones came: by Microsoft's
 * own reader of Defender's support files.
 */
async function readSignatureTime(registry: Registry): Promise<string | null> {
  const found = await registry.values('HKLM', `${settingsKey}\\Signature Updates`);
  if (!found.ok || found.value === undefined) return null;
  const { AVSignatureApplied: made, SignaturesLastUpdated: updated } = found.value;
  return decodeFileTime(made) ?? decodeFileTime(updated);
}

/** REG_BINARY with a FILETIME, its low byte first. Nothing before Defender's first year is a date of it. */
export function decodeFileTime(value: RegistryValue | undefined): string | null {
  if (!(value instanceof Uint8Array) || value.length !== 8) return null;
  const ticks = new DataView(value.buffer, value.byteOffset, 8).getBigUint64(0, true);
  const date = new Date(fromFileTime(ticks));
  const year = date.getUTCFullYear();
  return year >= 2005 && year <= 9999 ? date.toISOString() : null;
}
