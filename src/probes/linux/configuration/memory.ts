import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../../../facts/configuration.ts';
import { makerText } from '../../maker-text.ts';
import { readText } from '../read-text.ts';
import { readUdevProperties } from '../udev-properties.ts';

type Memory = Configuration['memory'];

export const memoryFolder = '/sys/devices/system/memory';

/**
 * Each module as the firmware tells udev (dmi_memory_id, systemd 248 and later). Elsewhere the memory that the kernel has,
 * by its blocks: MemTotal is less what the kernel keeps for itself, which another kernel changes.
 */
export async function readMemory(root: string): Promise<Memory> {
  const told = await readUdevProperties(root, '+dmi:id');
  const slots = [...told.keys()].flatMap((key) => /^MEMORY_DEVICE_(\d+)_SIZE$/.exec(key)?.[1] ?? []);
  const modules = slots.map((slot) => ({
    bytes: Number(told.get(`MEMORY_DEVICE_${slot}_SIZE`)),
    serial: makerText(told.get(`MEMORY_DEVICE_${slot}_SERIAL_NUMBER`)),
  }));
  const built = modules.filter(({ bytes }) => bytes > 0);
  return built.length > 0 ? { told: 'modules', modules: built } : readTotal(root);
}

/** sysfs-devices-memory: the size of a block is in hexadecimal. */
async function readTotal(root: string): Promise<Memory> {
  const size = await readText(root, `${memoryFolder}/block_size_bytes`);
  const names = await readdir(join(root, memoryFolder)).catch(() => []);
  const blocks = names.filter((name) => /^memory\d+$/.test(name)).length;
  const blockBytes = size.found === 'text' ? Number.parseInt(size.text, 16) : Number.NaN;
  const bytes = blocks * blockBytes;
  return bytes > 0 ? { told: 'total', modules: [{ bytes, serial: '' }] } : null;
}
