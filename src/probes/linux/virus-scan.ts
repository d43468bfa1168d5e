import { join } from 'node:path';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { ScanningProduct } from '../../facts/virus-scan.ts';
import { readNote } from '../it-note.ts';
import type { Probe } from '../probe.ts';
import { clamavPrograms } from './antivirus/clamav.ts';
import { knownAgents } from './antivirus/known-agents.ts';
import { firstExisting } from './first-existing.ts';
import { noteFile } from './it-note.ts';
import { listProcesses } from './processes.ts';
import type { LinuxSystem } from './system.ts';
import { readScanUnits } from './virus-scan/scan-units.ts';

const scanNote = noteFile('virus-scan');

/**
 * ClamAV's scanner keeps no record of what it scanned; the systemd unit that ran it does, until the next start, and IT's
 * job can leave a note. Other makers' products tell nobody.
 */
export function virusScanProbe(system: LinuxSystem): Probe<'virus-scan'> {
  return { fact: 'virus-scan', budgetMs: 6000, read: (signal) => read(system, signal) };
}

async function read(system: LinuxSystem, signal: AbortSignal): Promise<Reading<FactValue<'virus-scan'>>> {
  const [clamav, list, notedAt] = await Promise.all([
    readClamav(system, signal),
    listProcesses(system.root),
    readNote(join(system.root, scanNote)),
  ]);
  const agents = knownAgents.filter(({ processes }) =>
    list.processes.some(({ uid, name }) => uid === 0 && processes.includes(name)),
  );
  const products = [...clamav, ...agents.map(({ name }) => silent(name, '/proc'))];
  if (products.length === 0 && notedAt === null && !list.complete)
    return unknown('partly-readable', '/proc', 'the processes of other users are hidden');
  const places = [...(notedAt === null ? [] : [scanNote]), ...products.map((product) => product.source)];
  return known({ products, notedAt }, places.join(', ') || '/proc');
}

async function readClamav(system: LinuxSystem, signal: AbortSignal): Promise<ScanningProduct[]> {
  const program = await firstExisting(system.root, clamavPrograms);
  if (program === undefined) return [];
  const units = await readScanUnits(system, signal);
  const [last] = units.toSorted((one, other) => (other.finishedAt ?? '').localeCompare(one.finishedAt ?? ''));
  return [{ ...silent('ClamAV', last?.name ?? program), finishedAt: last?.finishedAt ?? null }];
}

function silent(name: string, source: string): ScanningProduct {
  return { name, finishedAt: null, ranAt: null, source };
}
