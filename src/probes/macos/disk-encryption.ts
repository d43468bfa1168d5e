import type { Volume } from '../../facts/disk-encryption.ts';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { type ApfsVolume, apfsSource, readSystemContainer } from './disk-encryption/apfs-volumes.ts';
import { type FileVault, fileVaultSource, readFileVault } from './file-vault.ts';
import type { MacSystem } from './system.ts';
import type { Unread } from './unread.ts';

/** Two answers have to agree before the system counts as encrypted: FileVault's own, and that of its volume. */
export function diskEncryptionProbe(system: MacSystem): Probe<'disk-encryption'> {
  return { fact: 'disk-encryption', budgetMs: 5000, read: (signal) => read(system, signal) };
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Reading<FactValue<'disk-encryption'>>> {
  const [fileVault, volumes] = await Promise.all([
    readFileVault(system, signal),
    readSystemContainer(system, signal),
  ]);
  if (!fileVault.ok) return unknown(fileVault.reason, fileVault.source, fileVault.detail);
  const data = isList(volumes) ? volumes.filter(({ roles }) => roles.length === 0) : [];
  return known(
    { volumes: [systemVolume(fileVault, volumes), ...data.map(dataVolume)] },
    `${fileVaultSource}, ${apfsSource}`,
  );
}

function systemVolume(fileVault: FileVault, volumes: readonly ApfsVolume[] | Unread): Volume {
  const named = { name: '/', role: 'system' } as const;
  if (fileVault.state === 'off') return { ...named, state: 'open', source: fileVaultSource };
  if (fileVault.state === 'partly') return { ...named, state: 'encrypting', source: fileVaultSource };
  const source = `${fileVaultSource}, ${apfsSource}`;
  if (!isList(volumes)) return { ...named, state: 'unclear', source, detail: volumes.detail };
  const home = volumes.find(({ roles }) => roles.includes('Data'));
  if (home?.isEncrypted === true && !home.isChanging) return { ...named, state: 'encrypted', source };
  return { ...named, state: 'unclear', source, detail: 'FileVault is on, and its volume does not say so' };
}

function dataVolume({ name, isEncrypted, isLocked, isChanging }: ApfsVolume): Volume {
  const role = 'data' as const;
  if (isChanging) return { name, role, state: 'encrypting', source: apfsSource };
  if (!isEncrypted) return { name, role, state: 'open', source: apfsSource };
  return { name, role, state: isLocked ? 'locked' : 'encrypted', source: apfsSource };
}

function isList(volumes: readonly ApfsVolume[] | Unread): volumes is readonly ApfsVolume[] {
  return Array.isArray(volumes);
}
