import { hostname } from 'node:os';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { KeptAnswer } from '../kept-answer.ts';
import type { Probe } from '../probe.ts';
import { builtInAdapters } from './configuration/built-in-adapters.ts';
import { dataTypes, type Hardware, readHardware } from './configuration/hardware.ts';
import { interfacesFile } from './network-isolation/interface-kinds.ts';
import { readPropertyList, valueAt } from './property-list.ts';
import type { MacSystem } from './system.ts';
import { firstWords, silent, type Unread, unread } from './unread.ts';

const hardwareSource = `system_profiler ${dataTypes.join(' ')}`;
const namesFile = '/Library/Preferences/SystemConfiguration/preferences.plist';
/** It takes a second or more, and what it tells does not change while the Mac runs. */
const keepMs = { told: 24 * 60 * 60_000, untold: 30 * 60_000 };

type Told = { readonly ok: true; readonly hardware: Hardware } | Unread;

/** What this Mac is built of and called; the hardware is asked for once a day. */
export function configurationProbe(system: MacSystem): Probe<'configuration'> {
  const kept = new KeptAnswer<Told>();
  return {
    fact: 'configuration',
    budgetMs: 20_000,
    read: (signal) =>
      read(system, () =>
        kept.get('', async () => {
          const value = await askHardware(system, signal);
          return { value, keepMs: value.ok ? keepMs.told : keepMs.untold };
        }),
      ),
  };
}

async function askHardware(system: MacSystem, signal: AbortSignal): Promise<Told> {
  const args = ['-json', ...dataTypes];
  const result = await system.run('/usr/sbin/system_profiler', args, { signal, timeoutMs: 18_000 });
  if (!result.ok) return silent(result, hardwareSource);
  const hardware = readHardware(result.stdout);
  if (hardware !== undefined) return { ok: true, hardware };
  return unread('unparsable', hardwareSource, firstWords(result.stdout));
}

async function read(
  system: MacSystem,
  ask: () => Promise<Told>,
): Promise<Reading<FactValue<'configuration'>>> {
  const [told, interfaces, names] = await Promise.all([
    ask(),
    readPropertyList(system.root, interfacesFile),
    readPropertyList(system.root, namesFile),
  ]);
  if (!told.ok) return unknown(told.reason, told.source, told.detail);
  const { processor, memory, disks } = told.hardware;
  const name = names.found === 'list' ? valueAt(names.values, 'System', 'System', 'ComputerName') : undefined;
  return known(
    {
      processor,
      memory,
      disks,
      adapters: interfaces.found === 'list' ? builtInAdapters(interfaces) : null,
      edition: 'macOS',
      // Where two on one network have the same, macOS itself puts a number behind it.
      hostName: (typeof name === 'string' ? name : hostname()).replace(/ \(\d+\)$/, ''),
      unread: [
        ...(memory === null ? [{ source: hardwareSource, detail: 'no memory' }] : []),
        ...(disks === null ? [{ source: hardwareSource, detail: 'no disks' }] : []),
        ...(interfaces.found === 'list' ? [] : [{ source: interfacesFile, detail: interfaces.detail }]),
      ],
    },
    `${hardwareSource}, ${interfacesFile}, ${namesFile}`,
  );
}
