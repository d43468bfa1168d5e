import type { AntivirusProduct } from '../../facts/antivirus.ts';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { readClamav } from './antivirus/clamav.ts';
import { type DefenderHealth, defenderHealthReader } from './antivirus/defender.ts';
import { defenderName, type KnownAgent, knownAgents } from './antivirus/known-agents.ts';
import { firstExisting } from './first-existing.ts';
import { nearestOf } from './process-place.ts';
import { listProcesses, type Process, type ProcessList } from './processes.ts';
import type { LinuxSystem } from './system.ts';

type AskDefender = (pid: number, signal: AbortSignal) => Promise<DefenderHealth>;

/** Which antivirus is on this machine: ClamAV asked over its socket, the commercial ones by their processes. */
export function antivirusProbe(system: LinuxSystem): Probe<'antivirus'> {
  const askDefender = defenderHealthReader(system);
  return {
    fact: 'antivirus',
    budgetMs: 6000,
    read: async (signal) => readProducts(system, await listProcesses(system.root), askDefender, signal),
  };
}

/** The products that a machine with these processes has. */
export async function readProducts(
  system: Pick<LinuxSystem, 'root'>,
  list: ProcessList,
  askDefender: AskDefender,
  signal: AbortSignal,
): Promise<Reading<FactValue<'antivirus'>>> {
  const [clamav, ...agents] = await Promise.all([
    readClamav(system.root, list, signal),
    ...knownAgents.map((agent) => readAgent(system.root, agent, list, askDefender, signal)),
  ]);
  const products = [clamav, ...agents].filter((product) => product !== undefined);
  // Where processes are hidden, an antivirus may run that nobody here can see.
  const hidden = { source: '/proc', detail: 'the processes of other users are hidden' };
  if (products.length === 0 && !list.complete)
    return unknown('partly-readable', hidden.source, hidden.detail);
  const unread = list.complete ? [] : [hidden];
  return known({ products, unread }, products.map((product) => product.source).join(', ') || '/proc');
}

async function readAgent(
  root: string,
  agent: KnownAgent,
  list: ProcessList,
  askDefender: AskDefender,
  signal: AbortSignal,
): Promise<AntivirusProduct | undefined> {
  const named = list.processes.filter((each) => each.uid === 0 && agent.processes.includes(each.name));
  const seen = nearestOf(root, named);
  if (seen?.place === 'here') return running(agent, seen.process, askDefender, signal);
  const where =
    seen === undefined ? await firstExisting(root, agent.folders) : `process ${seen.process.name}`;
  if (where === undefined) return undefined;
  return {
    name: agent.name,
    running: list.complete && seen === undefined ? 'off' : 'unknown',
    realTime: 'unknown',
    signaturesAt: null,
    signatures: 'unknown',
    source: where,
  };
}

/** A running process proves presence, and nothing about real-time protection or signatures. */
async function running(
  { name }: KnownAgent,
  process: Process,
  askDefender: AskDefender,
  signal: AbortSignal,
): Promise<AntivirusProduct> {
  const seen = `process ${process.name}`;
  const common = { name, running: 'on', signatures: 'unknown' } as const;
  if (name !== defenderName) return { ...common, realTime: 'unknown', signaturesAt: null, source: seen };
  const { answered, ...health } = await askDefender(process.pid, signal);
  return { ...common, ...health, source: answered ? 'mdatp health' : seen };
}
