import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../read-text.ts';
import type { LinuxSystem } from '../system.ts';

/** Where an administrator's own units lie (systemd.unit(5)); ClamAV brings none that scans. */
const folder = '/etc/systemd/system';
const manager = { bus: 'system', destination: 'org.freedesktop.systemd1' } as const;

/** A job of IT's that runs ClamAV's scanner, and when it last came to its end since the computer started. */
export interface ScanUnit {
  readonly name: string;
  readonly finishedAt: string | null;
}

export async function readScanUnits(system: LinuxSystem, signal: AbortSignal): Promise<ScanUnit[]> {
  const files = await readdir(join(system.root, folder)).catch((): string[] => []);
  const services = files.filter((name) => name.endsWith('.service'));
  const scanning = await Promise.all(
    services.map(async (name) => {
      const file = await readText(system.root, join(folder, name));
      return file.found === 'text' && /^ExecStart=.*\bclamd?scan\b/m.test(file.text) ? [name] : [];
    }),
  );
  return Promise.all(
    scanning.flat().map(async (name) => ({ name, finishedAt: await lastEnd(system, name, signal) })),
  );
}

/** By CLD_EXITED (siginfo.h), and the scanner's own 0 "nothing found" or 1 "found" (clamscan(1)); 2 is an error. */
async function lastEnd(system: LinuxSystem, unit: string, signal: AbortSignal): Promise<string | null> {
  const loaded = await system.callBus(
    {
      ...manager,
      path: '/org/freedesktop/systemd1',
      interface: 'org.freedesktop.systemd1.Manager',
      member: 'LoadUnit',
      signature: 's',
      args: [unit],
    },
    signal,
  );
  const path = loaded.ok ? loaded.body[0] : undefined;
  if (typeof path !== 'string') return null;
  const property = async (name: string): Promise<unknown> => {
    const args = ['org.freedesktop.systemd1.Service', name];
    const call = { path, interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', args };
    const reply = await system.callBus({ ...manager, ...call }, signal);
    return reply.ok ? reply.body[0] : undefined;
  };
  const [microseconds, code, status] = await Promise.all(
    ['ExecMainExitTimestamp', 'ExecMainCode', 'ExecMainStatus'].map(property),
  );
  const hasEnded = code === 1 && (status === 0 || status === 1);
  if (!hasEnded || typeof microseconds !== 'number' || microseconds <= 0) return null;
  return new Date(microseconds / 1000).toISOString();
}
