import type { Firewall } from '../../../facts/firewall.ts';
import { KeptAnswer } from '../../kept-answer.ts';
import { readText } from '../read-text.ts';
import type { LinuxSystem } from '../system.ts';
import { readKernelFilters } from './kernel-filters.ts';
import { RuleSet } from './rule-set.ts';
import type { Finding, Scene } from './scene.ts';

/** Programs of Debian and of Fedora. */
const nft = ['/usr/sbin/nft', '/sbin/nft'];
const source = 'nft list ruleset';
/** A child process: not in every scan. Bad news is asked for again soon, so that what was mended is seen. */
const keepMs = { on: 10 * 60_000, otherwise: 60_000 };

/** What the kernel itself lets in, whoever loaded its rules. `open`: it was read, and nothing is kept out. */
export interface KernelRules extends Finding {
  readonly open: boolean;
}

type ReadKernelRules = (scene: Scene) => Promise<KernelRules>;

/** The rules are told to root only; everybody may see that there can be none. */
export function kernelRulesReader(): ReadKernelRules {
  const kept = new KeptAnswer<KernelRules>();
  return async ({ system, signal }) => {
    const filters = await readKernelFilters(system.root);
    if (filters?.length === 0) return { open: true };
    const names = filters?.join(', ') ?? source;
    if (system.uid !== 0) return unread(names, 'its rules are told to root only');
    return kept.get('', async () => {
      const rules = await askNft(system, signal);
      return { value: rules, keepMs: rules.firewall?.state === 'on' ? keepMs.on : keepMs.otherwise };
    });
  };
}

async function askNft(system: LinuxSystem, signal: AbortSignal): Promise<KernelRules> {
  const output = await runFirst(system, signal);
  if (output === undefined) return unread(source, 'could not be run');
  const rules = RuleSet.parse(output);
  if (rules === undefined) return unread(source, 'not a rule set');
  const state = stateOf(rules, await hasIpv6(system.root));
  if (state !== 'off') return { open: false, firewall: { name: 'nftables', state, source } };
  const legacy = await legacyTables(system.root);
  return legacy === undefined ? { open: true } : unread(legacy, 'rules of the older iptables');
}

async function runFirst(system: LinuxSystem, signal: AbortSignal): Promise<string | undefined> {
  for (const program of nft) {
    const result = await system.run(program, ['-j', 'list', 'ruleset'], {
      signal,
      timeoutMs: 4000,
      maxOutput: 16 * 1024 * 1024,
    });
    if (result.ok && result.code === 0) return result.stdout;
  }
  return undefined;
}

/** What is kept out of IPv4 alone is not kept out. */
function stateOf(rules: RuleSet, ipv6: boolean): Firewall['state'] {
  const guards = [rules.guards('ip'), ...(ipv6 ? [rules.guards('ip6')] : [])];
  if (guards.every((guard) => guard === 'closed')) return 'on';
  if (guards.every((guard) => guard === 'open')) return 'off';
  return guards.includes('open') && guards.includes('closed') ? 'open' : 'unknown';
}

async function hasIpv6(root: string): Promise<boolean> {
  const addresses = await readText(root, '/proc/net/if_inet6');
  return addresses.found !== 'missing' && !(addresses.found === 'text' && addresses.text.trim() === '');
}

/** nft does not list what iptables-legacy loaded. */
async function legacyTables(root: string): Promise<string | undefined> {
  for (const path of ['/proc/net/ip_tables_names', '/proc/net/ip6_tables_names']) {
    const tables = await readText(root, path);
    if (tables.found === 'text' && tables.text.split('\n').includes('filter')) return path;
  }
  return undefined;
}

function unread(of: string, detail: string): KernelRules {
  return { open: false, unread: { source: of, detail } };
}
