import type { Noted } from '../it-note.ts';
import { readText } from './registry-value.ts';
import type { WindowsSystem } from './system.ts';

/** Only administrators write there: IT's own job leaves when it finished, as ISO text in UTC. */
export const noteKey = 'SOFTWARE\\Deskward';
const names: Readonly<Record<Noted, string>> = {
  'virus-scan': 'VirusScanFinishedAt',
  backup: 'BackupFinishedAt',
};

export function noteSource(job: Noted): string {
  return `HKLM\\${noteKey}\\${names[job]}`;
}

/** @returns when that job last noted that it had finished (ISO); null where it left no date. */
export async function readNote({ registry }: WindowsSystem, job: Noted): Promise<string | null> {
  const text = await readText(registry, { hive: 'HKLM', key: noteKey, name: names[job] });
  const at = new Date((text.ok && text.value) || '');
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
