import type { LinuxSystem } from '../system.ts';
import { type AskX, askXServer, findExtension, type XAnswer } from '../x-server.ts';

/** Seconds; 0 is never. `monitorTimeouts` is empty where the monitors are not put to sleep. */
export type XScreenSaver =
  | { readonly ok: true; readonly timeout: number; readonly monitorTimeouts: readonly number[] }
  | Extract<XAnswer<never>, { ok: false }>;

/** What `xset q` prints, asked from the X server itself (X11 protocol; DPMS extension 1.1). */
export async function readXScreenSaver(
  system: LinuxSystem,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<XScreenSaver> {
  const answer = await askXServer(system, env, signal, conversation);
  return answer.ok ? { ok: true, ...answer.value } : answer;
}

async function conversation(ask: AskX): Promise<{ timeout: number; monitorTimeouts: readonly number[] }> {
  const saver = await ask([108, 0, 1, 0]); // GetScreenSaver
  const timeout = saver.readUInt16LE(8);
  const opcode = await findExtension(ask, 'DPMS');
  if (opcode === null) return { timeout, monitorTimeouts: [] };
  const info = await ask([opcode, 7, 1, 0]); // DPMSInfo
  const timeouts = await ask([opcode, 2, 1, 0]); // DPMSGetTimeouts
  const monitorTimeouts = info[10] === 1 ? [8, 10, 12].map((at) => timeouts.readUInt16LE(at)) : [];
  return { timeout, monitorTimeouts };
}
