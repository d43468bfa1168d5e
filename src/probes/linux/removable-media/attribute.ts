import { readText } from '../read-text.ts';

/** @returns what the kernel says in a file of a device, trimmed; '' where the device has no such file or it is empty. @throws Error where it may not be read. */
export async function attribute(folder: string, name: string): Promise<string> {
  const file = await readText(folder, name);
  // A device that is gone, or going, answers nothing more: the look after it tells.
  if (file.found === 'missing') return '';
  if (file.found !== 'text') throw new Error(`${name}: ${file.found}`);
  return file.text.trim();
}
