import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As in a machine file: REG_SZ, REG_DWORD, REG_MULTI_SZ, REG_QWORD, REG_BINARY. */
type Value = string | number | readonly string[] | { readonly qword: string } | { readonly hex: string };
export type RegistryKeys = Readonly<Record<string, Readonly<Record<string, Value>>>>;

const hives: Readonly<Record<string, string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' };

/** Writes the keys of a machine file into the registry, all at once. @returns what takes them out again. */
export function importRegistry(keys: RegistryKeys): () => void {
  const made = new Set(Object.keys(keys).flatMap((key) => firstMissing(fullPath(key)) ?? []));
  importFile(Object.entries(keys).flatMap(([key, values]) => linesOf(fullPath(key), values, regValue)));
  return () => {
    const values = Object.entries(keys).flatMap(([key, each]) => linesOf(fullPath(key), each, () => '-'));
    importFile([...values, ...[...made].map((path) => `[-${path}]`)]);
  };
}

function fullPath(key: string): string {
  const hive = key.split('\\', 1)[0] ?? '';
  return `${hives[hive] ?? hive}${key.slice(hive.length)}`;
}

function linesOf(path: string, values: RegistryKeys[string], write: (value: Value) => string): string[] {
  const lines = Object.entries(values ?? {}).map(([name, value]) => `${quoted(name)}=${write(value)}`);
  return [`[${path}]`, ...lines, ''];
}

function importFile(lines: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const file = join(folder, 'values.reg');
  const text = ['\uFEFFWindows Registry Editor Version 5.00', '', ...lines, ''].join('\r\n');
  writeFileSync(file, text, 'utf16le');
  execFileSync('C:\\windows\\system32\\reg.exe', ['import', file], { stdio: 'pipe' });
  rmSync(folder, { recursive: true });
}

/** The key nearest to the root, on the way to this one, that Windows does not have by itself. */
function firstMissing(path: string): string | undefined {
  const parts = path.split('\\');
  const ways = parts.map((_, index) => parts.slice(0, index + 1).join('\\'));
  return ways.slice(1).find((way) => !exists(way));
}

/** Asked before anything of ours is there, and then remembered: what is taken out is as it was. */
const existing = new Map<string, boolean>();

function exists(path: string): boolean {
  const known = existing.get(path);
  if (known !== undefined) return known;
  const { status } = spawnSync('C:\\windows\\system32\\reg.exe', ['query', path], { stdio: 'ignore' });
  existing.set(path, status === 0);
  return status === 0;
}

/** As regedit writes them: REG_SZ, REG_DWORD, REG_MULTI_SZ (7), REG_QWORD (b), REG_BINARY. */
function regValue(value: Value): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return `dword:${value.toString(16).padStart(8, '0')}`;
  if (isList(value)) return `hex(7):${hex(Buffer.from(`${value.join('\0')}\0\0`, 'utf16le'))}`;
  if ('qword' in value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value.qword));
    return `hex(b):${hex(bytes)}`;
  }
  return `hex:${hex(Buffer.from(value.hex.replaceAll(' ', ''), 'hex'))}`;
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

function hex(bytes: Buffer): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
