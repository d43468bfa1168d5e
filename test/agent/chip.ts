import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ChipAnswer, KeyChip } from '../../src/probes/key-chip.ts';

/** A chip in memory with real keys. `trouble`: what it says instead of doing anything. */
export class Chip implements KeyChip {
  readonly keys = new Map<string, KeyObject>();
  trouble: string | null = null;

  async create(name: string): Promise<ChipAnswer<Uint8Array>> {
    if (this.trouble !== null) return { ok: false, reason: 'failed', detail: this.trouble };
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.keys.set(name, privateKey);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    return { ok: true, value: Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]) };
  }

  async sign(name: string, data: Uint8Array): Promise<ChipAnswer<Uint8Array>> {
    if (this.trouble !== null) return { ok: false, reason: 'failed', detail: this.trouble };
    const key = this.keys.get(name);
    if (key === undefined) return { ok: false, reason: 'lost', detail: 'NCryptOpenKey: 0x80090016' };
    return { ok: true, value: sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }) };
  }

  async remove(name: string): Promise<void> {
    this.keys.delete(name);
  }
}
