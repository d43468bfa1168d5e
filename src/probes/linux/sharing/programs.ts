import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Process } from '../processes.ts';
import type { Scene } from './finding.ts';
import { forwarders, type KnownProgram, type KnownServer, knownServers } from './known-servers.ts';
import { hasOurNetwork } from './network-processes.ts';

/** A running program that is known to serve, or to hold a port for another; then `server` is undefined. */
export interface ServingProgram extends Process {
  readonly line: string;
  readonly server: KnownServer | undefined;
}

/** @returns undefined for a program that is not known to serve anything. */
export function asServing(root: string, process: Process): ServingProgram | undefined {
  const candidates = [...knownServers.flatMap(withPrograms), { server: undefined, program: forwarders }];
  const named = candidates.filter(({ program }) => program.name.test(process.name));
  if (named.length === 0) return undefined;
  const line = commandLine(root, process.pid);
  const found = named.find(({ program }) => program.line?.test(line) ?? true);
  return found && { ...process, line, server: found.server };
}

/** The serving programs of every user that share this machine's network. */
export function servingPrograms({ system, list }: Pick<Scene, 'system' | 'list'>): ServingProgram[] {
  return list.processes
    .flatMap((process) => asServing(system.root, process) ?? [])
    .filter(({ pid }) => hasOurNetwork(system.root, pid) !== false);
}

/** Whether the number of a port stands on its command line, by itself or after an address. */
export function namesPort({ line }: Pick<ServingProgram, 'line'>, port: number): boolean {
  return new RegExp(`(?<![\\d.])${port}(?![\\d.])`).test(line);
}

function withPrograms(server: KnownServer): { server: KnownServer; program: KnownProgram }[] {
  return server.programs.map((program) => ({ server, program }));
}

/** Open to everybody (proc_pid_cmdline(5)); its words with blanks between them. */
function commandLine(root: string, pid: number): string {
  try {
    return readFileSync(join(root, `proc/${pid}/cmdline`), 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return ''; // It ended meanwhile.
  }
}
