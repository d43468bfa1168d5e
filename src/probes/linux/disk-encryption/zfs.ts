import type { LinuxSystem } from '../system.ts';
import type { Encryption } from './block-device.ts';

const programs = ['/usr/sbin/zfs', '/sbin/zfs'];

/**
 * ZFS' own encryption, fixed when the dataset was made (zfsprops(7)). "Off" does not say what carries the pool, which may be
 * encrypted itself.
 */
export async function zfsEncryption(
  { run }: LinuxSystem,
  dataset: string,
  signal: AbortSignal,
): Promise<Encryption> {
  for (const program of programs) {
    const result = await run(program, ['get', '-H', '-o', 'value', 'encryption', dataset], { signal });
    if (!result.ok && result.reason === 'missing') continue;
    return result.ok && /^aes-\d+-(gcm|ccm)\s*$/.test(result.stdout) ? 'encrypted' : 'unclear';
  }
  return 'unclear';
}
