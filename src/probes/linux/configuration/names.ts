import { hostname } from 'node:os';
import { readText } from '../read-text.ts';

/** os-release(5): which system, and which variant of it; its version is not here, for updates change that. */
export async function readEdition(root: string): Promise<string> {
  const file = await readText(root, '/etc/os-release');
  const text = file.found === 'text' ? file.text : '';
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? '';
  return [field('ID'), field('VARIANT_ID')].filter(Boolean).join(' ');
}

/** hostname(5), what a person set; a network may lend the running system another one. */
export async function readHostName(root: string): Promise<string> {
  const file = await readText(root, '/etc/hostname');
  const lines = file.found === 'text' ? file.text.split('\n').map((line) => line.trim()) : [];
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? hostname();
}

/** The model, or where the kernel has no name for it, who made it and which part it is (arm64). */
export async function readProcessor(root: string): Promise<string> {
  const file = await readText(root, '/proc/cpuinfo');
  const text = file.found === 'text' ? file.text : '';
  const field = (name: string): string => new RegExp(`^${name}\\s*:\\s*(.*)$`, 'im').exec(text)?.[1] ?? '';
  const model = field('model name').replace(/\s+/g, ' ').trim();
  return model || ['CPU implementer', 'CPU part'].map(field).filter(Boolean).join(' ');
}
