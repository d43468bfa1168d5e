import { readText } from '../read-text.ts';

/** The parts of Linux that hold packet filters: nf_tables, and those of the older iptables. */
const filters = ['nf_tables', 'iptable_filter', 'ip6table_filter'];

/**
 * The packet filters that this kernel has loaded or built in, which everybody may read; empty where there can be no rules
 * at all. Undefined where the kernel does not tell.
 */
export async function readKernelFilters(root: string): Promise<string[] | undefined> {
  const release = await readText(root, '/proc/sys/kernel/osrelease');
  if (release.found !== 'text') return undefined;
  const [loaded, builtIn] = await Promise.all([
    readText(root, '/proc/modules'),
    readText(root, `/lib/modules/${release.text.trim()}/modules.builtin`),
  ]);
  if (loaded.found !== 'text' || builtIn.found !== 'text') return undefined;
  const names = new Set([
    ...[...loaded.text.matchAll(/^(\S+) /gm)].map((match) => match[1]),
    ...[...builtIn.text.matchAll(/([^/]+)\.ko$/gm)].map((match) => match[1]),
  ]);
  return filters.filter((name) => names.has(name));
}
