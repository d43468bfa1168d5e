import { join } from 'node:path';
import { KeptAnswer } from '../../kept-answer.ts';
import { identityOf } from '../file-identity.ts';
import type { LinuxSystem } from '../system.ts';
import { listsFolder } from './archives.ts';

const program = '/usr/bin/apt-get';
/** Seconds of work on a slow computer, and nothing that waits for a network. */
const timeoutMs = 25_000;
/** Updates that a distribution hands out by and by (Ubuntu's "phased" ones) become due without a file's change. */
const keepMs = { told: 12 * 60 * 60_000, untold: 30 * 60_000 };
/** What apt works it out from: the answer is the same while they are. */
const sources = [
  listsFolder,
  '/var/lib/dpkg/status',
  '/var/lib/apt/extended_states',
  '/etc/apt/preferences',
  '/etc/apt/preferences.d',
  '/etc/apt/apt.conf.d',
];

/** For each update that apt would install now, the label of the archive that it comes from. */
export type MissingUpdates =
  | { readonly ok: true; readonly labels: readonly string[] }
  | { readonly ok: false; readonly reason: 'timed-out' | 'failed' };

/** @returns a reader that asks apt once for each change of its lists and of what is installed; apt needs no right for it. */
export function missingUpdatesReader(system: LinuxSystem): (signal: AbortSignal) => Promise<MissingUpdates> {
  const kept = new KeptAnswer<MissingUpdates>();
  return async (signal) => {
    const identity = await identityOf(sources.map((path) => join(system.root, path)));
    return kept.get(identity, async () => {
      const args = ['-qq', '--simulate', '--with-new-pkgs', 'upgrade'];
      const result = await system.run(program, args, { signal, timeoutMs, maxOutput: 8 * 1024 * 1024 });
      if (result.ok && result.code === 0)
        return { value: { ok: true, labels: parseUpgrades(result.stdout) }, keepMs: keepMs.told };
      // A computer on which apt takes too long must not wait for it in every scan.
      const isSlow = !result.ok && result.reason === 'timed-out';
      return { value: { ok: false, reason: isSlow ? 'timed-out' : 'failed' }, keepMs: keepMs.untold };
    });
  };
}

/**
 * `Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.15/oldstable [amd64])`; the installed version is in the first brackets,
 * what has none is new and comes along. Of several archives the first is named first.
 */
export function parseUpgrades(output: string): string[] {
  const lines = output.matchAll(/^Inst \S+ \[[^\]]*\] \(\S+ ([^:)]*):/gm);
  return [...lines].map((match) => match[1] ?? '');
}
