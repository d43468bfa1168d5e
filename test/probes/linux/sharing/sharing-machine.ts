import { readFileSync } from 'node:fs';
import type { FactValue } from '../../../../src/facts/registry.ts';
import { sharingProbe } from '../../../../src/probes/linux/sharing.ts';
import type { CommandResult } from '../../../../src/probes/run-command.ts';
import { machineWith, notAborted, systemWith } from '../fake-machine.ts';

/** A file of test/fixtures/linux; its README says where it is from. */
export const captured = (file: string) =>
  readFileSync(new URL(`../../../fixtures/linux/${file}`, import.meta.url), 'utf8');

// As a line of the captured tables is written, with another address and port.
export const tcpHeader =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n';
export const everywhere = '00000000';
export const here = '0100007F';
export const line = (address: string, port: number, state = '0A', uid = 0) =>
  `   0: ${address}:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 1060 1 00000000668d684c 100 0 0 10 0                      \n`;
export const tcp = (...ports: number[]) => tcpHeader + ports.map((port) => line(everywhere, port)).join('');

export type Files = Record<string, string>;

export async function read(
  files: Files,
  running: string[] = [],
  commands: Record<string, CommandResult> = {},
) {
  const named = Object.fromEntries(running.map((name, index) => [`proc/${10 + index}/comm`, `${name}\n`]));
  const base = { 'proc/1/comm': 'systemd\n', 'proc/net/tcp': tcpHeader };
  const system = systemWith(await machineWith({ ...base, ...named, ...files }), commands);
  return sharingProbe(system).read(notAborted);
}

export async function found(files: Files, running: string[] = []): Promise<FactValue<'sharing'>> {
  const reading = await read(files, running);
  if (reading.state !== 'known') throw new Error(`not known: ${reading.reason}`);
  return reading.value;
}
