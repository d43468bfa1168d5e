import { deleteKey, deleteValue, keyExists, setValues, type WrittenValue } from './registry.ts';

/** As in a machine file: REG_SZ, REG_DWORD, REG_MULTI_SZ, REG_QWORD, REG_BINARY. */
type Value = string | number | readonly string[] | { readonly qword: string } | { readonly hex: string };
export type RegistryKeys = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** Writes the keys of a machine file into the registry. @returns what takes them out again. */
export function writeRegistry(keys: RegistryKeys): () => void {
  const made = new Set(Object.keys(keys).flatMap((key) => firstMissing(key) ?? []));
  for (const [key, values] of Object.entries(keys)) setValues(key, writtenValues(values));
  return () => {
    for (const [key, values] of Object.entries(keys))
      for (const name of Object.keys(values)) deleteValue(key, name);
    for (const key of made) deleteKey(key);
  };
}

/** The key nearest to the root, on the way to this one, that Windows does not have by itself. */
function firstMissing(key: string): string | undefined {
  const parts = key.split('\\');
  const ways = parts.map((_, index) => parts.slice(0, index + 1).join('\\'));
  return ways.slice(1).find((way) => !keyExists(way));
}

function writtenValues(values: RegistryKeys[string]): Record<string, WrittenValue> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, written(value)]));
}

function written(value: Value): WrittenValue {
  if (typeof value === 'string') return ['REG_SZ', value];
  if (typeof value === 'number') return ['REG_DWORD', value];
  if (isList(value)) return ['REG_MULTI_SZ', value];
  if ('qword' in value) return ['REG_QWORD', value.qword];
  return ['REG_BINARY', value.hex.replaceAll(' ', '')];
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}
