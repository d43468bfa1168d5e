import type { AntivirusProduct } from '../../facts/antivirus.ts';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { type KnownAgent, knownAgents } from './antivirus/known-agents.ts';
import { listSystemExtensions, type SystemExtensions } from './antivirus/system-extensions.ts';
import { readXprotect } from './antivirus/xprotect.ts';
import { isRunning, listProcesses, type ProcessList } from './processes.ts';
import type { MacSystem } from './system.ts';
import type { Unread } from './unread.ts';

/**
 * Which antivirus is on this Mac: Apple's own, XProtect, and those of other makers. Theirs are seen by their system
 * extension and their process, which prove presence and nothing about signatures.
 */
export function antivirusProbe(system: MacSystem): Probe<'antivirus'> {
  return { fact: 'antivirus', budgetMs: 6000, read: (signal) => read(system, signal) };
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Reading<FactValue<'antivirus'>>> {
  const [xprotect, extensions, processes] = await Promise.all([
    readXprotect(system, signal),
    listSystemExtensions(system, signal),
    listProcesses(system, signal),
  ]);
  const agents = knownAgents.map((agent) => readAgent(agent, extensions, processes));
  const products = [xprotect, ...agents].filter((product) => product !== undefined);
  // Every Mac has XProtect: where it is not found, what was looked at is not all there is.
  if (products.length === 0) return unknown('missing-source', 'XProtect.bundle', 'no bundle in either place');
  // Another maker's antivirus may be here, unseen: what XProtect lacks, that one may have.
  const untold = [extensions, processes].filter((list) => !list.ok);
  const unread = untold.map(({ source, detail }) => ({ source, detail }));
  return known({ products, unread }, products.map((product) => product.source).join(', '));
}

/** `activated enabled` and a running engine; an extension that waits for the user's consent watches nothing. */
function readAgent(
  { name, extensions, processes }: KnownAgent,
  list: SystemExtensions | Unread,
  running: ProcessList | Unread,
): AntivirusProduct | undefined {
  const states = list.ok
    ? list.extensions.filter((each) => extensions.includes(each.bundle)).map((each) => each.state)
    : [];
  const installed = states.filter((state) => !state.startsWith('terminated'));
  const isEnabled = installed.includes('activated enabled');
  const runs = running.ok && (isRunning(running, processes) || runsFrom(running, extensions));
  if (installed.length === 0 && !runs) return undefined;
  return {
    name,
    running: runs ? 'on' : running.ok ? 'off' : 'unknown',
    realTime: installed.length > 0 && !isEnabled ? 'off' : 'unknown',
    signaturesAt: null,
    signatures: 'unknown',
    source: installed.length > 0 ? 'systemextensionsctl list' : 'ps',
  };
}

/** An extension runs from its own bundle below /Library/SystemExtensions. */
function runsFrom({ paths }: ProcessList, extensions: readonly string[]): boolean {
  return extensions.some((bundle) => paths.some((path) => path.includes(`/${bundle}.systemextension/`)));
}
