import * as z from 'zod';
import type { FirewallState } from '../../../facts/firewall.ts';
import { KeptAnswer } from '../../kept-answer.ts';
import { type Dictionary, readPropertyList } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import { firstWords, silent, type Unread, unread } from '../unread.ts';
import { readVersion } from '../version.ts';

/** What macOS' own firewall is set to. */
export interface ApplicationFirewall {
  readonly ok: true;
  readonly state: FirewallState;
  readonly source: string;
}

const settings = '/Library/Preferences/com.apple.alf.plist';
const managed = '/Library/Managed Preferences/com.apple.security.firewall.plist';
export const firewallWatchedFiles: readonly string[] = [settings, managed];

/** System Information takes seconds. Bad news is asked for again, so that what was mended is seen. */
const keepMs = 10 * 60_000;

/** macOS 15 keeps this in no file any more; one from before an upgrade may lie on (osquery/osquery#8395). */
const lastWithFile = 14;

/**
 * The file where macOS still keeps it there, else System Information, which takes a second or more. A profile may decide
 * over the file's head: then System Information is asked as well.
 */
export function applicationFirewallReader(
  system: MacSystem,
): (signal: AbortSignal) => Promise<ApplicationFirewall | Unread> {
  const kept = new KeptAnswer<ApplicationFirewall | Unread>();
  return async (signal) => {
    const file = await readSettings(system.root);
    if (file !== undefined) return file;
    return kept.get('', async () => {
      const value = await askSystemInformation(system, signal);
      return { value, keepMs: value.ok && value.state === 'on' ? keepMs : 0 };
    });
  };
}

/** @returns undefined where the file can't be the whole of it. */
async function readSettings(root: string): Promise<ApplicationFirewall | Unread | undefined> {
  const version = await readVersion(root);
  if (version === undefined || Number.parseInt(version, 10) > lastWithFile) return undefined;
  const [file, profile] = await Promise.all([
    readPropertyList(root, settings),
    readPropertyList(root, managed),
  ]);
  if (file.found === 'missing' || profile.found !== 'missing') return undefined;
  return file.found === 'list' ? fromSettings(file.values) : unread(file.found, settings, file.detail);
}

/** 0 off, 1 on with exceptions, 2 blocking all but what the system itself needs. */
function fromSettings({ globalstate }: Dictionary): ApplicationFirewall | Unread {
  if (globalstate === 0 || globalstate === 1 || globalstate === 2)
    return { ok: true, state: globalstate === 0 ? 'off' : 'on', source: `${settings} globalstate` };
  return unread('unparsable', settings, `globalstate ${String(globalstate)}`);
}

const command = ['/usr/sbin/system_profiler', '-json', 'SPFirewallDataType'] as const;
const source = 'system_profiler SPFirewallDataType';
const answer = z.object({
  SPFirewallDataType: z.array(z.object({ spfirewall_globalstate: z.string() })).min(1),
});
/** Any other word is one that this version does not know. */
const states: Readonly<Record<string, FirewallState>> = {
  spfirewall_globalstate_limit_connections: 'on',
  spfirewall_globalstate_block_all: 'on',
  spfirewall_globalstate_allow_all: 'off',
};

async function askSystemInformation(
  system: MacSystem,
  signal: AbortSignal,
): Promise<ApplicationFirewall | Unread> {
  const [path, ...args] = command;
  const result = await system.run(path, args, { signal, timeoutMs: 15_000 });
  if (!result.ok) return silent(result, source);
  const word = parseGlobalState(result.stdout);
  const state = word === undefined ? undefined : states[word];
  if (state === undefined) return unread('unparsable', source, word ?? firstWords(result.stdout));
  return { ok: true, state, source };
}

/** The words are keys that System Information translates when it shows them, and are the same in every language. */
export function parseGlobalState(output: string): string | undefined {
  try {
    const decoded = answer.safeParse(JSON.parse(output));
    return decoded.data?.SPFirewallDataType[0]?.spfirewall_globalstate;
  } catch {
    return undefined;
  }
}
