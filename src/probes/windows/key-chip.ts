import { hash } from 'node:crypto';
import type { ChipAnswer, KeyChip } from '../key-chip.ts';
import type { Answer } from './answer.ts';
import type { WindowsSystem } from './system.ts';

/** The TPM, by way of Windows' platform provider. Whether there is one shows when it is asked for a key. */
export function windowsKeyChip({ platformKeys }: Pick<WindowsSystem, 'platformKeys'>): KeyChip {
  return {
    create: async (name) => said(await platformKeys.create(name)),
    sign: async (name, data) => said(await platformKeys.sign(name, hash('sha256', data, 'buffer'))),
    remove: async (name) => void (await platformKeys.remove(name)),
  };
}

function said<T>(told: Answer<T>): ChipAnswer<T> {
  if (told.ok) return told;
  return { ok: false, reason: told.reason === 'missing' ? 'lost' : 'failed', detail: told.detail };
}
