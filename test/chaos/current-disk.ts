import type { SimulatedDisk } from './simulated-disk.ts';

type Calls = Readonly<Record<string, unknown>>;

/** The disk under every path below its root, for modules that know nothing of it. */
export const current: { disk: SimulatedDisk | null } = { disk: null };

/** `node:fs/promises` with the simulated disk in it. */
export function promisesWithDisk<Real extends object>(real: Real): Real {
  const names = ['open', 'rename', 'rm', 'stat'] as const;
  const calls: Record<string, unknown> = {};
  for (const name of names)
    calls[name] = (path: string, ...rest: unknown[]) => {
      const { disk } = current;
      const own = disk !== null && isSimulated(path);
      const call = (own ? disk.promises[name] : (real as Calls)[name]) as (...all: unknown[]) => unknown;
      return call(path, ...rest);
    };
  return { ...real, ...calls };
}

/** `node:fs` with the simulated disk in it. */
export function fsWithDisk<Real extends object>(real: Real): Real {
  const readFileSync = (path: string, ...rest: unknown[]): unknown => {
    const { disk } = current;
    if (disk !== null && isSimulated(path)) return disk.contentOf(path).toString('utf8');
    const { readFileSync: read } = real as { readFileSync?: (...all: unknown[]) => unknown };
    return read?.(path, ...rest);
  };
  return { ...real, readFileSync };
}

function isSimulated(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith('/simulated-disk');
}
