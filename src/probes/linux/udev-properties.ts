import { readText } from './read-text.ts';

/**
 * What udev keeps of a device, readable by everybody: `E:NAME=value` lines (sd-device's db; the hwdb and the DMI table are
 * read by udev as root). `id`: `+dmi:id`, `b259:0` for a block device.
 */
export async function readUdevProperties(root: string, id: string): Promise<ReadonlyMap<string, string>> {
  const file = await readText(root, `/run/udev/data/${id}`);
  const lines = file.found === 'text' ? [...file.text.matchAll(/^E:([^=\n]+)=(.*)$/gm)] : [];
  return new Map(lines.map(([, name = '', value = '']) => [name, value]));
}
