import { execFileSync } from 'node:child_process';

export type WrittenValue = readonly [
  type: 'REG_SZ' | 'REG_EXPAND_SZ' | 'REG_DWORD' | 'REG_QWORD' | 'REG_MULTI_SZ' | 'REG_BINARY',
  data: string | number,
];

/** Sets values for real, as reg.exe does; '' is the key's own value. The key comes with its hive, such as `HKCU\\Control Panel\\Desktop`. */
export function setValues(key: string, values: Readonly<Record<string, WrittenValue>>): void {
  for (const [name, [type, data]] of Object.entries(values))
    reg(['add', key, ...(name === '' ? ['/ve'] : ['/v', name]), '/t', type, '/d', String(data), '/f']);
}

export function deleteKey(key: string): void {
  reg(['delete', key, '/f']);
}

export function deleteValue(key: string, name: string): void {
  reg(['delete', key, '/v', name, '/f']);
}

function reg(args: readonly string[]): void {
  execFileSync('C:\\windows\\system32\\reg.exe', args, { stdio: 'pipe' });
}
