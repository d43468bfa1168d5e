import { type FirewallState, networkKinds } from '../../../facts/firewall.ts';
import { type Found, readNumber } from '../registry-value.ts';
import type { Registry } from '../system.ts';

export type NetworkKind = (typeof networkKinds)[number];

export const policyKey = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
export const settingsKey = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';

/** What Windows calls private in its dialogs it keeps as "standard" ([MS-GPFAS], 2.2.3). */
const profiles: Readonly<Record<NetworkKind, { readonly policy: string; readonly own: string }>> = {
  public: { policy: 'PublicProfile', own: 'PublicProfile' },
  private: { policy: 'PrivateProfile', own: 'StandardProfile' },
  domain: { policy: 'DomainProfile', own: 'DomainProfile' },
};

/** How Windows Firewall is set on one kind of network, and by what. */
export interface NetworkSetting {
  readonly kind: NetworkKind;
  readonly state: FirewallState;
  readonly source: string;
}

export function readNetworks(registry: Registry): Promise<NetworkSetting[]> {
  return Promise.all(networkKinds.map((kind) => readNetwork(registry, kind)));
}

async function readNetwork(registry: Registry, kind: NetworkKind): Promise<NetworkSetting> {
  const [on, inbound] = await Promise.all([
    readSetting(registry, kind, 'EnableFirewall'),
    readSetting(registry, kind, 'DefaultInboundAction'),
  ]);
  const decisive = on.ok && on.value === 1 ? inbound : on;
  const told = decisive.ok ? `= ${decisive.value ?? '-'}` : `: ${decisive.detail}`;
  return { kind, state: stateOf(on, inbound), source: `${decisive.source} ${told}` };
}

/** FW_PROFILE_CONFIG ([MS-FASP], 2.2.38): a default inbound action of 0 allows; where none is set, Windows blocks. */
function stateOf(on: Found<number>, inbound: Found<number>): FirewallState {
  if (on.ok && on.value === 0) return 'off';
  if (!on.ok || on.value !== 1 || !inbound.ok) return 'unknown';
  return inbound.value === 0 ? 'open' : 'on';
}

/** Group policy wins over device management, and that over what is set here ([MS-FASP]: "the value of the RSoP store wins"). */
async function readSetting(registry: Registry, kind: NetworkKind, name: string): Promise<Found<number>> {
  const { policy, own } = profiles[kind];
  const read = (key: string) => readNumber(registry, { hive: 'HKLM', key, name });
  for (const key of [`${policyKey}\\${policy}`, `${settingsKey}\\Mdm\\${own}`]) {
    const forced = await read(key);
    if (!forced.ok || forced.value !== undefined) return forced;
  }
  const [setting, old] = await Promise.all([
    read(`${settingsKey}\\${own}`),
    read(`${policyKey}\\StandardProfile`),
  ]);
  // A policy of the days before "private" and "public": which of the two it is for now, nobody has written down.
  const isContested = kind !== 'domain' && (!old.ok || old.value !== undefined);
  return isContested && !(old.ok && setting.ok && old.value === setting.value)
    ? contested(old, setting)
    : setting;
}

function contested(old: Found<number>, setting: Found<number>): Found<number> {
  if (!old.ok) return old;
  return {
    ok: false,
    reason: 'conflicting-sources',
    source: old.source,
    detail: `${old.value} ≠ ${setting.ok ? (setting.value ?? '-') : '?'}`,
  };
}
